import type { Named } from '@/api/types'
import type { Barrier, Defaults, Objective, Plan, PlanForm } from '../store'

/** What the form holds: flat, so that it can be kept as a draft. */
export interface PlanDraft {
  touched: boolean
  name: string
  note: string
  as_of: string
  areas: Named[]
  threshold: number
  upper: number
  split_above: number
  replan: boolean
  join_by_type: boolean
  standing_alone: string[]
  leftovers: 'undersize' | 'join_large'
  order: Objective[]
  barriers: Barrier[]
  crossable: string[]
  narrow_road: number
  widest_road: number
  together: Named[][]
  apart: Named[][]
  seconds: number
  seed: number
}

export function formFor(defaults: Defaults | null, plan: Plan | null): Omit<PlanDraft, 'touched'> {
  const r = plan?.rules
  return {
    name: plan?.name ?? '', note: plan?.note ?? '', as_of: plan?.as_of ?? defaults?.today ?? '',
    areas: plan?.areas.map(({ id, name }) => ({ id, name })) ?? [],
    threshold: r?.threshold ?? defaults?.threshold.value ?? 300, upper: r?.upper ?? defaults?.upper.value ?? 400,
    split_above: r?.split_above ?? defaults?.split_above.value ?? 0,
    replan: r?.replan ?? false, join_by_type: r?.join_by_type ?? false,
    standing_alone: [...(r?.standing_alone ?? defaults?.standing_alone ?? [])],
    leftovers: r?.leftovers ?? 'undersize', order: [...(r?.order ?? defaults?.order ?? [])], barriers: [...(r?.barriers ?? [])], crossable: [...(r?.crossable ?? [])],
    narrow_road: r?.narrow_road ?? defaults?.roads.narrow ?? 20, widest_road: r?.widest_road ?? defaults?.roads.widest ?? 40,
    together: r?.together.map((g) => g.map(({ id, name }) => ({ id, name }))) ?? [],
    apart: r?.apart.map((g) => g.map(({ id, name }) => ({ id, name }))) ?? [],
    seconds: r?.seconds ?? defaults?.seconds ?? 10, seed: r?.seed ?? 1,
  }
}

export function toForm(d: PlanDraft): PlanForm {
  const ids = (groups: Named[][]) => groups.filter((g) => g.length > 1).map((g) => g.map((x) => x.id))
  return {
    name: d.name.trim(), note: d.note.trim(), as_of: d.as_of, area_ids: d.areas.map((x) => x.id),
    rules: {
      threshold: d.threshold, upper: d.upper, split_above: d.split_above, replan: d.replan, join_by_type: d.join_by_type,
      standing_alone: d.standing_alone, leftovers: d.leftovers, order: d.order, barriers: d.barriers, crossable: d.crossable,
      narrow_road: d.narrow_road, widest_road: d.widest_road,
      together: ids(d.together), apart: ids(d.apart), seconds: d.seconds, seed: d.seed,
    },
  }
}

/** A list with one entry moved by a step; past an end nothing happens. */
export function shifted<T>(list: T[], at: number, by: 1 | -1): T[] {
  const to = at + by
  if (to < 0 || to >= list.length) return list
  const next = [...list]
  ;[next[at], next[to]] = [next[to]!, next[at]!]
  return next
}
