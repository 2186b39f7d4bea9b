// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { linesOf, withPoint, type BarrierDraft } from './useBarriers'

const draft = (more: Partial<BarrierDraft>): BarrierDraft => ({ mode: 'draw', kind: 'river', name: ' 清潩河 ', from: '2026-11-30', source: '踏勘', line: [], read: [], ...more })

describe('withPoint', () => {
  it('adds a point, but not twice the one that a double click sets', () => {
    expect(withPoint([], [113.8, 34])).toEqual([[113.8, 34]])
    expect(withPoint([[113.8, 34]], [113.8, 34])).toEqual([[113.8, 34]])
    expect(withPoint([[113.8, 34]], [113.9, 34])).toHaveLength(2)
  })
})

describe('linesOf', () => {
  it('is nothing until there are two points', () => {
    expect(linesOf(draft({ line: [[113.8, 34]] }))).toEqual([])
    expect(linesOf(draft({ line: [[113.8, 34], [113.9, 34]] }))).toEqual([{ kind: 'river', name: '清潩河', line: [[113.8, 34], [113.9, 34]] }])
  })
  it('gives every line of a file the kind that was chosen', () => {
    const read = [{ kind: 'road', name: '建安大道', line: [[113.8, 34], [113.9, 34]] as [number, number][] }]
    expect(linesOf(draft({ mode: 'read', read }))).toEqual([{ ...read[0], kind: 'river' }])
  })
})
