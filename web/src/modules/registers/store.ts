import { api, url, type Params } from '@/api/client'
import type { AreaRef, List, Named } from '@/api/types'
import type { Bilingual } from '@/lib/i18n'

/** A list's filters, as the address and the interface name them. */
export type Query = Params

export type FieldType = 'text' | 'long_text' | 'integer' | 'decimal' | 'money' | 'date' | 'boolean' | 'choice' | 'choices'
  | 'area' | 'grid' | 'body' | 'person' | 'record' | 'phone' | 'id_number'
export interface Field {
  name: string
  type: FieldType
  label: Bilingual
  help: Bilingual
  unit: Bilingual
  required: boolean
  filter: boolean
  listed: boolean
  protected: boolean
  computed: boolean
  removed: boolean
  may_write: boolean
  decimals?: number
  least?: string
  greatest?: string
  max_length: number | null
  level: string
  target: string
  choices: { code: string; label: Bilingual }[]
  purpose: Bilingual
  basis: string
  keep_months: number | null
}
export interface KindLine { name: string; label: Bilingual; label_many: Bilingual; help: Bilingual; may_write: boolean; bookable: boolean; rows: string[]; source: string }
export interface Kind extends KindLine {
  title: string
  scope: string
  fields: Field[]
  checks: { code: string; holds: string; message: Bilingual; source: string }[]
}
export type Value = string | number | boolean | string[] | null
export type Values = Record<string, Value>
export type Names = Record<string, string>
export interface Item { id: string; title: string; values: Values; protected: string[]; from: string; to: string | null; version: number; changed_at: string }
export interface Warning { code: string; message: Bilingual; source: string }
export interface Detail extends Item {
  names: Names
  warnings: Warning[]
  former: { field: string; label: Bilingual; value: string }[]
  end_reason: string
  erased: boolean
  may_write: boolean
}
export interface FigurePart { code: string; label: Bilingual; count: number | null }
export interface Figure {
  name: string
  label: Bilingual
  unit: Bilingual
  type: FieldType
  in_years: boolean
  known: number
  withheld: boolean
  sum: string | null
  average: string | null
  parts: FigurePart[]
}
export interface Figures { as_of: string; records: number; least: number; withheld: boolean; fields: Figure[] }
export interface Version {
  version: number
  at: string
  by: string
  what: 'added' | 'changed' | 'ended'
  changes: { field: string; label: Bilingual; from: string; to: string }[]
}
export interface Reading { at: string; by: string; fields: string; reason: string }
export interface Booking { id: string; record_id: string; from: string; to: string; purpose: string; used_by: string; booked_by: string; may_cancel: boolean }
export interface ImportFault { severity: 'refuse' | 'unknown' | 'warn'; row: number; field: string; label: string; value: string; reason: Bilingual; remedy: Bilingual }
export interface ImportCheck {
  id: string
  file: string
  done: boolean
  sheets?: { name: string; use: boolean; rows: number; heading_row: number; columns: { index: number; heading: string; field: string; sample: string }[] }[]
  summary: { rows: number; add: number; change: number; same: number; refused: number; warned: number; skipped: number }
  faults_total: number
  faults: ImportFault[]
}

const records = (kind: string) => `/registers/${kind}/records`
const named = (file: File) => ({ headers: { 'X-File-Name': encodeURIComponent(file.name) }, timeout: 600_000 })

export const fetchKinds = (signal?: AbortSignal) => api.get<{ items: KindLine[] }>('/registers', {}, { signal })
export const fetchKind = (kind: string, signal?: AbortSignal) => api.get<Kind>(`/registers/${kind}`, {}, { signal })
export const fetchRecords = (kind: string, query: Params, cursor: string | null, signal?: AbortSignal) => api.get<List<Item> & { names: Names }>(records(kind), { ...query, cursor }, { signal })
export const countRecords = (kind: string, query: Params, signal?: AbortSignal) => api.get<{ count: number; or_more: boolean }>(`/registers/${kind}/count`, query, { signal })
export const fetchFigures = (kind: string, query: Params, asOf: string, signal?: AbortSignal) => api.get<Figures>(`/registers/${kind}/summary`, { ...query, ...(asOf ? { as_of: asOf } : {}) }, { signal })
export const fetchRecord = (kind: string, id: string, signal?: AbortSignal) => api.get<Detail>(`${records(kind)}/${id}`, {}, { signal })
export const fetchHistory = (kind: string, id: string, signal?: AbortSignal) => api.get<{ items: Version[] }>(`${records(kind)}/${id}/history`, {}, { signal })
export const addRecord = (kind: string, values: Values, from: string | null) => api.post<Item & { warnings: Warning[] }>(records(kind), { values, from })
export const changeRecord = (kind: string, id: string, version: number, values: Values, from: string | null) => api.patch<Item & { warnings: Warning[] }>(`${records(kind)}/${id}`, { version, values, from })
export const endRecord = (kind: string, id: string, on: string, reason: string) => api.post(`${records(kind)}/${id}/end`, { on, reason })
export const readProtected = (kind: string, id: string, reason: string) => api.post<{ values: Values }>(`${records(kind)}/${id}/protected`, { reason })
export const fetchReadings = (kind: string, id: string, signal?: AbortSignal) => api.get<{ items: Reading[] }>(`${records(kind)}/${id}/readings`, {}, { signal })

export const fetchBookings = (kind: string, id: string, from: string, to: string, signal?: AbortSignal) => api.get<{ items: Booking[] }>(`${records(kind)}/${id}/bookings`, { from, to }, { signal })
export const book = (kind: string, id: string, booking: { from: string; to: string; purpose: string; used_by: string }) => api.post<Booking>(`${records(kind)}/${id}/bookings`, booking)
export const cancelBooking = (id: string, reason: string) => api.post<Booking>(`/register-bookings/${id}/cancel`, { reason })

export const uploadList = (kind: string, file: File) => api.upload<ImportCheck>(`/registers/${kind}/imports`, file, {}, named(file))
export const chooseColumn = (id: string, sheet: string, index: number, field: string) => api.put<ImportCheck>(`/register-imports/${id}/mapping`, { columns: [{ sheet, index, field }] })
export const commitImport = (id: string, onlyGood: boolean) => api.post<ImportCheck>(`/register-imports/${id}/commit`, { only_good: onlyGood })
export const faultsFile = (id: string) => url(`/register-imports/${id}/faults.xlsx`)
export const templateFile = (kind: string) => url(`/registers/${kind}/template.xlsx`)
export const exportFile = (kind: string, format: 'xlsx' | 'csv', query: Params) => url(`/registers/${kind}/export.${format}`, query)

export const searchAreas = (q: string) => api.get<List<AreaRef & { parent: Named | null }>>('/areas', { q, limit: 20 })
export const searchGrids = (q: string) => api.get<List<Named & { community?: Named }>>('/grids', { q, limit: 20 })
export const searchBodies = (q: string) => api.get<List<Named>>('/bodies', { q, limit: 20 })
export const searchRecords = (kind: string, q: string) => api.get<List<Item>>(records(kind), { ...(q.length >= 2 ? { q } : {}), limit: 20 })
