// @vitest-environment node
import { describe, expect, it } from 'vitest'
import type { Figures } from '@/api/types'
import { overOf, rowsBehind, shadesOf, textOf } from './figures'

const figures = (change: Partial<Figures> = {}): Figures => ({
  open: 0, due_soon: 0, overdue: 0, received: 0, closed: 0, on_time_rate: { value: null, over: 0 }, satisfaction: { value: null, over: 0 }, ...change,
})
const row = (id: string, change: Partial<Figures>) => ({ area: { id }, figures: figures(change) })

describe('textOf', () => {
  it('reads n/a at a zero denominator, never 0 %', () => expect(textOf(figures(), 'on_time_rate')).toBe('n/a'))
  it('groups thousands', () => expect(textOf(figures({ received: 12345 }), 'received')).toBe('12,345'))
  it('tells what a rate is taken over', () => expect(overOf(figures({ satisfaction: { value: 0.5, over: 8 } }), 'satisfaction')).toBe(8))
})

describe('shadesOf', () => {
  it('shades counts against the largest', () => {
    const s = shadesOf([row('a', { open: 10 }), row('b', { open: 5 }), row('c', {})], 'open')
    expect([s.a!.weight, s.b!.weight, s.c!.weight]).toEqual([1, 0.5, 0])
  })
  it('shades rates between lowest and highest, and small samples not at all', () => {
    const s = shadesOf([
      row('a', { on_time_rate: { value: 0.9, over: 50 } }), row('b', { on_time_rate: { value: 0.7, over: 50 } }),
      row('few', { on_time_rate: { value: 0.1, over: 2, small: true } }),
    ], 'on_time_rate')
    expect([s.a!.weight, s.b!.weight, s.few!.weight]).toEqual([1, 0, 0])
    expect(s.few!.text).toBe('10.0%')
  })
  it('leaves all unshaded when nothing happened', () => {
    expect(shadesOf([row('a', {}), row('b', {})], 'overdue').a!.weight).toBe(0)
  })
})

describe('rowsBehind', () => {
  it('gives the period to what happened in it', () => {
    expect(rowsBehind('closed', { area: '7' }, '2026-11').query).toEqual({ figure: 'closed', period: '2026-11', area: '7' })
  })
  it('gives none to what stands now', () => expect(rowsBehind('overdue', { grid: '9' }, '2026').query).toEqual({ figure: 'overdue', grid: '9' }))
})
