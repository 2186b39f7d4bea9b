import type { FeatureCollection } from 'geojson'
import { api } from '@/api/client'
import { ApiError } from '@/api/error'
import type { AreaRef, Level, List, Located, Named } from '@/api/types'
import { today } from '@/lib/format'
import type { Bilingual } from '@/lib/i18n'
import { keeping } from '@/modules/offline'

/** Worth a second look; what was asked is done all the same. */
export interface Warning { field: string; value: string; reason: Bilingual; remedy: Bilingual; source: string }

export interface Area extends AreaRef {
  warnings?: Warning[]
  level_label: Bilingual
  code: string | null
  parent: Named | null
  households: number | null
  kind: string | null
  address: string | null
  built_year: number | null
  lon: number | null
  lat: number | null
  has_outline: boolean
  from: string
  to: string | null
}
export interface AreaDetail extends Area {
  path: AreaRef[]
  children_count: number
  grids: (Named & { layer: Layer })[]
  predecessors: Named[]
  successors: Named[]
  history: { at: string; who: { name: string } | string | null; what: Bilingual }[]
}
export type Layer = 'base' | 'large' | 'special'
export interface Grid extends Named {
  code: string | null
  layer: Layer
  community: Named
  households: number | null
  members: number
  steward: { account_id: string; name: string } | null
  deputy: { account_id: string; name: string } | null
  phone: string | null
  supervision_phone: string | null
  from: string
  to: string | null
}
export interface GridDetail extends Grid {
  warnings?: Warning[]
  members_list: (Named & { level: Level; households: number | null })[]
  predecessors: Named[]
  successors: Named[]
  slug: string
}
export interface Address { area: AreaRef; path: string; grid: Named | null; lon: number | null; lat: number | null }
export interface PublicGrid {
  grid: Named
  community: Named
  steward: { name: string } | null
  phone: string | null
  supervision_phone: string | null
  courtyards: string[]
  district: { name: string }
}
export type MapLevel = 'subdistrict' | 'community' | 'grid' | 'courtyard'
export interface AreaForm { level?: Level; parent_id?: string; name?: string; code?: string | null; households?: number | null; kind?: string | null; address?: string | null; from: string }

// Public: no account needed.
export async function searchAddresses(q: string): Promise<List<Address>> {
  try {
    return await api.get<List<Address>>('/public/addresses', { q })
  } catch (cause) {
    // Without a signal: the courtyards of the own place, which lie on the phone with its map.
    if (!keeping.value || !(cause instanceof ApiError) || cause.kind === 'refused') throw cause
    const own = await ownOutlines(today())
    const items = own.features.map((f) => ({ id: String(f.properties?.id), name: String(f.properties?.name ?? '') }))
      .filter((area) => area.name.includes(q)).slice(0, 20)
    return { items: items.map((area) => ({ area: { ...area, level: 'courtyard' as const }, path: area.name, grid: null, lon: null, lat: null })), next: null }
  }
}
export const locatePublic = (lon: number, lat: number, signal?: AbortSignal) => api.get<Located>('/public/locate', { lon, lat }, { signal })
export const fetchPublicMap = (level: 'subdistrict' | 'community' | 'grid' | 'courtyard', area?: string | null, signal?: AbortSignal) =>
  api.get<FeatureCollection>('/public/map', { level, area }, { signal })
export const fetchPublicGrid = (slug: string, signal?: AbortSignal) => api.get<PublicGrid>(`/public/grids/${encodeURIComponent(slug)}`, {}, { signal })

// Staff, within their scope.
export const fetchAreas = (params: { parent?: string | null; level?: string; q?: string; as_of?: string; limit?: number; cursor?: string | null }, signal?: AbortSignal) =>
  api.get<List<Area>>('/areas', params, { signal })
export const fetchArea = (id: string, asOf?: string, signal?: AbortSignal) => api.get<AreaDetail>(`/areas/${id}`, { as_of: asOf }, { signal })
export const createArea = (form: AreaForm) => api.post<Area>('/areas', form)
export const changeArea = (id: string, form: AreaForm) => api.patch<Area>(`/areas/${id}`, form)
export const closeArea = (id: string, on: string, withChildren: boolean) => api.post(`/areas/${id}/close`, { on, with_children: withChildren })
export const mergeAreas = (form: { ids: string[]; name: string; code?: string; on: string }) => api.post<Area>('/areas/merge', form)
export const splitArea = (id: string, form: { parts: { name: string; code?: string; children: string[] }[]; on: string }) => api.post(`/areas/${id}/split`, form)
export const fetchMap = (params: { area: string | null; level: MapLevel; as_of?: string }, signal?: AbortSignal) => api.get<FeatureCollection>('/map', params, { signal })
export const locate = (lon: number, lat: number, signal?: AbortSignal) => api.get<Located>('/locate', { lon, lat }, { signal })

export const fetchGrids = (params: { area?: string; q?: string; as_of?: string; cursor?: string | null }, signal?: AbortSignal) => api.get<List<Grid>>('/grids', params, { signal })
export const fetchGrid = (id: string, signal?: AbortSignal) => api.get<GridDetail>(`/grids/${id}`, {}, { signal })
export const createGrid = (form: { name: string; code?: string; layer: Layer; community_id: string; member_ids: string[]; from: string }) => api.post<Grid>('/grids', form)
export const changeGrid = (id: string, form: { name?: string; phone?: string | null; supervision_phone?: string | null; from: string }) => api.patch<Grid>(`/grids/${id}`, form)
export const setSteward = (id: string, form: { account_id: string | null; deputy_id: string | null; from: string }) => api.put(`/grids/${id}/steward`, form)
export const setMembers = (id: string, form: { member_ids: string[]; from: string }) => api.put(`/grids/${id}/members`, form)
export const closeGrid = (id: string, on: string) => api.post(`/grids/${id}/close`, { on })
export const searchAccounts = (q: string) => api.get<List<Named & { login: string }>>('/accounts', { q, limit: 20 })
export const fetchQr = (id: string, signal?: AbortSignal) => api.blob(`/grids/${id}/qr.svg`, { signal })

const below: Record<string, MapLevel> = { district: 'subdistrict', subdistrict: 'community', community: 'grid' }

/** The outlines that divide a place one level down: of a grid, its own courtyards. Empty where nothing lies below. */
export async function outlinesBelow(place: { id: string; level: string }, signal?: AbortSignal): Promise<FeatureCollection> {
  if (place.level === 'grid') {
    const grid = await fetchGrid(place.id, signal)
    const own = new Set(grid.members_list.map((m) => m.id))
    const all = await fetchPublicMap('courtyard', grid.community.id, signal)
    return { ...all, features: all.features.filter((f) => own.has(String(f.properties?.id))) }
  }
  const level = below[place.level]
  return level ? fetchMap({ area: place.id, level }, signal) : { type: 'FeatureCollection', features: [] }
}

/** The map of the caller's own place: a board without a place is about that one. A body has none: the district stands in. */
export async function ownOutlines(period: string, signal?: AbortSignal): Promise<FeatureCollection> {
  const { area } = await api.get<{ area: { id: string; level: string } }>('/board', { period }, { signal })
  const own = await outlinesBelow(area, signal)
  return own.features.length ? own : fetchPublicMap('community', null, signal)
}
