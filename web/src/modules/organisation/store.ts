import { api } from '@/api/client'
import type { AreaRef, List, Named } from '@/api/types'
import type { Bilingual } from '@/lib/i18n'

export type RelationKind = 'leads' | 'supervises' | 'guides' | 'member_of' | 'seconds_to' | 'pairs_with'
export type Origin = 'elected' | 'assigned' | 'concurrent' | 'recruited'
export type Advice = 'no_superior' | 'missing_relation' | 'vacant' | 'too_many' | 'term_over' | 'term_ends_soon' | 'one_person' | 'set_incomplete' | 'set_out_of_order'

export interface Appointment { id: string; post: string; holder: string; is_member: boolean | null; origin: Origin | null; document: string; from: string; term_ends: string | null; to: string | null }
export interface Post { code: string; name: Bilingual; seats: number; required: boolean; holders: Appointment[]; known: boolean }
export interface Relation { id: string; relation: RelationKind; label: Bilingual; over_id: string; over: string; document: string; from: string }
export interface ChartBody extends Named {
  kind: string
  kind_name: Bilingual
  like: string
  established: boolean
  areas: Named[]
  /** Of the place itself or of what lies in it; else around it. */
  inside: boolean
  members: number | null
  full_members: number | null
  founded_on: string | null
  term_ends: string | null
  from: string
  posts: Post[]
  relations: Relation[]
}
export interface Note { advice: Advice; body_id: string | null; place_id: string | null; entry: string; strength: 'must' | 'should' | 'may'; text: Bilingual; source: string; rows: string[]; relation: RelationKind | null; over_id: string | null }
export interface Chart {
  area: { id: string; name: string; level: string | null }
  as_of: string
  model: { code: string; name: Bilingual }
  bodies: ChartBody[]
  notes: Note[]
  children: { id: string; name: string; bodies: number }[]
}
export interface Turn { seat: string; from: string; to: string; now: boolean }
export interface Rotation { months: number; from: string; to: string | null; seats: string[]; turns: Turn[] }
export interface History extends Named {
  relations: (Relation & { under_id: string; under: string; to: string | null })[]
  appointments: Appointment[]
  rotations: Rotation[]
}
/** How often one person holds two posts that the model wants together; each number is a denominator of the next. */
export interface Rate { code: string; name: Bilingual; source: string; posts: Bilingual[]; places: number; filled: number; one_person: number; rate: string | null }
export interface RelationForm { relation: RelationKind; over_id: string; document: string; from: string }
export interface AppointmentForm { post: string; holder: string; is_member: boolean | null; origin: Origin | null; document: string; from: string; term_ends: string | null }

export const fetchChart = (where: { area?: string; as_of?: string }, signal?: AbortSignal) => api.get<Chart>('/organisation', { ...where }, { signal })
export const fetchRates = (where: { area?: string; as_of?: string }, signal?: AbortSignal) => api.get<{ items: Rate[] }>('/organisation/together', { ...where }, { signal })
export const fetchPath = (id: string, signal?: AbortSignal) => api.get<{ path: AreaRef[] }>(`/areas/${id}`, {}, { signal })
export const fetchHistory = (id: string, signal?: AbortSignal) => api.get<History>(`/bodies/${id}/history`, {}, { signal })
export const findBodies = (q: string) => api.get<List<Named>>('/bodies', { q, limit: 20 })
export const recordProposals = (area: string, from: string) => api.post<{ recorded: number }>('/organisation/proposals', { area_id: area, from })
export const addRelation = (body: string, form: RelationForm) => api.post<History>(`/bodies/${body}/relations`, form)
export const transfer = (body: string, form: RelationForm) => api.post<History>(`/bodies/${body}/transfer`, form)
export const endRelation = (body: string, relation: string, on: string) => api.post<History>(`/bodies/${body}/relations/${relation}/end`, { on })
export const appoint = (body: string, form: AppointmentForm) => api.post<History>(`/bodies/${body}/appointments`, form)
export const endAppointment = (body: string, appointment: string, on: string) => api.post<History>(`/bodies/${body}/appointments/${appointment}/end`, { on })
export const setRotation = (body: string, form: { months: number; seats: string[]; from: string }) => api.put<History>(`/bodies/${body}/rotation`, form)
