import { api } from '@/api/client'
import type { CaseState, FollowedCase, List } from '@/api/types'
import type { Bilingual } from '@/lib/i18n'

export interface Report {
  matter_id: string
  text: string
  lon?: number
  lat?: number
  area_id?: string
  grid_slug?: string
  place?: string
  name?: string
  phone?: string
  photo_ids: string[]
  idempotency_key: string
}
export interface Receipt {
  number: string
  secret: string
  follow: string
  due_at: string | null
  grid: { name: string } | null
  lead_name: string | null
}

export interface SimilarReport { ref: string; matter: { id: string; name: Bilingual }; state: CaseState; received_at: string; place: string; metres: number | null }
export const fetchSimilar = (report: Partial<Report>, signal?: AbortSignal) => {
  const { matter_id, text, lon, lat, area_id, grid_slug } = report
  return api.post<List<SimilarReport>>('/public/reports/similar', { matter_id, text, lon, lat, area_id, grid_slug }, { signal })
}
export const subscribe = (ref: string) => api.post<{ number: string; secret: string }>('/public/reports/subscribe', { ref })

const withSecret = (secret: string, signal?: AbortSignal) => ({ headers: { 'X-Case-Secret': secret }, signal })
const path = (number: string) => `/public/reports/${encodeURIComponent(number)}`

export const sendReport = (report: Report) => api.post<Receipt>('/public/reports', report)
export const follow = (number: string, secret: string, signal?: AbortSignal) => api.get<FollowedCase>(path(number), {}, withSecret(secret, signal))
export const rate = (number: string, secret: string, form: { solved: boolean; rating: number; comment?: string }) =>
  api.post<FollowedCase>(`${path(number)}/rating`, form, withSecret(secret))
export const reopen = (number: string, secret: string, reason: string) => api.post<FollowedCase>(`${path(number)}/reopen`, { reason }, withSecret(secret))
export const urge = (number: string, secret: string) => api.post<FollowedCase>(`${path(number)}/urge`, {}, withSecret(secret))
export const withdraw = (number: string, secret: string) => api.post<FollowedCase>(`${path(number)}/withdraw`, {}, withSecret(secret))
export const addNote = (number: string, secret: string, text: string) => api.post<FollowedCase>(`${path(number)}/note`, { text }, withSecret(secret))
export const fetchPhoto = (number: string, secret: string, id: string, signal?: AbortSignal) =>
  api.blob(`${path(number)}/photos/${id}/thumb`, withSecret(secret, signal))
