import { beforeEach, describe, expect, it } from 'vitest'
import { useMyReports } from './useMyReports'

const report = (n: string) => ({ number: n, secret: `s${n}`, title: '路灯', at: '2026-11-22' })

describe('useMyReports', () => {
  beforeEach(() => { localStorage.clear(); useMyReports().refresh() })

  it('keeps the newest first and each number once', () => {
    const my = useMyReports()
    my.add(report('1'))
    my.add(report('2'))
    my.add({ ...report('1'), secret: 'again' })
    expect(my.list.value.map((r) => r.number)).toEqual(['1', '2'])
    expect(my.secretOf('1')).toBe('again')
  })
  it('forgets one, or all, on a shared phone', () => {
    const my = useMyReports()
    my.add(report('1'))
    my.add(report('2'))
    my.forget('1')
    expect(my.secretOf('1')).toBe('')
    my.forgetAll()
    expect(my.list.value).toEqual([])
    expect(localStorage.getItem('linli.reports')).toBe('[]')
  })
  it('survives what somebody else wrote there', () => {
    localStorage.setItem('linli.reports', '{"not":"a list"}')
    const my = useMyReports()
    my.refresh()
    expect(my.list.value).toEqual([])
  })
})
