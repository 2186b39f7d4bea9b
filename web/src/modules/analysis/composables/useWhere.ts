import { computed } from 'vue'
import { useRoute, useRouter, type LocationQueryRaw } from 'vue-router'
import { useSession } from '@/modules/accounts'
import { today } from '@/lib/format'
import type { Where } from '../store'

const names = ['area', 'grid', 'body', 'matter'] as const

/** Place, matter and period of the address; without a place the server answers with the caller's own. */
export function useWhere(first: 'year' | 'month' = 'month') {
  const session = useSession()
  const route = useRoute()
  const router = useRouter()
  const day = computed(() => today(session.offset))
  const text = (name: string) => (typeof route.query[name] === 'string' ? (route.query[name] as string) : '')
  const period = computed(() => text('period') || day.value.slice(0, first === 'year' ? 4 : 7))
  const where = computed<Where>(() => {
    const found: Where = { period: period.value }
    for (const name of names) if (text(name)) found[name] = text(name)
    return found
  })
  function go(change: Record<string, string | undefined>): void {
    const moves = change.area || change.grid || change.body
    const kept: LocationQueryRaw = { ...route.query, ...(moves ? { area: undefined, grid: undefined, body: undefined } : {}) }
    void router.push({ query: { ...kept, ...change } })
  }
  return { session, day, period, where, text, go }
}

/** The way to a scope's own page, and to its cases. */
export function placeOf(scope: { id: string; level: string }): Where {
  return scope.level === 'grid' ? { grid: scope.id } : scope.level === 'body' ? { body: scope.id } : { area: scope.id }
}

export function rowsOf(where: Where, measure: string, from?: number | null): { path: string; query: Record<string, string> } {
  const query: Record<string, string> = { measure }
  for (const [name, value] of Object.entries(where)) if (value) query[name] = String(value)
  if (from) query.from = String(from)
  return { path: '/analysis/cases', query }
}

/** The way to what was received in a square of the map: any point in it names it. */
export function squareRows(where: Where, metres: string, spot: { lon: number | null; lat: number | null }): { path: string; query: Record<string, string> } {
  const to = rowsOf(where, 'received')
  return { ...to, query: { ...to.query, metres, lon: spot.lon!.toFixed(6), lat: spot.lat!.toFixed(6) } }
}

export function lastMonth(day: string): string {
  const [y, m] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))]
  return m === 1 ? `${y - 1}-12` : `${y}-${String(m - 1).padStart(2, '0')}`
}

/** Seconds as hours with one digit, for a chart's axis. */
export const hoursOf = (seconds: number | null): number => (seconds === null ? 0 : Math.round(seconds / 360) / 10)
