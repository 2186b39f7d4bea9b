import type { FeatureCollection, Geometry } from 'geojson'
import type { AreaRef, Named } from '@/api/types'
import type { Bilingual } from '@/lib/i18n'

export type PlanState = 'draft' | 'approving' | 'approved' | 'scheduled' | 'adopted' | 'discarded'
export type Purpose = 'scenario' | 'review'
export type Objective = 'moved' | 'excess' | 'mixing' | 'compactness'
export type Proof = 'complete' | 'count' | 'none' | 'given'
/** `part`: some of the buildings of a courtyard that was split (R053). */
export type GridKind = 'large' | 'by_rule' | 'joined' | 'undersize' | 'extended' | 'part'

export interface Figures {
  grids: number
  valid: number
  undersize: number
  exempt: number
  in_band: number
  excess: number
  mixing: number
  /** Sum of squared distances to the middle of the grid, m². */
  compactness: number
  moved: number
  households: number
  stewards_needed: number
  stewards_carried: number
  stewards_to_find: number
}

export interface Barrier { kind: string; name: string; line: [number, number][] }
/** One of the district's own, for all plans. `to`: the first day it no longer separates. */
export interface DistrictBarrier extends Barrier { id: string; from: string; to: string | null; source: string; added_at: string; by: Named | null }
export interface BarrierForm { items: Barrier[]; from: string; source: string }
export interface Rules {
  threshold: number
  upper: number
  split_above: number
  replan: boolean
  join_by_type: boolean
  order: Objective[]
  standing_alone: string[]
  leftovers: 'undersize' | 'join_large'
  together: Named[][]
  apart: Named[][]
  barriers: Barrier[]
  crossable: string[]
  narrow_road: number
  widest_road: number
  seconds: number
  seed: number
}
/** Rules as they are sent: courtyards by id, and only what differs from the defaults needs to be there. */
export type RulesForm = Partial<Omit<Rules, 'together' | 'apart'> & { together: string[][]; apart: string[][] }>

export interface Sourced<T> { value: T; source: Bilingual; row?: string }
export interface Defaults {
  threshold: Sourced<number>
  upper: Sourced<number>
  split_above: Sourced<number>
  order: Objective[]
  order_choices: { name: Objective; label: Bilingual }[]
  standing_alone: string[]
  standing_alone_source?: Bilingual
  kinds: string[]
  barrier_kinds: string[]
  roads: { narrow: number; widest: number; source: Bilingual; row: string }
  /** When the district's grids are to be looked at again; no day while none is in force. */
  review: { every_months: number; source: Bilingual; row: string; last: string | null; due: string | null; come: boolean; open: string | null }
  seconds: number
  today: string
}

export interface Job { stage: 'queued' | 'preparing' | 'solving' | 'saving'; started_at: string; done: number; of: number; kind: 'prepare' | 'run' }
export interface Prepared {
  at: string
  units: number
  households: number
  communities: number
  neighbours: number
  doubtful: number
  decided: number
  islands: number
  outline_faults: number
  without_households: number
  method: 'outlines' | 'points' | 'mixed'
  notices?: Bilingual[]
}
export interface Result {
  at: string
  by: Named
  figures: Figures
  proof: Proof
  proof_text: Bilingual
  gap: number
  bound: number
  seconds: number
  stopped: boolean
  moves: number
  stale: boolean
}
/** Without a grid it is a courtyard that stands in none. */
export interface Drift { grid_id: string | null; name: string; community: Named; households: number; reason: string; text: Bilingual }
export interface CommunityRow { id: string; name: string; present: Figures; plan: Figures | null; bound: number | null; proof: Proof | null; gap: number | null; method: string | null }
export interface Approval { by: Named; at: string; note: string }
export interface Adoption {
  on: string
  scheduled_at: string
  by: Named
  adopted_at: string | null
  grids_kept: number
  grids_new: number
  grids_closed: number
  stewards_carried: number
  cases_rerouted: number | null
  problem: Bilingual | null
}
export type PlanAct = 'edit' | 'run' | 'move' | 'undo' | 'comment' | 'approve' | 'withdraw' | 'adopt' | 'roll_back' | 'discard'

export interface Plan {
  id: string
  name: string
  note: string
  purpose: Purpose
  version: number
  state: PlanState
  as_of: string
  areas: AreaRef[]
  rules: Rules
  created_at: string
  created_by: Named
  job: Job | null
  error: Bilingual | null
  prepared: Prepared | null
  result: Result | null
  present: { figures: Figures } | null
  /** Of one plan, not of those in a list. */
  drift?: Drift[]
  communities?: CommunityRow[]
  approvals: Approval[]
  adoption: Adoption | null
  can: Partial<Record<PlanAct, boolean>>
}
export interface PlanForm {
  name: string
  purpose?: Purpose
  as_of?: string
  area_ids?: string[]
  note?: string
  copy_of?: string
  rules?: RulesForm
}

export interface GridMember { id: string; name: string; level: string; households: number; present_grid: Named | null }
export interface PlanGrid {
  key: string
  name: string
  code: string | null
  community: Named
  kind: GridKind
  households: number
  units: number
  why: Bilingual
  warnings: Bilingual[]
  carries_on: Named | null
  unchanged: boolean
  predecessors: (Named & { households: number })[]
  steward: Named | null
  deputy: Named | null
  members: GridMember[]
}

export interface UnitProperties {
  id: string
  name: string
  level: string
  households: number
  community: string
  grid: string | null
  present_grid: string | null
  kind: string
  neighbours?: string[]
}
export type PlanMap = FeatureCollection<Geometry, UnitProperties> & { borders: [string, string][] }

export interface CompareColumn {
  id: string | null
  name: Bilingual
  figures: Figures
  proof: Proof | null
  proof_text?: Bilingual
  gap?: number
  threshold?: number
  upper?: number
  stopped?: boolean
}
export interface Comparison {
  columns: CompareColumn[]
  communities: { id: string; name: string; columns: (Figures | null)[] }[]
  comparable: boolean
  remarks: Bilingual[]
}

export interface Decision { neighbours: boolean; reason: string; by: Named; at: string }
export interface Pair {
  a: Named
  b: Named
  community: Named
  doubt: string | null
  text: Bilingual | null
  length: number
  distance: number
  barrier: string | null
  proposed: boolean
  decision: Decision | null
  neighbours: boolean
  line: [number, number][]
}
export interface Neighbours {
  pairs: Pair[]
  islands: (Named & { community: Named; point: [number, number] | null })[]
  outline_faults: (Named & { usable: boolean; text: Bilingual })[]
}

export interface MovedGrid {
  key: string
  households_before: number
  households_after: number | null
  kind_before: GridKind | null
  kind_after: GridKind | null
}
export interface MoveEffect {
  applied: boolean
  version: number
  seq: number
  unit: Named & { households: number }
  from: MovedGrid
  to: MovedGrid
  before: Figures
  after: Figures
  warnings: (Bilingual & { grid: string })[]
  why: (Bilingual & { key: string })[]
}
export interface Move { seq: number; unit: Named; from: string; to: string; at: string; by: Named; undone: boolean }
export interface Comment { id: string; text: string; grid: string | null; at: string; by: Named }

export interface NewGrid { key: string; name: string; code: string | null; community: Named; households: number; predecessors: Named[]; steward: Named | null; deputy: Named | null }
export interface AdoptionPreview {
  on: string
  kept: Named[]
  closed: Named[]
  new: NewGrid[]
  stewards_without_grid: (Named & { grid: Named })[]
  grids_without_steward: number
  open_cases: number
  warnings: Bilingual[]
  /** With any of these it cannot be adopted. */
  faults?: { value: string; reason: Bilingual; remedy: Bilingual }[]
}
export interface Sheet {
  key: string
  grid_id: string | null
  name: string
  code: string | null
  community: Named
  households: number
  members: string[]
  steward: Named | null
  deputy: Named | null
  phone: string | null
  supervision_phone: string | null
  slug: string
  url: string
  qr: string
  notice: Bilingual
}
export interface Sheets { on: string; district: string; items: Sheet[] }
