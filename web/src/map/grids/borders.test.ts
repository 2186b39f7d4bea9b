// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { gridBorders, type Plot, type Point } from './borders'

const box = (id: string, x: number, y: number, w = 100, h = 100): Plot =>
  ({ id, at: [x + w / 2, y + h / 2], rings: [[[x, y], [x + w, y], [x + w, y + h], [x, y + h]] as Point[]] })
const length = (list: [Point, Point][] = []) => list.reduce((s, [a, b]) => s + Math.hypot(a[0] - b[0], a[1] - b[1]), 0)

describe('gridBorders', () => {
  it('leaves out what lies between two plots of one grid', () => {
    const { segments, adjacent } = gridBorders([box('a', 0, 0), box('b', 100, 0), box('c', 200, 0)], (id) => (id === 'c' ? 'two' : 'one'))
    expect(length(segments.get('one'))).toBeCloseTo(600)
    expect(length(segments.get('two'))).toBeCloseTo(400)
    expect([...adjacent.get('one')!]).toEqual(['two'])
  })

  it('bridges slips of the drawing, and sees neighbours across a road', () => {
    const { segments, adjacent } = gridBorders([box('a', 0, 0), box('b', 102, 0), box('c', 232, 0)], (id) => (id === 'c' ? 'two' : 'one'))
    expect(length(segments.get('one'))).toBeCloseTo(600)
    expect(adjacent.get('two')!.has('one')).toBe(true)
  })

  it('judges a long edge piece by piece', () => {
    const { segments } = gridBorders([box('a', 0, 0, 200, 100), box('b', 0, 100), box('c', 100, 100)], (id) => (id === 'c' ? 'two' : 'one'))
    // The outline of an L: one long edge of `a` borders both `b`, of its own grid, and `c`.
    expect(length(segments.get('one'))).toBeCloseTo(800)
  })

  it('knows neighbours of bare points, and what has no grid', () => {
    const at = (id: string, x: number): Plot => ({ id, rings: [], at: [x, 0] })
    const { adjacent, segments } = gridBorders([at('a', 0), at('b', 10), at('none', 20)], (id) => (id === 'none' ? undefined : id))
    expect(segments.size).toBe(0)
    expect([...adjacent.get('a')!]).toEqual(['b'])
    expect(adjacent.has('none')).toBe(false)
    expect(gridBorders([], () => 'x').adjacent.size).toBe(0)
  })
})
