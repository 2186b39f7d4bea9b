import { expect, it } from 'vitest'
import { addDays, mondayOf } from './week'

it('weeks begin on Monday, over the ends of months and years', () => {
  expect(mondayOf('2026-03-02')).toBe('2026-03-02')
  expect(mondayOf('2026-03-08')).toBe('2026-03-02')
  expect(mondayOf('2026-01-01')).toBe('2025-12-29')
  expect(addDays('2024-02-28', 2)).toBe('2024-03-01')
})
