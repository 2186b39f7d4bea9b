import { api, url } from '@/api/client'
import type { Bilingual } from '@/lib/i18n'
import type { AreaRef, Case, CaseState, CaseSummary, Channel, List, Named, StepName } from '@/api/types'

export interface CaseQuery {
  q?: string
  list?: string
  state?: string
  area?: string
  grid?: string
  body?: string
  matter?: string
  channel?: string
  figure?: string
  period?: string
}
export interface NewCase {
  matter_id: string
  text: string
  channel: Channel
  area_id?: string
  grid_id?: string
  lon?: number
  lat?: number
  place?: string
  contact?: { name?: string; phone?: string }
  photo_ids: string[]
  idempotency_key: string
}
export interface StepForm {
  step: StepName
  version: number
  to?: { kind: 'grid' | 'body'; id: string }
  reason?: string
  note?: string
  result?: string
  passed?: boolean
  photo_ids?: string[]
}
export interface Reading { at: string; who: { name: string } | string; reason: string | null }

export const fetchCases = (query: CaseQuery, cursor: string | null, signal?: AbortSignal, limit = 50) =>
  api.get<List<CaseSummary> & { complete?: boolean }>('/cases', { ...query, limit, cursor }, { signal })
export const fetchCase = (id: string, signal?: AbortSignal) => api.get<Case>(`/cases/${id}`, {}, { signal })
export const createCase = (form: NewCase) => api.post<Case & { secret: string }>('/cases', form)
export const takeStep = (id: string, form: StepForm) => api.post<Case>(`/cases/${id}/steps`, form)
export const readContact = (id: string, reason: string) => api.get<{ name: string | null; phone: string | null; text?: string | null }>(`/cases/${id}/contact`, { reason })
export const fetchReadings = (id: string, signal?: AbortSignal) => api.get<List<Reading>>(`/cases/${id}/readings`, {}, { signal })
export interface SimilarCase { id: string; number: string; title: string; version: number; matter: { id: string; name: Bilingual }; state: CaseState; received_at: string; place: string; metres: number | null }
export interface LinkedCase { id: string; number: string; title: string; state: CaseState; version: number }
export interface HotlineOrder { number: string; times: number; due_at: string | null; own_due_at: string | null; answered_at: string | null }
export interface Links { into: LinkedCase[]; merged: LinkedCase[]; followers: number; similar: SimilarCase[]; hotline: HotlineOrder[] }
export const fetchLinks = (id: string, signal?: AbortSignal) => api.get<Links>(`/cases/${id}/links`, {}, { signal })
export const fetchSimilar = (form: { matter_id: string; text: string; area_id?: string; lon?: number; lat?: number }, signal?: AbortSignal) =>
  api.post<List<SimilarCase>>('/cases/similar', form, { signal })
export const mergeCase = (id: string, into: string, version: number, reason: string) => api.post<Case>(`/cases/${id}/merge`, { into, version, reason })
export const splitCase = (id: string, version: number, reason: string) => api.post<Case>(`/cases/${id}/split`, { version, reason })
export const photoUrl = (id: string, thumb = false) => url(`/photos/${id}${thumb ? '/thumb' : ''}`)

/** Photos go up before the case does; the server re-encodes them and drops what the camera wrote into them. */
export const uploadPhoto = (file: Blob) => api.upload<{ id: string; width: number; height: number }>('/public/photos', file)

export const searchAreas = (q: string) => api.get<List<AreaRef & { parent: Named | null }>>('/areas', { q, limit: 20 })
export const searchTargets = async (kind: 'grid' | 'body', q: string) =>
  (await api.get<List<Named & { community?: Named }>>(kind === 'grid' ? '/grids' : '/bodies', { q, limit: 20 })).items
export const fetchPhotoThumb = (id: string) => api.blob(`/photos/${id}/thumb`)
