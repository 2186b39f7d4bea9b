import type { Bilingual } from '@/lib/i18n'
import type { Fault } from '@/api/error'

/** waiting: to be sent · asks: a person must decide · sent: done, shown until the day is over · dropped: may be taken back. */
export type JobState = 'waiting' | 'asks' | 'sent' | 'dropped'

export interface Trouble {
  kind: 'conflict' | 'refused' | 'photo' | 'server'
  status: number
  code: string
  text: Bilingual | null
  faults: Fault[]
  /** What the server holds instead, if it said so. */
  now: unknown
}

/** A request as somebody asks for it: generic, so that any part of the program may queue. */
export interface Send {
  /** Names the page that knows what to do when the server asks back: `report`, `step`, `visit`. */
  kind: string
  label: Bilingual
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  body: Record<string, unknown>
  /** The same key is the same request, however often it is sent. */
  key: string
  /** What it is about, `case:9`: requests about the same thing go one after the other. */
  about?: string
  /** What stood on the screen when it was decided, for whoever must decide again. */
  seen?: unknown
  /** Where its photos lie on the shelf until now. */
  photosFrom?: string
}

export interface Job extends Required<Omit<Send, 'photosFrom'>> {
  id: number
  state: JobState
  photos: number
  /** Server ids of the photos that are up already. */
  uploaded: string[]
  at: string
  attempts: number
  trouble: Trouble | null
  /** Of the answer, what is worth showing. */
  done: { id: string; number: string } | null
}

export type Outcome =
  | { kind: 'done'; answer: unknown }
  | { kind: 'later'; why: 'offline' | 'busy' | 'signin'; wait: number }
  | { kind: 'skip' }
  | { kind: 'asks'; trouble: Trouble }
