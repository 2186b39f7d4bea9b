import { describe, expect, it } from 'vitest'
import { monthText, periodsBefore } from './periods'

describe('periods to choose from', () => {
  it('run back over the turn of the year', () => {
    const list = periodsBefore('2026-02-03', 4)
    expect(list).toEqual(['2026', '2025', '2026-02', '2026-01', '2025-12', '2025-11'])
  })
  it('are written as people read months', () => {
    expect(monthText(202603)).toBe('2026-03')
  })
})
