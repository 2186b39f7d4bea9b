import { api, url } from '@/api/client'
import type { List } from '@/api/types'
import type { Bilingual } from '@/lib/i18n'

export type ItemKind = 'view' | 'macro' | 'template'
export interface BulkStep {
  step: string
  to?: { kind: 'grid' | 'body'; id: string }
  reason?: string
  note?: string
}
export interface DeskItem<C = Record<string, unknown>> {
  id: string
  kind: ItemKind
  name: string
  shared: boolean
  own: boolean
  content: C
  matter: { id: string; name: Bilingual } | null
  state: string | null
}
export type View = DeskItem<{ query: string }>
export type Macro = DeskItem<BulkStep>
export type Template = DeskItem<{ text: string }>
export interface PreviewRow { id: string; number: string; title: string; version: number; ok: boolean; reason: Bilingual | null }
export interface Preview { items: PreviewRow[]; good: number; refused: number; more: boolean }
export interface Job {
  id: string
  kind: 'bulk' | 'export'
  state: 'waiting' | 'running' | 'finished' | 'cancelled' | 'failed'
  total: number
  done: number
  refused: number
  file: string | null
}
export interface JobRow { seq: number; case_id: string; number: string; state: string; reason: Bilingual | null }

export const fetchViews = () => api.get<List<View>>('/desk/items', { kind: 'view' })
export const fetchMacros = () => api.get<List<Macro>>('/desk/items', { kind: 'macro' })
export const fetchTemplates = (matter?: string, state?: string) => api.get<List<Template>>('/desk/items', { kind: 'template', matter, state })
export const saveView = (name: string, query: string, shared: boolean) => api.post<View>('/desk/items', { kind: 'view', name, query, shared })
export const saveMacro = (name: string, step: BulkStep, shared: boolean) => api.post<Macro>('/desk/items', { kind: 'macro', name, step, shared })
export const saveTemplate = (form: { name: string; text: string; shared: boolean; matter_id?: string; state?: string }) =>
  api.post<Template>('/desk/items', { kind: 'template', ...form })
export const removeItem = (id: string) => api.del(`/desk/items/${id}`)

export const previewBulk = (step: BulkStep, caseIds: string[]) => api.post<Preview>('/desk/bulk/preview', { step, case_ids: caseIds })
export const orderBulk = (step: BulkStep, cases: { id: string; version: number }[], key: string) =>
  api.post<Job>('/desk/bulk', { step, cases, idempotency_key: key })
/** Of a list, or of the cases behind a figure of the analyses. */
export const orderExport = (query: string, of: 'list' | 'figure', language: 'zh' | 'en', key: string) =>
  api.post<Job>('/desk/exports', { query, of, language, idempotency_key: key })
export const fetchJob = (id: string) => api.get<Job>(`/desk/jobs/${id}`)
export const cancelJob = (id: string) => api.post<Job>(`/desk/jobs/${id}/cancel`, {})
export const fetchRefused = (id: string) => api.get<List<JobRow>>(`/desk/jobs/${id}/rows`, { state: 'refused' })
export const fileUrl = (job: Job) => url(`/desk/jobs/${job.id}/file`)
export const searchTargets = async (kind: 'grid' | 'body', q: string) =>
  (await api.get<List<{ id: string; name: string; community?: { name: string } }>>(kind === 'grid' ? '/grids' : '/bodies', { q, limit: 20 })).items
