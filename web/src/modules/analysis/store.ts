import { api } from '@/api/client'
import type { Bilingual } from '@/lib/i18n'

export interface Scope { id: string; name: string; level: string }
export interface Spread { cases: number; median: number | null; ninetieth: number | null; slow_from: number | null }
export interface Life {
  closed: number
  small: boolean
  response: Spread
  done: Spread
  close: Spread
  returned: number
  returns: number
  reopened: number
  reopenings: number
}
export interface MatterRef { id: string; name: Bilingual }
export interface Times {
  area: Scope
  period: string
  as_of: string
  error: number
  small_below: number
  life: Life
  by_child: { area: Scope; life: Life }[]
  by_body: { area: Scope; life: Life }[]
  by_matter: { matter: MatterRef; life: Life }[]
  matters_complete: boolean
  trend: { period: string; life: Life }[]
}
export interface Share { value: number | null; part: number; over: number; small: boolean }
export interface RateSet { response: Share; resolution: Share; satisfaction: Share; score: number | null; small: boolean }
export interface Yardstick {
  version: number
  from: string
  name: Bilingual
  source: string
  response: number
  resolution: number
  satisfaction: number
  satisfied_from: number
  fairly_satisfied: number
  fairly_satisfied_percent: number
  first_answer_only: boolean
  small_below: number
  repeated_times: number
  repeated_days: number
  set_at: string | null
}
export interface RatedRow { area: Scope; rates: RateSet; place: number | null }
export interface RatesAnswer { area: Scope; period: string; as_of: string; yardstick: Yardstick; rates: RateSet; by_child: RatedRow[]; by_body: RatedRow[] }
export interface CaseRow {
  id: string
  number: string
  matter: Bilingual
  state: Bilingual
  title: string
  path: string
  lead: string
  received_at: string
  ended_at: string | null
  response: number | null
  done: number | null
  close: number | null
  returns: number
  reopened: number
  solved: boolean | null
  rating: number
}
export interface Exclusion { case: CaseRow; ground?: Bilingual; reason?: string; asked_by?: string; decided_by?: string; note?: string; decided_at?: string | null }
export interface HotSpot { id?: string; name?: string; path?: string; cases: number; households?: number | null; lon: number | null; lat: number | null; width?: number; height?: number }
export interface HotSpots { area: Scope; period: string; as_of: string; spots: HotSpot[]; complete: boolean }
export interface Proposal { area: { id: string; name: string; path: string }; matter: MatterRef; cases: number; task: { id: string; title: string; cases: number; due_on: string } | null }
export interface Repeated { yardstick: Yardstick; from: string; to: string; more: boolean; items: Proposal[] }
export interface Task {
  id: string
  title: string
  state: 'open' | 'closed'
  area: { id: string; name: string; path: string }
  matter: MatterRef
  body: { id: string | null; name: string }
  plan: string
  opened_at: string
  opened_by: string
  due_on: string
  overdue: boolean
  result: string
  closed_at: string | null
  closed_by: string
  cases: number
  notes: number
  version: number
  visible?: boolean
}
export interface FullTask extends Task { linked: CaseRow[]; ended: number; progress: { at: string; by: string; text: string }[]; may: { work: boolean; link: boolean } }
export interface Where { area?: string; grid?: string; body?: string; period?: string; matter?: string }
type Page<T> = { items: T[]; next: string | null; complete?: boolean }

export const fetchTimes = (where: Where, signal?: AbortSignal) => api.get<Times>('/analysis/times', { ...where }, { signal })
export const fetchRates = (where: Where, signal?: AbortSignal) => api.get<RatesAnswer>('/analysis/rates', { ...where }, { signal })
export const fetchRows = (query: Record<string, string>, signal?: AbortSignal) => api.get<Page<CaseRow>>('/analysis/cases', query, { signal })
export const fetchExcluded = (query: Record<string, string>, signal?: AbortSignal) => api.get<Page<Exclusion>>('/analysis/excluded', query, { signal })
export const fetchHotSpots = (query: Where & { by: string; metres?: string }, signal?: AbortSignal) => api.get<HotSpots>('/analysis/hot-spots', { ...query }, { signal })
export const fetchRepeated = (signal?: AbortSignal) => api.get<Repeated>('/analysis/repeated', {}, { signal })
export const fetchYardsticks = (signal?: AbortSignal) => api.get<Page<Yardstick> & { in_force: number }>('/analysis/yardsticks', {}, { signal })
export const addYardstick = (form: Record<string, unknown>) => api.post<Yardstick>('/analysis/yardsticks', form)
export const fetchTasks = (state: 'open' | 'closed', cursor: string, signal?: AbortSignal) => api.get<Page<Task>>('/governance-tasks', { state, cursor }, { signal })
export const fetchTask = (id: string, signal?: AbortSignal) => api.get<FullTask>(`/governance-tasks/${id}`, {}, { signal })
export const openTask = (form: { title: string; area_id: string; matter_id: string; body_id: string; plan: string; due_on: string }) => api.post<FullTask>('/governance-tasks', form)
export const noteTask = (id: string, text: string) => api.post<FullTask>(`/governance-tasks/${id}/notes`, { text })
export const linkCases = (id: string) => api.post<FullTask>(`/governance-tasks/${id}/cases`, { case_ids: [] })
export const closeTask = (id: string, version: number, result: string) => api.post<FullTask>(`/governance-tasks/${id}/close`, { version, result })
export const fetchCaseTasks = (id: string, signal?: AbortSignal) => api.get<Page<Task>>(`/cases/${id}/governance`, {}, { signal })
export const searchBodies = (q: string) => api.get<{ items: { id: string; name: string }[] }>('/bodies', { q, limit: 20 })
