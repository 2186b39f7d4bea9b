import { api, url } from '@/api/client'
import type { Fault } from '@/api/error'
import type { List } from '@/api/types'
import type { Bilingual } from '@/lib/i18n'

export type ImportState = 'reading' | 'mapping' | 'checking' | 'checked' | 'committing' | 'done' | 'failed' | 'cancelled'
export type TargetName = 'subdistricts' | 'communities' | 'courtyards' | 'buildings' | 'boundaries' | 'grids' | 'bodies' | 'cases' | 'persons' | 'households' | 'hotline'
export const targets: TargetName[] = ['subdistricts', 'communities', 'courtyards', 'buildings', 'boundaries', 'grids', 'bodies', 'cases', 'households', 'persons', 'hotline']

export interface Column { index: number; heading: string; field: string | null; samples: string[] }
export interface Sheet { name: string; header_rows: number[]; first_row?: number; columns: Column[]; use: boolean }
export interface Field { field: string; label: Bilingual; required: boolean; key: boolean }
export interface Question { id: string; text: Bilingual; choices: { value: string; label: Bilingual }[]; answer: string | null }
export interface Summary { rows: number; add: number; change: number; same: number; close: number; refused: number; unknown_field: number; warned: number }
export interface ImportJob {
  id: string
  into: TargetName
  state: ImportState
  progress: { done: number; total: number } | null
  sheets: Sheet[]
  fields: Field[]
  questions: Question[]
  summary: Summary | null
  faults_total: number
  error?: { code: string; message: Bilingual; faults: Fault[] } | null
  at: string
  /** Names, a line each. */
  files: string
}
export interface ImportFault {
  severity: 'refuse' | 'unknown' | 'warn'
  file: string | null
  sheet: string | null
  row: number | null
  column: string | null
  field: string | null
  value: string | null
  reason: Bilingual
  remedy: Bilingual
}
export type Mode = 'add' | 'update' | 'full'
export interface Mapping {
  sheets: { name: string; use: boolean; header_rows: number[]; columns: { index: number; field: string | null }[] }[]
  answers: Record<string, string>
  mode: Mode
  as_of: string
}

const named = (file: File) => ({ headers: { 'X-File-Name': encodeURIComponent(file.name) }, timeout: 600_000 })

/** The first file makes the import; the others follow into it, and the server reads all of them again. */
export async function upload(files: File[], into: TargetName): Promise<string> {
  const [first, ...rest] = files
  const { id } = await api.upload<{ id: string }>('/imports', first!, { into }, named(first!))
  for (const file of rest) await api.upload(`/imports/${id}/files`, file, {}, named(file))
  return id
}
export const fetchImports = (cursor: string | null, signal?: AbortSignal) => api.get<List<ImportJob>>('/imports', { cursor }, { signal })
export const fetchImport = (id: string, signal?: AbortSignal) => api.get<ImportJob>(`/imports/${id}`, {}, { signal })
export const sendMapping = (id: string, mapping: Mapping) => api.put<ImportJob>(`/imports/${id}/mapping`, mapping)
export const fetchFaults = (id: string, cursor: string | null, signal?: AbortSignal) => api.get<List<ImportFault>>(`/imports/${id}/faults`, { cursor }, { signal })
export const commit = (id: string, onlyGood: boolean) => api.post<ImportJob>(`/imports/${id}/commit`, { only_good: onlyGood })
export const cancel = (id: string) => api.post<ImportJob>(`/imports/${id}/cancel`)
export const faultsFile = (id: string) => url(`/imports/${id}/faults.xlsx`)
