import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { api } from '@/api/client'
import type { List, Limit, Matter, Named } from '@/api/types'

export interface MatterNode { matter: Matter; children: MatterNode[] }
export interface Alias { alias: string; matter_id: string }
export type MatterForm = Partial<Omit<Matter, 'id' | 'body'>> & { body_id?: string | null }

export function buildTree(matters: Matter[]): MatterNode[] {
  const nodes = new Map(matters.map((m) => [m.id, { matter: m, children: [] as MatterNode[] }]))
  const roots: MatterNode[] = []
  for (const node of nodes.values()) {
    const parent = node.matter.parent_id ? nodes.get(node.matter.parent_id) : undefined
    ;(parent?.children ?? roots).push(node)
  }
  return roots
}

async function readAll(): Promise<Matter[]> {
  const all: Matter[] = []
  let cursor: string | null = null
  do {
    const page: List<Matter> = await api.get<List<Matter>>('/matters', { limit: 200, cursor })
    all.push(...page.items)
    cursor = page.next ?? null
  } while (cursor)
  return all
}

/** The catalogue is small and asked for on many pages: read once, shared, read again after an edit. */
export const useMatters = defineStore('matters', () => {
  const items = shallowRef<Matter[]>([])
  const tree = computed(() => buildTree(items.value.filter((m) => m.active)))
  const byId = computed(() => new Map(items.value.map((m) => [m.id, m])))
  let reading: Promise<void> | null = null

  async function load(again = false): Promise<void> {
    if (again) reading = null
    reading ??= readAll().then((all) => { items.value = all })
    try {
      await reading
    } catch (cause) {
      reading = null
      throw cause
    }
  }
  return { items, tree, byId, load }
})

export const saveMatter = (id: string | null, form: MatterForm) =>
  id ? api.patch<Matter>(`/matters/${id}`, form) : api.post<Matter>('/matters', form)
export const fetchAliases = (signal?: AbortSignal) => api.get<List<Alias>>('/matter-aliases', {}, { signal })
export const saveAlias = (alias: string, matterId: string) => api.put('/matter-aliases', { alias, matter_id: matterId })
export const searchBodies = (q: string) => api.get<List<Named>>('/bodies', { q, limit: 20 })
export type { Limit }
