import { computed, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useSession } from '@/modules/accounts'
import { useAsync } from '@/lib/async'
import { today } from '@/lib/format'
import { fetchCompliance, fetchPath, type Outcome, type Where } from '../store'

/** Which area, day, rule and outcome the address names; the board of that area and day. */
export function useCompliance() {
  const session = useSession()
  const route = useRoute()
  const router = useRouter()
  const text = (name: string) => (typeof route.query[name] === 'string' ? route.query[name] : '')
  const day = computed(() => text('as_of') || today(session.offset))
  // Without an area the server answers with the caller's own place.
  const where = computed<Where>(() => ({ ...(text('area') ? { area: text('area') } : {}), as_of: day.value }))
  const opened = computed(() => ({ rule: text('rule'), outcome: (text('outcome') || undefined) as Outcome | undefined }))

  const board = useAsync((signal) => fetchCompliance(where.value, signal))
  const path = useAsync((signal, id: string) => fetchPath(id, signal))
  watch([() => where.value.area, day, () => session.account?.id], () => { if (session.account) void board.run() }, { immediate: true })
  watch(() => board.data.value?.area.id, (id) => {
    path.data.value = null
    if (id) void path.run(id)
  })

  function go(change: Record<string, string | undefined>): void {
    void router.push({ query: { ...route.query, ...change } })
  }
  return { board, path, day, where, opened, go }
}
