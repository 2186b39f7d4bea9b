import { api } from '@/api/client'
import type { Bilingual } from '@/lib/i18n'

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun'
export interface Season { from: string | null; to: string | null; spans: string[] }
export interface DayRule { day: string; working: boolean; name: string; spans: string[]; source: string }
export interface Year { year: number; announced: boolean; source: string }
export interface Sheet { weekdays: Weekday[]; hours: Season[]; days: DayRule[]; years: Year[] }
export interface Moved {
  checked: number
  earlier: number
  later: number
  finished: boolean
  sample: { id: string; number: string; from: string; to: string }[]
}
export interface WorkingCalendar { version: number; reason: string; changed_at: string | null; local: Sheet; national: Sheet; warnings: Bilingual[] }

export const fetchCalendar = (signal?: AbortSignal) => api.get<WorkingCalendar>('/calendar', {}, { signal })
export const setCalendar = (sheet: Sheet, form: { reason: string; version: number; preview: boolean }) =>
  api.put<WorkingCalendar & { moved: Moved }>('/calendar', { ...sheet, ...form })
