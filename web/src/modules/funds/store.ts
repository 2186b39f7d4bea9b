import { api, url } from '@/api/client'
import type { Bilingual } from '@/lib/i18n'

/** Money is whole fen everywhere but on the screen. */
export interface Totals { due_fen: number | null; budget_fen: number | null; income_fen: number; spent_fen: number; balance_fen: number }
export interface Line {
  code: string
  name: Bilingual
  note: Bilingual | null
  source: string
  norm: string
  own_books: boolean
  for_tasks: boolean
  purposes: { code: string; name: Bilingual }[]
  formula: string
  inputs: string
  records: number
  unknown: number
  due_fen: number | null
  most_fen: number | null
  budget_fen: number | null
  income_fen: number
  spent_fen: number
  left_fen: number | null
}
export interface Place { id: string; name: string; level: string | null }
export interface HolderRow extends Totals { kind: 'community' | 'body'; id: string; name: string; account_id: string | null; number: string }
export interface YearRow extends Totals { year: number; lines: Line[] }
export interface Overview {
  area: Place
  above: Place[]
  year: number
  as_of: string
  known_at: string
  model: Bilingual
  unopened: number
  total: Totals
  lines: Line[]
  children: ({ area: Place } & Totals)[]
  holders: HolderRow[]
  years: YearRow[]
  waiting: { entries: number; budgets: { account_id: string; year: number; name: string }[] }
  may: { open: boolean }
}
export interface Concern { kind: string; words: Bilingual; source: string; by_fen: number | null }
export type State = 'proposed' | 'approved' | 'refused'
export interface Decided { state: State; reason: string; proposed_by: string | null; proposed_at: string; decided_by: string | null; decided_at: string | null; decision: string; version: number; may_decide: boolean }
export interface Budget extends Decided {
  id: string
  year: number
  as_of: string
  lines: { code: string; name: Bilingual; amount_fen: number; norm_fen: number | null; formula: string; inputs: string; source: string; concerns: Concern[] }[]
}
export interface OtherEntry { id: string; number: string; state: State }
export interface Entry extends Decided {
  id: string
  number: string
  account: { id: string; name: string }
  kind: 'income' | 'expense'
  line: string
  line_name: Bilingual
  purpose: string
  purpose_name: Bilingual | null
  amount_fen: number
  on: string
  payee: string
  document: string
  task: string
  note: string
  reverses: OtherEntry | null
  reversed_by: OtherEntry | null
  concerns: Concern[]
  may_reverse: boolean
}
export interface Account {
  id: string
  number: string
  opened_on: string
  holder: { kind: 'community' | 'body'; id: string; name: string }
  place: { id: string; name: string }
  year: number
  as_of: string
  today: string
  balance_fen: number
  lines: Line[]
  last_year: Record<string, number>
  budgets: Budget[]
  entries: Entry[]
  may: { propose: boolean; approve: boolean }
}
export interface Where { area?: string; year?: string; as_of?: string; known_on?: string }
export interface EntryQuery extends Where { account?: string; line?: string; kind?: string; state?: string; cursor?: string }
export interface NewEntry { account_id: string; kind: string; line: string; purpose: string; amount_fen: number; on: string; payee: string; document: string; task: string; note: string }
export interface Verdict { version: number; approve: boolean; reason: string }

export const fetchFunds = (where: Where, signal?: AbortSignal) => api.get<Overview>('/funds', { ...where }, { signal })
export const fetchAccount = (id: string, year: string, signal?: AbortSignal) => api.get<Account>(`/funds/accounts/${id}`, { year }, { signal })
export const fetchEntries = (query: EntryQuery, signal?: AbortSignal) => api.get<{ items: Entry[]; next: string | null }>('/funds/entries', { ...query }, { signal })
export const exportFile = (where: Where, format: 'xlsx' | 'csv', language: string) => url('/funds/export', { ...where, format, language })
export const openAccount = (area_id: string | null, body_id: string | null) => api.post<{ id: string }>('/funds/accounts', { area_id, body_id })
export const openAll = (area_id: string) => api.post<{ opened: number }>('/funds/accounts/all', { area_id })
export const proposeBudget = (account_id: string, year: number, reason: string, lines: { line: string; amount_fen: number }[]) =>
  api.post<Budget>('/funds/budgets', { account_id, year, reason, lines })
export const decideBudget = (id: string, verdict: Verdict) => api.post<Budget>(`/funds/budgets/${id}/decision`, verdict)
export const proposeEntry = (entry: NewEntry) => api.post<Entry>('/funds/entries', entry)
export const decideEntry = (id: string, verdict: Verdict) => api.post<Entry>(`/funds/entries/${id}/decision`, verdict)
export const reverseEntry = (id: string, reason: string) => api.post<Entry>(`/funds/entries/${id}/reversal`, { reason })
