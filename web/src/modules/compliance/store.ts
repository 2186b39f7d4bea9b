import { api } from '@/api/client'
import type { AreaRef } from '@/api/types'
import type { Bilingual } from '@/lib/i18n'

export type Outcome = 'met' | 'short' | 'not_enough_data'
export interface Tally { met: number; short: number; not_enough_data: number }
export interface RuleRow {
  code: string
  name: Bilingual
  note: Bilingual | null
  applies_to: string
  applies_to_label: Bilingual
  strength: 'must' | 'should' | 'may'
  form: 'measure' | 'require' | 'amount'
  formula: string
  bound: { kind: string; formula: string } | null
  unit: Bilingual | null
  source: string
  certainty: string
  certainty_label: Bilingual
  rows: string[]
  from: string
  total: Tally
  /** Of norms: the sum that is due, in yuan. */
  amount: string | null
}
export interface Place { id: string; name: string; level: string | null; level_name: Bilingual | null }
export interface ComplianceBoard {
  area: Place
  as_of: string
  counted_at: string
  model: { code: string; name: Bilingual }
  total: Tally
  rules: RuleRow[]
  by_child: { area: Place; total: Tally }[]
}
export interface Finding {
  kind: string
  id: string
  name: string
  places: { id: string; name: string }[]
  outcome: Outcome
  measured: string | null
  wanted: string | null
  gap: string | null
  amount: string | null
  missing: string[]
}
export interface Where { area?: string; as_of?: string }

export const fetchCompliance = (where: Where, signal?: AbortSignal) => api.get<ComplianceBoard>('/compliance', { ...where }, { signal })
export const fetchFindings = (query: Where & { rule: string; outcome?: Outcome; cursor?: string }, signal?: AbortSignal) =>
  api.get<{ items: Finding[]; next: string | null }>('/compliance/records', { ...query }, { signal })
export const fetchPath = (id: string, signal?: AbortSignal) => api.get<{ path: AreaRef[] }>(`/areas/${id}`, {}, { signal })
