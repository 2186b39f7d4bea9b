// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { bestOf, difference, formatFigure } from './figures'

describe('difference', () => {
  it.each([
    ['valid', 245, 268, '+23', true], ['undersize', 30, 21, '−9', true], ['moved', 0, 530, '+530', false], ['grids', 275, 289, '+14', null],
    ['compactness', 2_000_000, 1_500_000, '−0.50', true],
  ] as const)('%s from %d to %d', (key, from, to, text, good) => expect(difference(key, from, to)).toEqual({ text, good }))
  it('is nothing where both read the same', () => {
    expect(difference('valid', 3, 3)).toBeNull()
    expect(difference('compactness', 1_000_000.2, 1_000_001)).toBeNull()
  })
})

describe('bestOf', () => {
  it('marks every best column, and none where all are equal or no side is better', () => {
    expect(bestOf('valid', [245, 268, 268])).toEqual([false, true, true])
    expect(bestOf('undersize', [30, null, 21])).toEqual([false, false, true])
    expect(bestOf('valid', [3, 3])).toEqual([false, false])
    expect(bestOf('grids', [3, 4])).toEqual([false, false])
    expect(bestOf('valid', [3, null])).toEqual([false, false])
  })
})

describe('formatFigure', () => {
  it('shows the spread in km² and a dash for what is not known', () => {
    expect(formatFigure('compactness', 1_234_567)).toBe('1.23')
    expect(formatFigure('excess', 12_345)).toBe('12,345')
    expect(formatFigure('valid', null)).toBe('—')
  })
})
