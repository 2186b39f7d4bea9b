import { computed, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useAsync } from '@/lib/async'
import { today } from '@/lib/format'
import { useSession } from '@/modules/accounts'
import { fetchFunds, type Where } from '../store'

/** Which area, year and day the address names; without an area the server answers with the caller's own. */
export function useFunds() {
  const session = useSession()
  const route = useRoute()
  const router = useRouter()
  const text = (name: string) => (typeof route.query[name] === 'string' ? route.query[name] : '')
  const thisYear = computed(() => today(session.offset).slice(0, 4))
  const where = computed<Where>(() => {
    const found: Where = {}
    for (const name of ['area', 'year', 'as_of', 'known_on'] as const) if (text(name)) found[name] = text(name)
    return found
  })
  const board = useAsync((signal) => fetchFunds(where.value, signal))
  watch([where, () => session.account?.id], () => { if (session.account) void board.run() }, { immediate: true, deep: true })
  function go(change: Record<string, string | undefined>): void {
    void router.push({ query: { ...route.query, ...change } })
  }
  return { board, where, thisYear, go }
}
