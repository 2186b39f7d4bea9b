import { api, url } from '@/api/client'
import type { List, Named } from '@/api/types'
import type { Bilingual } from '@/lib/i18n'

export type Kind = 'complaint' | 'suggestion' | 'praise' | 'barrier' | 'privacy'
export type About = 'platform' | 'area' | 'case'
export type State = 'waiting' | 'answered'
export type StepName = 'received' | 'added' | 'handed_on' | 'answered' | 'reopened' | 'raised'
export interface KindInfo { kind: Kind; name: Bilingual; hint: Bilingual; limit: string; source: string }
export interface Summary {
  number: string; kind: Kind; kind_name: Bilingual; about: About; area: Named | null; desk: Named; state: State
  received_at: string; due_at: string; overdue: boolean; version: number; answered_at: string | null
}
export interface Step { step: StepName; at: string; to: string | null; note: string; who?: string | null }
export interface Followed extends Summary { text: string; steps: Step[] }
export interface Entry extends Followed { id: string; case_id: string | null; case_number: string | null; has_name: boolean; has_phone: boolean; recused: string[] }
export interface NewFeedback { kind: Kind; about: About; area_id?: string; case_number?: string; text: string; name?: string; phone?: string; idempotency_key: string }

export const posterUrl = () => url('/public/feedback-qr.svg')

const withSecret = (secret: string, signal?: AbortSignal) => ({ headers: { 'X-Case-Secret': secret }, signal })
const path = (number: string) => `/public/feedback/${encodeURIComponent(number)}`
export const fetchKinds = (signal?: AbortSignal) => api.get<List<KindInfo>>('/public/feedback-kinds', {}, { signal })
export const sendFeedback = (form: NewFeedback) => api.post<{ number: string; secret: string; due_at: string }>('/public/feedback', form)
export const follow = (number: string, secret: string, signal?: AbortSignal) => api.get<Followed>(path(number), {}, withSecret(secret, signal))
export const addNote = (number: string, secret: string, text: string) => api.post<Followed>(`${path(number)}/note`, { text }, withSecret(secret))
export const reopen = (number: string, secret: string, reason: string) => api.post<Followed>(`${path(number)}/reopen`, { reason }, withSecret(secret))

export const fetchList = (state: State, cursor: string | null, signal?: AbortSignal) => api.get<List<Summary & { id: string }>>('/feedback', { state, cursor }, { signal })
export const fetchEntry = (id: string, signal?: AbortSignal) => api.get<Entry>(`/feedback/${id}`, {}, { signal })
export const readContact = (id: string, reason: string) => api.get<{ name: string; phone: string }>(`/feedback/${id}/contact`, { reason })
export const answer = (id: string, version: number, text: string) => api.post<Entry>(`/feedback/${id}/answer`, { version, text })
export const handOn = (id: string, version: number, areaId: string, reason: string) => api.post<Entry>(`/feedback/${id}/hand-on`, { version, area_id: areaId, reason })
