import type { GridMark } from '@/map'
import { formatCount } from '@/lib/format'
import type { MoveEffect, MovedGrid, PlanGrid, PlanMap, Rules } from '../store'

export type Only = 'all' | 'undersize' | 'over' | 'changed'
export interface Filter { community: string; only: Only; q: string }

/** Grids of several courtyards above the upper end; a large courtyard by itself is as it must be. */
export const isOver = (g: PlanGrid, rules: Rules): boolean => g.units > 1 && g.households > rules.upper

export function filterGrids(grids: PlanGrid[], f: Filter, rules: Rules): PlanGrid[] {
  const q = f.q.trim()
  return grids.filter((g) => (!f.community || g.community.id === f.community)
    && (f.only === 'all' || (f.only === 'undersize' ? g.kind === 'undersize' : f.only === 'over' ? isOver(g, rules) : !g.unchanged))
    && (!q || g.name.includes(q) || (g.code ?? '').includes(q) || g.members.some((x) => x.name.includes(q))))
}

type Column = 'grid' | 'present_grid'
/** Which grid each unit of the map belongs to; units without one are left out. */
export function gridOf(map: PlanMap | null, column: Column): Record<string, string> {
  const out: Record<string, string> = {}
  for (const f of map?.features ?? []) {
    const grid = f.properties[column]
    if (grid !== null && grid !== undefined) out[f.properties.id] = grid
  }
  return out
}

/** Names of grids on a map are short: the community is known from where they lie. */
export function shortName(grid: { name: string; community: { name: string } }): string {
  return grid.name.startsWith(grid.community.name) ? grid.name.slice(grid.community.name.length) || grid.name : grid.name
}

export function marksOf(grids: PlanGrid[]): Record<string, GridMark> {
  return Object.fromEntries(grids.map((g) => [g.key, { text: `${shortName(g)}\n${g.kind === 'undersize' ? '⚠ ' : ''}${formatCount(g.households)}`, undersize: g.kind === 'undersize' }]))
}

/** The marks as they would be after a move: the two grids with their new households. */
export function afterMove(marks: Record<string, GridMark>, effect: MoveEffect, target: string): Record<string, GridMark> {
  const mark = (g: MovedGrid, key: string): Record<string, GridMark> => {
    if (g.households_after === null) return {}
    const undersize = g.kind_after === 'undersize'
    const name = marks[key]?.text.split('\n')[0]
    return { [key]: { text: `${name ? `${name}\n` : ''}${undersize ? '⚠ ' : ''}${formatCount(g.households_after)}`, undersize } }
  }
  return { ...marks, ...mark(effect.from, effect.from.key), ...mark(effect.to, target) }
}

/** The features of one community, or all. */
export function within(map: PlanMap | null, community: string): PlanMap | null {
  return map && community ? { ...map, features: map.features.filter((f) => f.properties.community === community) } : map
}

/** Grids that a unit may move to: of its own community, those it borders first, then those that border its grid. */
export function targetsFor(unit: string, grids: PlanGrid[], map: PlanMap | null): { grid: PlanGrid; borders: boolean }[] {
  const own = grids.find((g) => g.members.some((x) => x.id === unit))
  if (!own) return []
  const feature = map?.features.find((f) => f.properties.id === unit)
  const of = gridOf(map, 'grid')
  const near = new Set((feature?.properties.neighbours ?? []).map((n) => of[n]).filter(Boolean))
  const beside = new Set((map?.borders ?? []).flatMap(([a, b]) => (a === own.key ? [b] : b === own.key ? [a] : [])))
  const close = feature?.properties.neighbours ? near : beside
  return grids.filter((g) => g.community.id === own.community.id && g.key !== own.key)
    .map((grid) => ({ grid, borders: close.has(grid.key) }))
    .sort((a, b) => Number(b.borders) - Number(a.borders) || Number(beside.has(b.grid.key)) - Number(beside.has(a.grid.key)))
}
