import { computed, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { outlinesBelow } from '@/modules/areas'
import { useSession } from '@/modules/accounts'
import { useLive } from '@/modules/live'
import { useAsync } from '@/lib/async'
import { today } from '@/lib/format'
import { fetchBoard, fetchPath } from '../store'

/** Which area and period the address names; what to draw below it; read again when somebody changes a case. */
export function useBoard() {
  const session = useSession()
  const route = useRoute()
  const router = useRouter()
  const day = computed(() => today(session.offset))
  const grid = computed(() => (typeof route.query.grid === 'string' ? route.query.grid : ''))
  // Without either, the server answers with the caller's own place.
  const area = computed(() => (typeof route.query.area === 'string' ? route.query.area : ''))
  const period = computed(() => (typeof route.query.period === 'string' ? route.query.period : day.value.slice(0, 4)))

  const board = useAsync((signal) => fetchBoard({ ...(grid.value ? { grid: grid.value } : { area: area.value }), period: period.value }, signal))
  const path = useAsync((signal, id: string) => fetchPath(id, signal))
  const outlines = useAsync((signal, at: { id: string; level: string }) => outlinesBelow(at, signal))

  watch([area, grid, period, () => session.account?.id], () => { if (session.account) void board.run() }, { immediate: true })
  watch(() => board.data.value?.area, (now, before) => {
    if (!now || now.id === before?.id) return
    path.data.value = null
    outlines.data.value = null
    void outlines.run(now)
    if (now.level !== 'grid' && now.level !== 'body') void path.run(now.id)
  })
  useLive('board', () => { void board.run() }, 3000)
  useLive('case', () => { void board.run() }, 3000)

  function go(change: { area?: string; grid?: string; period?: string }): void {
    const place = change.area || change.grid ? {} : grid.value ? { grid: grid.value } : area.value ? { area: area.value } : {}
    void router.push({ query: { period: period.value, ...place, ...change } })
  }
  return { board, path, outlines, period, day, go }
}
