// @vitest-environment node
import { describe, expect, it } from 'vitest'
import type { MoveEffect, PlanGrid, PlanMap, Rules } from '../store'
import { afterMove, filterGrids, gridOf, marksOf, shortName, targetsFor, within } from './grids'

const rules = { threshold: 300, upper: 400 } as Rules
const grid = (key: string, community: string, households: number, members: string[], more: Partial<PlanGrid> = {}): PlanGrid => ({
  key, name: `${community}第${key}网格`, code: null, community: { id: community, name: community }, kind: 'joined', households, units: members.length,
  why: { zh: '', en: '' }, warnings: [], carries_on: null, unchanged: false, predecessors: [], steward: null, deputy: null,
  members: members.map((id) => ({ id, name: `院${id}`, level: 'courtyard', households: 100, present_grid: null })), ...more,
})
const grids = [
  grid('1', '甲社区', 450, ['a', 'b']), grid('2', '甲社区', 900, ['c'], { kind: 'large', unchanged: true }),
  grid('3', '甲社区', 120, ['d'], { kind: 'undersize' }), grid('4', '乙社区', 320, ['e', 'f']),
]
const unit = (id: string, community: string, g: string | null, neighbours?: string[]) => ({
  type: 'Feature' as const, geometry: { type: 'Point' as const, coordinates: [0, 0] },
  properties: { id, name: id, level: 'courtyard', households: 1, community, grid: g, present_grid: null, kind: '', ...(neighbours && { neighbours }) },
})
const map = (neighbours?: string[]): PlanMap => ({
  type: 'FeatureCollection', borders: [['1', '3'], ['1', '4']],
  features: [unit('a', '甲社区', '1', neighbours), unit('b', '甲社区', '1'), unit('c', '甲社区', '2'), unit('d', '甲社区', '3'), unit('e', '乙社区', '4'), unit('x', '甲社区', null)],
})

describe('filterGrids', () => {
  const keys = (f: Parameters<typeof filterGrids>[1]) => filterGrids(grids, f, rules).map((g) => g.key)
  it.each([
    ['all', ['1', '2', '3', '4']], ['undersize', ['3']], ['over', ['1']], ['changed', ['1', '3', '4']],
  ] as const)('only %s', (only, expected) => expect(keys({ community: '', only, q: '' })).toEqual(expected))
  it('finds by the name of a courtyard, inside a community', () => {
    expect(keys({ community: '乙社区', only: 'all', q: '院e' })).toEqual(['4'])
    expect(keys({ community: '甲社区', only: 'all', q: '院e' })).toEqual([])
  })
})

describe('the map', () => {
  it('leaves units without a grid out', () => expect(gridOf(map(), 'grid')).toEqual({ a: '1', b: '1', c: '2', d: '3', e: '4' }))
  it('is cut to a community', () => expect(within(map(), '乙社区')!.features.map((f) => f.properties.id)).toEqual(['e']))
  it('names grids shortly and marks those with too few', () => {
    expect(shortName(grids[0]!)).toBe('第1网格')
    expect(marksOf(grids)['3']).toEqual({ text: '第3网格\n⚠ 120', undersize: true })
  })
})

describe('afterMove', () => {
  const side = (key: string, after: number | null, kind: string | null) => ({ key, households_before: 0, households_after: after, kind_before: null, kind_after: kind })
  it('shows the new households of both grids, and of a grid that is not there yet', () => {
    const effect = { from: side('1', 250, 'undersize'), to: side('99', 200, 'undersize') } as unknown as MoveEffect
    const after = afterMove(marksOf(grids), effect, '*')
    expect(after['1']).toEqual({ text: '第1网格\n⚠ 250', undersize: true })
    expect(after['*']).toEqual({ text: '⚠ 200', undersize: true })
    expect(after['4']).toEqual(marksOf(grids)['4'])
  })
})

describe('targetsFor', () => {
  it('offers the grids of the community, bordering ones first', () =>
    expect(targetsFor('a', grids, map(['c', 'b'])).map((x) => [x.grid.key, x.borders])).toEqual([['2', true], ['3', false]]))
  it('falls back to grids that border its grid', () =>
    expect(targetsFor('a', grids, map()).map((x) => [x.grid.key, x.borders])).toEqual([['3', true], ['2', false]]))
  it('offers nothing for what is not in the plan', () => expect(targetsFor('zz', grids, map())).toEqual([]))
})
