import { api } from '@/api/client'
import type { Bilingual } from '@/lib/i18n'

export interface Rung { level: string; name: Bilingual; after: string; takes: boolean }
export interface Plan {
  key: string
  name: Bilingual
  source: string
  from: string | null
  steps: { step: string; used: boolean; label: Bilingual }[]
  limits: { warn_percent: number; verify_within: string; co_handle: string; whistle: string; most_extensions: number }
  numbers: { urge_gap_hours: number; most_tries: number; supervise_after_returns: number; supervise_after_urges: number; supervise_after_reopened: number; supervise_at_level: number; unsolved_climbs: boolean; accept_responds: boolean }
  choices: { of: string; source: string; options: { key: string; label: Bilingual }[] }[]
  ladders: { key: string; name: Bilingual; source: string; matters: string[]; rungs: Rung[] }[]
  copies: { key: string; name: Bilingual; source: string; used: boolean; on_label: Bilingual; to: string; ladders: string[]; matters: string[]; outcomes: string[] }[]
}
export interface Version { version: number; reason: string; set_at: string; from: string; by: string; name: Bilingual; source: string; in_force: boolean }
export interface Flow extends Plan { version: number; newest: number; reason: string; set_at: string | null; toml: string; versions: Version[] }
export interface Change { what: Bilingual; before: Bilingual; after: Bilingual }
export interface Moved { checked: number; earlier: number; later: number; finished: boolean; sample: { id: string; number: string; from: string; to: string }[] }
export interface Preview extends Flow { differences: Change[]; moved: Moved }
export interface FlowForm { toml: string; from: string | null; reason: string; version: number }

export const fetchFlow = (version: string, signal?: AbortSignal) => api.get<Flow>('/case-flow', { version }, { signal })
export const fetchShipped = (signal?: AbortSignal) => api.get<{ items: (Plan & { toml: string })[] }>('/case-flows', {}, { signal })
export const previewFlow = (form: FlowForm) => api.put<Preview>('/case-flow', { ...form, preview: true })
export const adoptFlow = (form: FlowForm) => api.put<Flow & { moved: Moved }>('/case-flow', { ...form, preview: false })
