import { api } from '@/api/client'
import type { AreaRef, Figures, Level } from '@/api/types'
import type { Bilingual } from '@/lib/i18n'

/** What has a board: an area of the tree, a grid, or a body. */
export interface BoardPlace { id: string; name: string; level: Level | 'grid' | 'body' }

export interface Board {
  area: BoardPlace
  period: string
  as_of: string
  figures: Figures
  by_child: { area: BoardPlace; figures: Figures }[]
  by_matter: { matter: { id: string; name: Bilingual }; figures: Figures }[]
  trend: { period: string; received: number; closed: number }[]
}
export interface Definition { id: string; name: Bilingual; formula: Bilingual; unit: string }

export const fetchBoard = (query: { area?: string; grid?: string; body?: string; period: string }, signal?: AbortSignal) => api.get<Board>('/board', query, { signal })
export const fetchDefinitions = (signal?: AbortSignal) => api.get<{ items: Definition[] } | Definition[]>('/indicators', {}, { signal })
export const fetchPath = (id: string, signal?: AbortSignal) => api.get<{ path: AreaRef[] }>(`/areas/${id}`, {}, { signal })
