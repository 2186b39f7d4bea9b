import { api, url } from '@/api/client'
import type { CaseState, List } from '@/api/types'
import type { Bilingual } from '@/lib/i18n'

export const lists = ['open', 'to_report', 'sent_back', 'reported', 'all'] as const
export type ListName = (typeof lists)[number]
export type Counts = Record<ListName, number>
export interface Order {
  /** The city's own. */
  number: string
  /** How often the city has sent it: more than once is sent back. */
  times: number
  last_sent_at: string
  due_at: string | null
  own_due_at: string | null
  answered_at: string | null
  case: { id: string; number: string; state: CaseState; matter: Bilingual; lead: string; place: string }
}
export interface Report { id: string; rows: number; at: string; by: string | null }

export const fetchCounts = (signal?: AbortSignal) => api.get<Counts>('/hotline', {}, { signal })
export const fetchOrders = (list: ListName, cursor: string | null, signal?: AbortSignal) => api.get<List<Order>>('/hotline/orders', { list, cursor }, { signal })
export const fetchReports = (cursor: string | null, signal?: AbortSignal) => api.get<List<Report>>('/hotline/reports', { cursor, limit: 10 }, { signal })
export const makeReport = () => api.post<{ id: string; rows: number }>('/hotline/reports')
export const reportFile = (id: string) => url(`/hotline/reports/${id}/file`)
