import { describe, expect, it } from 'vitest'
import { changeOf, formatFen, parseYuan, plainYuan } from './money'

describe('money', () => {
  it('shows fen as yuan to the last fen', () => {
    expect(formatFen(10_500_000)).toBe('105,000.00')
    expect(formatFen(-5)).toBe('-0.05')
    expect(formatFen(9_120_000)).toBe('91,200.00')
    expect(formatFen(null)).toBe('—')
  })

  it('reads what people type without rounding', () => {
    expect(parseYuan('105,000')).toBe(10_500_000)
    expect(parseYuan('0.29')).toBe(29)
    expect(parseYuan('1234.5')).toBe(123_450)
    expect(parseYuan(' 1，234.56 ')).toBe(123_456)
    for (const wrong of ['', '-1', '1.234', '1e3', '十元']) expect(parseYuan(wrong)).toBeNull()
  })

  it('fills an input with what it would read again', () => {
    for (const fen of [0, 5, 100, 123_456]) expect(parseYuan(plainYuan(fen))).toBe(fen)
    expect(plainYuan(null)).toBe('')
  })

  it('compares with the year before, where there is one', () => {
    expect(changeOf(105_000, 35_000)).toBe('+200.0%')
    expect(changeOf(90, 100)).toBe('-10.0%')
    expect(changeOf(90, 0)).toBe('')
    expect(changeOf(90, null)).toBe('')
  })
})
