import { api, url } from '@/api/client'
import type { Case, List, Named } from '@/api/types'
import type { Bilingual } from '@/lib/i18n'

export interface PublicPhoto { width: number; height: number; description: string; url: string; thumb_url: string }
export interface Settled {
  id: string; matter: { id: string; name: Bilingual }; subdistrict: Named | null; community: Named | null
  settled_on: string; days: number; title: string; problem: string; result: string; photos: PublicPhoto[]
}
export interface SettledQuery { area?: string; matter?: string; period?: string }
export interface Threshold { value: number; from: string; source: string }
export interface Cell { id: string; name: string; level: 'district' | 'subdistrict' | 'community' | 'grid'; settled: number; rest: boolean; within: string }
export interface Usual { matter: { id: string; name: Bilingual }; limit: string | null; small: boolean; settled: number | null; median_seconds: number | null; most_seconds: number | null }
export interface Figures<T> { from: number; to: number; least: Threshold; items: T[] }

export const fetchSettled = (query: SettledQuery, cursor: string | null, signal?: AbortSignal, limit?: number) =>
  api.get<List<Settled>>('/public/settled', { ...query, cursor, limit }, { signal })
export const fetchOne = (id: string, signal?: AbortSignal) => api.get<Settled>(`/public/settled/${id}`, {}, { signal })
export const fetchCells = (year: string, signal?: AbortSignal) => api.get<Figures<Cell>>('/public/figures/map', { year }, { signal })
export const fetchTimes = (year: string, signal?: AbortSignal) => api.get<Figures<Usual>>('/public/figures/times', { year }, { signal })

export interface PublicText { title: string; problem: string; result: string }
export interface Mark { field: keyof PublicText; kind: 'number' | 'phone' | 'mail' | 'plate' | 'door' | 'name'; text: string; from: number; length: number }
export interface ReleaseRow {
  id: string; text: PublicText; photos: number; marks_left: number; released_at: string; released_by: string | null
  withdrawn_at: string | null; withdrawn_by: string | null; reason: string
}
export interface Proposal { allowed: boolean; why: Bilingual | null; release: ReleaseRow | null; history: ReleaseRow[]; proposal: PublicText | null }
export interface NewRelease extends PublicText { marks_seen: boolean; photos: { id: string; description: string }[] }

const path = (id: string) => `/cases/${id}/release`
export const fetchCase = (id: string, signal?: AbortSignal) => api.get<Case>(`/cases/${id}`, {}, { signal })
export const fetchProposal = (id: string, signal?: AbortSignal) => api.get<Proposal>(path(id), {}, { signal })
export const fetchMarks = (id: string, text: PublicText, signal?: AbortSignal) => api.post<List<Mark>>(`${path(id)}/marks`, text, { signal })
export const release = (id: string, form: NewRelease) => api.post<Proposal>(path(id), form)
export const withdraw = (id: string, reason: string) => api.post<Proposal>(`${path(id)}/withdraw`, { reason })
export const originalUrl = (photo: string) => url(`/photos/${photo}`)
export const uploadRedacted = (file: Blob) => api.upload<{ id: string }>('/public/photos', file)
