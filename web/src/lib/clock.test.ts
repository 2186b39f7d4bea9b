import { beforeEach, describe, expect, it } from 'vitest'
import { hearTime, skew, stamp, trueNow } from './clock'

const at = Date.parse('2026-11-30T06:05:00Z')
beforeEach(() => { localStorage.clear(); skew.value = 0 })

describe('the clock', () => {
  it('goes by the server when the phone is years off, also after a reload without a network', () => {
    hearTime('Mon, 30 Nov 2026 06:05:00 GMT', Date.parse('2021-01-01T00:00:00Z'))
    expect(stamp('+08:00', Date.parse('2021-01-01T00:00:00Z') + skew.value)).toBe('2026-11-30T14:05:00+08:00')
    expect(Number(localStorage.getItem('linli.skew'))).toBe(skew.value)
  })
  it('takes a few seconds for no difference, and forgets one that was put right', () => {
    hearTime('Mon, 30 Nov 2026 06:05:00 GMT', at + 5000)
    expect(skew.value).toBe(0)
    skew.value = 3_600_000
    hearTime('Mon, 30 Nov 2026 06:05:00 GMT', at)
    expect(skew.value).toBe(0)
    expect(localStorage.getItem('linli.skew')).toBeNull()
  })
  it('survives answers without a date', () => {
    hearTime(null)
    hearTime('yesterday')
    expect(Math.abs(trueNow() - Date.now())).toBeLessThan(1000)
  })
})
