import type { FeatureCollection } from 'geojson'
import { api } from '@/api/client'
import type { AreaRef, List, Named } from '@/api/types'
import type {
  AdoptionPreview, BarrierForm, Comment, Comparison, Decision, Defaults, DistrictBarrier, Move, MoveEffect, Neighbours, Plan, PlanForm, PlanGrid, PlanMap, Sheets,
} from './types'

export type * from './types'

const at = (id: string) => `/grid-plans/${id}`
/** Assessing and comparing a large district may take longer than an ordinary answer. */
const patient = { timeout: 60_000 }

export const fetchDefaults = (signal?: AbortSignal) => api.get<Defaults>('/grid-plans/defaults', {}, { signal })
export const fetchPlans = (params: { cursor?: string | null; state?: string; limit?: number }, signal?: AbortSignal) => api.get<List<Plan>>('/grid-plans', params, { signal })
export const fetchPlan = (id: string, signal?: AbortSignal) => api.get<Plan>(at(id), {}, { signal })
export const createPlan = (form: PlanForm) => api.post<Plan>('/grid-plans', form)
export const changePlan = (id: string, version: number, form: PlanForm) => api.patch<Plan>(at(id), { version, ...form })
export const runPlan = (id: string) => api.post<Plan>(`${at(id)}/run`, {})
export const cancelJob = (id: string) => api.post<Plan>(`${at(id)}/cancel`, {})
export const discardPlan = (id: string, version: number) => api.post<Plan>(`${at(id)}/discard`, { version })

export const fetchPlanGrids = (id: string, of: 'plan' | 'present', signal?: AbortSignal) => api.get<List<PlanGrid>>(`${at(id)}/grids`, { of }, { signal, ...patient })
export const fetchPlanMap = (id: string, signal?: AbortSignal) => api.get<PlanMap>(`${at(id)}/map`, {}, { signal, ...patient })
export const comparePlans = (ids: string[], signal?: AbortSignal) => api.get<Comparison>('/grid-plans/compare', { ids: ids.join(',') }, { signal, ...patient })

export type Shown = 'doubtful' | 'islands' | 'decided' | 'all'
export const fetchNeighbours = (id: string, show: Shown, community: string, signal?: AbortSignal) =>
  api.get<Neighbours>(`${at(id)}/neighbours`, { show, community }, { signal, ...patient })
export const decideNeighbours = (form: { a: string; b: string; neighbours: boolean | null; reason: string }) =>
  api.put<{ a: string; b: string; neighbours: boolean; decision: Decision | null }>('/grid-plans/neighbours', form)

export const moveUnit = (id: string, form: { version: number; unit_id: string; to: string | null; dry_run?: boolean }, signal?: AbortSignal) =>
  api.post<MoveEffect>(`${at(id)}/moves`, form, { signal, ...patient })
export const undoMove = (id: string, version: number) => api.post<Plan>(`${at(id)}/undo`, { version }, patient)
export const fetchMoves = (id: string, signal?: AbortSignal) => api.get<List<Move>>(`${at(id)}/moves`, {}, { signal })

export const fetchComments = (id: string, signal?: AbortSignal) => api.get<List<Comment>>(`${at(id)}/comments`, {}, { signal })
export const addComment = (id: string, form: { text: string; grid?: string }) => api.post<Comment>(`${at(id)}/comments`, form)

export const approvePlan = (id: string, version: number, note: string) => api.post<Plan>(`${at(id)}/approve`, { version, note })
export const withdrawPlan = (id: string, version: number, reason: string) => api.post<Plan>(`${at(id)}/withdraw`, { version, reason })
export const fetchAdoption = (id: string, on: string, signal?: AbortSignal) => api.get<AdoptionPreview>(`${at(id)}/adoption`, { on }, { signal, ...patient })
export const adoptPlan = (id: string, version: number, on: string) => api.post<Plan>(`${at(id)}/adopt`, { version, on }, patient)
export const rollBackPlan = (id: string, version: number, reason: string) => api.post<Plan>(`${at(id)}/roll-back`, { version, reason })
export const fetchSheets = (id: string, signal?: AbortSignal) => api.get<Sheets>(`${at(id)}/sheets`, {}, { signal, ...patient })

export const fetchBarriers = (signal?: AbortSignal) => api.get<List<DistrictBarrier>>('/grid-plans/barriers', {}, { signal })
export const addBarriers = (form: BarrierForm) => api.post<List<DistrictBarrier>>('/grid-plans/barriers', form)
export const endBarrier = (id: string, on: string) => api.post<List<DistrictBarrier>>(`/grid-plans/barriers/${id}/end`, { on })
/** Courtyards where there are outlines of them, as a ground to draw on. */
export const fetchGround = (signal?: AbortSignal) => api.get<FeatureCollection>('/map', { level: 'courtyard' }, { signal, ...patient })

/** Subdistricts and communities: what a plan may be about. */
export const searchPlanAreas = async (q: string) => {
  const found = await api.get<List<AreaRef & { parent: Named | null }>>('/areas', { q, limit: 30 })
  return found.items.filter((a) => a.level === 'subdistrict' || a.level === 'community')
}
export const searchCourtyards = (q: string) => api.get<List<AreaRef & { parent: Named | null }>>('/areas', { q, level: 'courtyard', limit: 20 })
