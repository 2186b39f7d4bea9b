import { api } from '@/api/client'

/** What the operator's page shows. The server may add more; unknown parts are shown as they come. */
export interface SystemState {
  version?: string
  versions?: Record<string, string>
  database?: { kind: string; size: number | null; schema?: string | number }
  outbox?: { waiting: number; dead: number | { id: string; kind: string; at: string; error: string; attempts?: number }[]; dead_items?: DeadItem[] }
  backups?: { name?: string; at: string; size: number | null }[]
  started_at?: string
}
export interface DeadItem { id: string; kind: string; at: string; error: string; attempts?: number }

export const fetchSystem = (signal?: AbortSignal) => api.get<SystemState>('/system', {}, { signal })
export const replay = (id: string) => api.post(`/outbox/${id}/replay`)
