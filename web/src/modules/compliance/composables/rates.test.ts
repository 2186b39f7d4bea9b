// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { byUrgency, countOf, rateOf } from './rates'

describe('rateOf', () => {
  it.each([
    [177, 93, '65.6%'], [331, 68, '83.0%'], [55, 5, '91.7%'], [270, 0, '100.0%'], [0, 3, '0.0%'], [1, 7, '12.5%'], [1999, 1, '100.0%'],
  ])('%i met and %i short read %s', (met, short, said) => {
    expect(rateOf({ met, short, not_enough_data: 4 })).toBe(said)
  })

  it('says nothing where there is nothing to divide by', () => {
    expect(rateOf({ met: 0, short: 0, not_enough_data: 5 })).toBeNull()
  })
})

describe('byUrgency', () => {
  it('puts what falls short first and leaves the given list alone', () => {
    const rows = [{ n: 1, total: { met: 9, short: 0, not_enough_data: 2 } }, { n: 2, total: { met: 1, short: 3, not_enough_data: 0 } }, { n: 3, total: { met: 1, short: 0, not_enough_data: 0 } }]
    expect(byUrgency(rows).map((r) => r.n)).toEqual([2, 1, 3])
    expect(rows.map((r) => r.n)).toEqual([1, 2, 3])
    expect(countOf(rows[0]!.total)).toBe(11)
  })
})
