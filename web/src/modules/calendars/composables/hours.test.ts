import { describe, expect, it } from 'vitest'
import { readHours, writeHours } from './hours'

describe('working hours as lines', () => {
  it('reads seasons with and without days, as offices type them', () => {
    expect(readHours('08:30-12:00 14:30-18:00\n\n06-01～09-30  08:00-12:00，15:00-18:30')).toEqual([
      { from: null, to: null, spans: ['08:30-12:00', '14:30-18:00'] },
      { from: '06-01', to: '09-30', spans: ['08:00-12:00', '15:00-18:30'] },
    ])
  })

  it('writes them as they are read', () => {
    const text = '09:00-17:00\n11-01~02-28 10:00-16:00'
    expect(writeHours(readHours(text))).toBe(text)
    expect(readHours('')).toEqual([])
  })
})
