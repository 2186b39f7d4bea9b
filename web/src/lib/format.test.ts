// @vitest-environment node
import { afterEach, describe, expect, it } from 'vitest'
import { formatBytes, formatDue, formatRate, formatTime, today } from './format'
import { lang } from './i18n'

afterEach(() => { lang.value = 'zh' })
const now = Date.parse('2026-11-22T09:00:00+08:00')

describe('formatTime', () => {
  it('shows the wall time of the district, whatever the zone of the browser', () => {
    expect(formatTime('2026-11-22T23:07:00+08:00', new Date(now))).toBe('11月22日 23:07')
  })
  it('names the year when it is not this one', () => {
    expect(formatTime('2025-01-02T09:31:00+08:00', new Date(now))).toBe('2025年1月2日 09:31')
  })
  it('shows a dash for nothing', () => expect(formatTime(null)).toBe('—'))
})

describe('formatDue', () => {
  it.each([
    ['2026-11-22T09:30:00+08:00', '还有 30 分钟'],
    ['2026-11-22T12:00:00+08:00', '还有 3 小时'],
    ['2026-11-25T09:00:00+08:00', '还有 3 天'],
    ['2026-11-22T08:59:50+08:00', '已超 1 分钟'],
    ['2026-11-20T09:00:00+08:00', '已超 2 天'],
  ])('%s is %s', (due, text) => expect(formatDue(due, now)).toBe(text))
  it('speaks English after the switch', () => {
    lang.value = 'en'
    expect(formatDue('2026-11-22T12:00:00+08:00', now)).toBe('3 h left')
  })
  it('says that there is no limit', () => expect(formatDue(null, now)).toBe('无时限'))
})

describe('formatRate', () => {
  it('reads n/a over nothing', () => expect(formatRate({ value: null, over: 0 })).toBe('n/a'))
  it('keeps one digit', () => expect(formatRate({ value: 0.9349, over: 200 })).toBe('93.5%'))
  it('writes a whole as 100%', () => expect(formatRate({ value: 1, over: 3 })).toBe('100%'))
})

describe('today', () => {
  it('turns at the midnight of the district', () => {
    expect(today('+08:00', Date.parse('2026-11-21T15:59:00Z'))).toBe('2026-11-21')
    expect(today('+08:00', Date.parse('2026-11-21T16:00:00Z'))).toBe('2026-11-22')
  })
})

describe('formatBytes', () => {
  it.each([[0, '0 B'], [999, '999 B'], [1500, '1.5 kB'], [12_345_678, '12 MB']])('%d is %s', (n, s) => expect(formatBytes(n)).toBe(s))
})
