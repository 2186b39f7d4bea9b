import { computed, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useSession } from '@/modules/accounts'
import { useAsync } from '@/lib/async'
import { today } from '@/lib/format'
import { fetchChart, fetchPath } from '../store'

/** Which area, day and body the address names; the chart of that area and day. */
export function useOrganisation() {
  const session = useSession()
  const route = useRoute()
  const router = useRouter()
  const text = (name: string) => (typeof route.query[name] === 'string' ? route.query[name] : '')
  const day = computed(() => text('as_of') || today(session.offset))
  const area = computed(() => text('area'))
  const opened = computed(() => text('body'))

  const chart = useAsync((signal) => fetchChart({ ...(area.value ? { area: area.value } : {}), as_of: day.value }, signal))
  const path = useAsync((signal, id: string) => fetchPath(id, signal))
  watch([area, day, () => session.account?.id], () => { if (session.account) void chart.run() }, { immediate: true })
  watch(() => chart.data.value?.area.id, (id) => {
    path.data.value = null
    if (id) void path.run(id)
  })

  function go(change: Record<string, string | undefined>): void {
    void router.push({ query: { ...route.query, ...change } })
  }
  return { chart, path, day, opened, go }
}
