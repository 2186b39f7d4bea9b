import { computed } from 'vue'
import { useRoute, useRouter, type LocationQuery } from 'vue-router'
import type { CaseQuery } from '../store'

const names = ['q', 'list', 'state', 'area', 'grid', 'body', 'matter', 'channel', 'figure', 'period'] as const

/** The list's filters as they stand in the address: what is not known is left alone, what is empty is left out. */
export function readQuery(query: LocationQuery, fallback: CaseQuery): CaseQuery {
  const found: CaseQuery = {}
  for (const name of names) {
    const value = query[name]
    if (typeof value === 'string' && value) found[name] = value
  }
  return found.list || found.figure ? found : { ...fallback, ...found }
}

export function useCaseQuery(fallback: CaseQuery) {
  const route = useRoute()
  const router = useRouter()
  const query = computed(() => readQuery(route.query, fallback))
  const narrowed = computed(() => names.some((n) => n !== 'list' && n !== 'q' && query.value[n]))
  /** The filters alone, encoded: what a saved view keeps and an export takes. */
  const text = computed(() => new URLSearchParams(names.flatMap((n) => query.value[n] ? [[n, query.value[n]]] : [])).toString())
  function set(change: Partial<Record<(typeof names)[number] | 'areaName', string>>): void {
    const next: LocationQuery = { ...route.query }
    for (const [name, value] of Object.entries(change)) {
      if (value) next[name] = value
      else delete next[name]
    }
    void router.replace({ query: next })
  }
  function clear(): void {
    const { list, q } = query.value
    void router.replace({ query: { ...(list ? { list } : {}), ...(q ? { q } : {}) } })
  }
  return { query, narrowed, text, set, clear }
}
