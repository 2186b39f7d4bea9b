import { api } from '@/api/client'
import type { List } from '@/api/types'
import type { Bilingual } from '@/lib/i18n'

export type Gender = 'unknown' | 'male' | 'female'
export type PersonState = 'here' | 'erased' | 'merged'
export type StayKind = 'registered' | 'resident' | 'tenant' | 'collective'
export type VisitWay = 'call' | 'phone'
export type VisitOutcome = 'met' | 'absent' | 'declined' | 'moved_away'
export type RequestKind = 'access' | 'copy' | 'correct' | 'erase' | 'explain'

export interface PlaceRef { id: string; name: string; path: string }
export interface Household { id: string; door: string; kind: 'family' | 'collective'; closed: boolean; place: PlaceRef }
export interface PersonLine { id: string; name: string; name_sealed: boolean; gender: Gender; state: PersonState }
export interface PersonRow extends PersonLine { household?: Household; stay?: StayKind; relation?: string }
export interface Contact { name: string; relation: string; phone: string }
export interface Tag { code: string; label: Bilingual; since: string; until: string | null; note: string }
export interface Membership { branch: string; standing: 'full' | 'probationary'; since: string; until: string | null }
export interface Secret {
  full_name: string | null; id_number: string | null; phone: string | null; birth: string | null; health: string | null; hardship: string | null
  contacts: Contact[]; tags: Tag[]; memberships: Membership[]
}
export interface Residence { seq: number; stay: StayKind; relation: string; from: string; to: string | null; household: Household | null }
export interface Person extends PersonLine {
  education: string; version: number; merged_into: string | null; changed_at: string; protected: Secret; household: Household | null
  residences: Residence[]; may_edit: boolean; may_admin: boolean
}
export interface Reading { at: string; by: string | null; fields: string; masked: boolean; reason: string }
export interface Entry { code: string; label: Bilingual }
export interface FieldRule { name: string; label: Bilingual; purpose: Bilingual; basis: string; law: string; keep_months: number; protected?: boolean; certainty?: string }
export interface Book { fields: FieldRule[]; tags: Entry[]; education: Entry[] }
export interface Visit { id: string; subject: 'area' | 'household' | 'person'; subject_id: string; on: string; at: string; by: string | null; way: VisitWay; outcome: VisitOutcome; note: string; name?: string; door?: string; place: PlaceRef }
export interface Due { plan_id: string; plan: string; subject: 'household' | 'person'; due: string; overdue: boolean; last: string | null; person: PersonLine | null; household: Household & { names: string[] } }
export interface Plan { id: string; name: string; subject: 'household' | 'person'; area_id: string; area: string; tag: string; tag_label: Bilingual; every_days: number; from: string; to: string | null; basis: string; by: string | null; active: boolean }
export interface PersonRequest { id: string; kind: RequestKind; text: string; how: string; asked_on: string; due_on: string; state: 'open' | 'done' | 'refused'; decided_at: string | null; answer: string; overdue?: boolean; person?: PersonLine }
export interface Consent { id: string; field: string; label: Bilingual; given_on: string; how: string; withdrawn_on: string | null }
export interface Expiring { person_id: string; name: string; left_on: string; whole: boolean; rules: FieldRule[] }
export interface Twins { same: 'id_number' | 'name_birth'; same_home: boolean; one: PersonRow; other: PersonRow }
export interface Merge { id: string; at: string; by: string | null; reason: string; undone: boolean; undoable: boolean; kept: PersonRow; gone: PersonRow }
export interface Own {
  name: string; gender: Gender; protected: Secret; fields: FieldRule[]; residences: Residence[]; readings: Reading[]; consents: Consent[]
  requests: PersonRequest[]; visits: { on: string; way: VisitWay; by: string | null }[]
}
export interface AreaFound { id: string; name: string; level: string; parent?: { name: string } | null }

type Signal = AbortSignal | undefined
export const findAreas = async (q: string) => (await api.get<List<AreaFound>>('/areas', { q, limit: 20 })).items
export const fetchBook = (signal?: Signal) => api.get<Book>('/people/fields', {}, { signal })
export const fetchPersons = (area: string | null, cursor: string | null, signal?: Signal) => api.get<List<PersonRow>>('/persons', { area, cursor, limit: 50 }, { signal })
export const searchPersons = (q: string, area: string | null, cursor: string | null, signal?: Signal) =>
  api.post<List<PersonRow>>('/persons/search', { q, area_id: area, cursor, limit: 50 }, { signal })
export const lookUp = (by: Record<string, string>, reason: string) => api.post<{ items: PersonRow[] }>('/persons/lookup', { ...by, reason })
export const fetchPerson = (id: string, signal?: Signal) => api.get<Person>(`/persons/${id}`, {}, { signal })
export const addPerson = (form: object) => api.post<{ id: string }>('/persons', form)
export const changePerson = (id: string, form: object) => api.patch<{ id: string; version: number }>(`/persons/${id}`, form)
export const readProtected = (id: string, reason: string) => api.post<Secret>(`/persons/${id}/protected`, { reason })
export const fetchReadings = (id: string, cursor: string | null, signal?: Signal) => api.get<List<Reading>>(`/persons/${id}/readings`, { cursor }, { signal })
export const movePerson = (id: string, form: object) => api.post(`/persons/${id}/move`, form)
export const leavePerson = (id: string, on: string) => api.post(`/persons/${id}/leave`, { on })
export const printCode = (id: string) => api.post<{ code: string; expires_at: string }>(`/persons/${id}/code`)
export const takeRequest = (id: string, kind: RequestKind, text: string) => api.post(`/persons/${id}/requests`, { kind, text })
export const fetchConsents = (id: string, signal?: Signal) => api.get<{ consents: Consent[] }>(`/persons/${id}/consents`, {}, { signal })
export const addConsent = (id: string, form: object) => api.post<{ consents: Consent[] }>(`/persons/${id}/consents`, form)
export const withdrawConsent = (id: string, consent: string) => api.post<{ consents: Consent[] }>(`/persons/${id}/consents/${consent}/withdraw`)

export const fetchHousehold = (id: string, on: string, signal?: Signal) =>
  api.get<Household & { on: string; members: (PersonLine & { stay: StayKind; relation: string; from: string; to: string | null })[]; others: number }>(`/households/${id}`, { on }, { signal })

export const addVisit = (form: object) => api.post<Visit>('/visits', form)
export const fetchDue = (due: string, cursor: string | null, signal?: Signal) => api.get<List<Due>>('/visits', { mine: true, due, cursor, limit: 50 }, { signal })
export const fetchVisits = (of: { person?: string; household?: string }, signal?: Signal) => api.get<List<Visit>>('/visits', { ...of, limit: 20 }, { signal })
export const fetchPlans = (signal?: Signal) => api.get<{ items: Plan[] }>('/visit-plans', {}, { signal })
export const addPlan = (form: object) => api.post<{ id: string; subjects: number }>('/visit-plans', form)
export const endPlan = (id: string, to: string) => api.post(`/visit-plans/${id}/end`, { to })

export const fetchRequests = (signal?: Signal) => api.get<{ items: PersonRequest[] }>('/person-requests', {}, { signal })
export const answerRequest = (id: string, granted: boolean, answer: string) => api.post(`/person-requests/${id}/answer`, { granted, answer })
export const fetchRetention = (signal?: Signal) => api.get<{ items: Expiring[] }>('/people/retention', {}, { signal })
export const runRetention = () => api.post<{ done: number }>('/people/retention')
export const fetchTwins = (signal?: Signal) => api.get<{ items: Twins[] }>('/people/duplicates', {}, { signal })
export const mergePersons = (kept: string, gone: string, reason: string) => api.post(`/persons/${kept}/merge`, { other_id: gone, reason })
export const fetchMerges = (signal?: Signal) => api.get<{ items: Merge[] }>('/person-merges', {}, { signal })
export const undoMerge = (id: string) => api.post(`/person-merges/${id}/undo`)

// The person's own data: nobody is signed in, the secret that the code was exchanged for says who asks.
const own = (session: string) => ({ headers: { 'X-Own-Data': session } })
export const openOwn = (code: string) => api.post<{ session: string; ends_at: string }>('/own-data/session', { code })
export const fetchOwn = (session: string, copy: boolean) => api.get<Own>('/own-data', { ...(copy && { copy }) }, own(session))
export const askOwn = (session: string, kind: RequestKind, text: string) => api.post('/own-data/requests', { kind, text }, own(session))
export const withdrawOwn = (session: string, consent: string) => api.post(`/own-data/consents/${consent}/withdraw`, undefined, own(session))
