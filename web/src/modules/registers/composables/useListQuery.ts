import { computed } from 'vue'
import { useRoute, useRouter, type LocationQuery } from 'vue-router'
import type { Field, Kind, Query } from '../store'
import { isRange } from './values'

const general = ['q', 'state', 'sort', 'area']

/** The parameters of a field's filter: its value, or from and to. */
export const namesOf = (field: Field): string[] => (isRange(field) ? [`${field.name}.from`, `${field.name}.to`] : [field.name])
export const filtersOf = (kind: Kind): Field[] => kind.fields.filter((f) => f.filter && !f.removed && (isRange(f) || ['choice', 'choices', 'boolean'].includes(f.type)))

/** The list's filters as they stand in the address; names that the kind does not know are left alone. */
export function readQuery(kind: Kind | null, query: LocationQuery): Query {
  const known = new Set([...general, ...(kind ? filtersOf(kind).flatMap(namesOf) : [])])
  const found: Query = {}
  for (const [name, value] of Object.entries(query)) if (known.has(name) && typeof value === 'string' && value) found[name] = value
  return found
}

export function useListQuery(kind: () => Kind | null) {
  const route = useRoute()
  const router = useRouter()
  const query = computed(() => readQuery(kind(), route.query))
  const narrowed = computed(() => Object.keys(query.value).some((name) => name !== 'sort'))
  function set(change: Record<string, string>): void {
    const next: LocationQuery = { ...route.query }
    for (const [name, value] of Object.entries(change)) {
      if (value) next[name] = value
      else delete next[name]
    }
    void router.replace({ query: next })
  }
  function clear(): void { void router.replace({ query: {} }) }
  return { query, narrowed, set, clear }
}
