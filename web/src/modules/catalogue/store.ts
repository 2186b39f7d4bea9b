import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { api } from '@/api/client'
import type { List, Limit, Matter, Named } from '@/api/types'

export interface MatterNode { matter: Matter; children: MatterNode[] }
export interface Alias { alias: string; matter_id: string }
/** What may be changed later; the rest is said once, when the matter is made. */
export interface MatterChange extends Pick<Matter, 'name' | 'guide' | 'limit' | 'handler' | 'source' | 'open_to_residents' | 'active'> { body_id: string | null }
export interface NewMatter extends MatterChange, Pick<Matter, 'code' | 'parent_id' | 'class' | 'emergency'> {}

export function buildTree(matters: Matter[]): MatterNode[] {
  const nodes = new Map(matters.map((m) => [m.id, { matter: m, children: [] as MatterNode[] }]))
  const roots: MatterNode[] = []
  for (const node of nodes.values()) {
    const parent = node.matter.parent_id ? nodes.get(node.matter.parent_id) : undefined
    ;(parent?.children ?? roots).push(node)
  }
  return roots
}

/** The catalogue is small and asked for on many pages: read once, shared, read again after an edit. */
export const useMatters = defineStore('matters', () => {
  const items = shallowRef<Matter[]>([])
  const tree = computed(() => buildTree(items.value.filter((m) => m.active)))
  const byId = computed(() => new Map(items.value.map((m) => [m.id, m])))
  let reading: Promise<void> | null = null

  async function load(again = false): Promise<void> {
    if (again) reading = null
    reading ??= api.get<List<Matter>>('/matters').then((all) => { items.value = all.items })
    try {
      await reading
    } catch (cause) {
      reading = null
      throw cause
    }
  }
  return { items, tree, byId, load }
})

export const addMatter = (form: NewMatter) => api.post<Matter>('/matters', form)
export const changeMatter = (id: string, change: MatterChange) => api.patch<Matter>(`/matters/${id}`, change)
export const fetchAliases = (signal?: AbortSignal) => api.get<List<Alias>>('/matter-aliases', {}, { signal })
export const saveAlias = (alias: string, matterId: string) => api.put('/matter-aliases', { alias, matter_id: matterId })
export const searchBodies = (q: string) => api.get<List<Named>>('/bodies', { q, limit: 20 })
export type { Limit }
