import { api } from '@/api/client'
import type { List, Named } from '@/api/types'

/** One line of the day's list: who is to be visited, by which plan, until when. */
export interface VisitDue {
  plan_id: string
  plan: string
  subject: 'household' | 'person'
  due: string
  overdue: boolean
  last: string | null
  person: Named | null
  household: { id: string; door: string; place: Named & { path: string }; names: string[] }
}
export type Way = 'call' | 'phone'
export type VisitOutcome = 'met' | 'absent' | 'declined' | 'moved_away'
export interface NewVisit {
  person_id?: string
  household_id?: string
  on: string
  way: Way
  outcome: VisitOutcome
  note?: string
  plan_id: string
  idempotency_key: string
}

export const fetchDueVisits = (day: string, cursor: string | null, signal?: AbortSignal) =>
  api.get<List<VisitDue>>('/visits', { due: day, limit: 100, cursor }, { signal })
export const addVisit = (form: NewVisit) => api.post('/visits', form)
