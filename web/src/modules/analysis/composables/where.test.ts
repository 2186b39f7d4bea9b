import { describe, expect, it } from 'vitest'
import { hoursOf, lastMonth, placeOf, rowsOf, squareRows } from './useWhere'
import { cellsOf } from './cells'

describe('ways from a figure to its cases', () => {
  it('name the scope by what it is', () => {
    expect(placeOf({ id: '7', level: 'grid' })).toEqual({ grid: '7' })
    expect(placeOf({ id: '8', level: 'body' })).toEqual({ body: '8' })
    expect(placeOf({ id: '9', level: 'community' })).toEqual({ area: '9' })
  })
  it('carry place, period, matter and the slowest tenth', () => {
    expect(rowsOf({ area: '9', period: '2026-11', matter: '' }, 'close', 3600)).toEqual({ path: '/analysis/cases', query: { measure: 'close', area: '9', period: '2026-11', from: '3600' } })
    expect(rowsOf({ grid: '7', period: '2026' }, 'returned').query).toEqual({ measure: 'returned', grid: '7', period: '2026' })
  })
  it('name a square by its middle and its side', () => {
    expect(squareRows({ period: '2026-11', matter: '5' }, '200', { lon: 113.8100001, lat: 34 }).query).toEqual({ measure: 'received', period: '2026-11', matter: '5', metres: '200', lon: '113.810000', lat: '34.000000' })
  })
  it('know the month before January', () => {
    expect(lastMonth('2027-01-05')).toBe('2026-12')
    expect(lastMonth('2026-11-30')).toBe('2026-10')
  })
  it('give hours with one digit', () => {
    expect(hoursOf(5400)).toBe(1.5)
    expect(hoursOf(null)).toBe(0)
  })
})

describe('hot spots on the map', () => {
  it('are shaded against the largest and leave out what has no position', () => {
    const { features, shades } = cellsOf([{ id: 'a', name: '甲', cases: 8, lon: 113, lat: 34 }, { id: 'b', name: '乙', cases: 2, lon: 113.1, lat: 34 }, { id: 'c', name: '丙', cases: 1, lon: null, lat: null }])
    expect(features.features.map((f) => f.properties?.id)).toEqual(['a', 'b'])
    expect(shades.a).toEqual({ weight: 1, text: '8' })
    expect(shades.b?.weight).toBe(0.25)
  })
})
