import { api } from '@/api/client'
import type { List, Named } from '@/api/types'
import type { Bilingual } from '@/lib/i18n'

export interface Entry {
  seq: string | number
  at: string
  actor: Named | null
  kind: string
  kind_label: Bilingual
  subject: { kind: string; id: string; label: string | null }
  before: unknown
  after: unknown
  linked: boolean
}
export interface JournalQuery { subject_kind?: string; subject_id?: string; actor?: string; from?: string; to?: string }

export const fetchJournal = (query: JournalQuery, cursor: string | null, signal?: AbortSignal) => api.get<List<Entry>>('/journal', { ...query, cursor }, { signal })
export const fetchJournalState = (signal?: AbortSignal) => api.get<{ last_seq: string | number; linked_seq: string | number; anchored_at: string | null }>('/journal/state', {}, { signal })
