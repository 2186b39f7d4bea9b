import { api } from '@/api/client'
import type { List } from '@/api/types'

export interface SystemState {
  version: string
  database: 'sqlite' | 'postgresql'
  data_bytes: number
  free_bytes: number
  store: { commits: number; works: number; waiting: number; anchor_failures: number }
  outbox: { waiting: number; dead: number }
}
export interface DeadItem { id: string; channel: string; number: string | null; event: string | null; created_at: string; due_at: string; attempts: number; last_error: string }

export const fetchSystem = (signal?: AbortSignal) => api.get<SystemState>('/system', {}, { signal })
export const fetchDead = (cursor: string | null, signal?: AbortSignal) => api.get<List<DeadItem>>('/outbox', { state: 'dead', cursor }, { signal })
export const replayAll = () => api.post<{ replayed: number }>('/outbox/replay')
export const replay = (id: string) => api.post(`/outbox/${id}/replay`)
