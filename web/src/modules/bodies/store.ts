import { api } from '@/api/client'
import type { AreaRef, List, Named } from '@/api/types'

export type BodyKind = 'department' | 'residents_committee' | 'subdistrict_office' | 'company' | 'other'
export interface Body extends Named { kind: BodyKind; phone: string | null; areas: AreaRef[]; from: string; to: string | null }
export interface BodyForm { name: string; kind: BodyKind; phone: string; area_ids: string[]; from: string }

export const fetchBodies = (q: string, kind: string, cursor: string | null, signal?: AbortSignal) => api.get<List<Body>>('/bodies', { q, kind, cursor }, { signal })
export const saveBody = (id: string | null, form: BodyForm) => (id ? api.patch<Body>(`/bodies/${id}`, form) : api.post<Body>('/bodies', form))
export const closeBody = (id: string, on: string) => api.post(`/bodies/${id}/close`, { on })
export const searchAreas = (q: string) => api.get<List<AreaRef & { parent: Named | null }>>('/areas', { q, limit: 20 })
