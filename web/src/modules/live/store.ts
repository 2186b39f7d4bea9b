import { url } from '@/api/client'

export interface LiveEvents {
  case: { id: string; state: string; grid_id: string | null; version: number }
  board: { area_id: string }
  /** Something new stands in the inbox, or was read elsewhere. */
  notice: Record<string, never>
  import: { id: string; state: string; progress: { done: number; total: number } }
  plan: { id: string; state: string; job: object | null; version: number }
}
export type LiveName = keyof LiveEvents
export const liveNames: LiveName[] = ['case', 'board', 'import', 'plan', 'notice']

/** The one place that opens the event stream. */
export const openStream = () => new EventSource(url('/events'))
