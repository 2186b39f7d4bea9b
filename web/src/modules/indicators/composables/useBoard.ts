import { computed, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { fetchGrids, outlinesBelow } from '@/modules/areas'
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
  const home = computed(() => session.roles.find((r) => r.area)?.area ?? (session.district ? { ...session.district, level: 'district' as const } : null))
  const grid = computed(() => (typeof route.query.grid === 'string' ? route.query.grid : ''))
  const area = computed(() => (typeof route.query.area === 'string' ? route.query.area : home.value?.id ?? ''))
  const period = computed(() => (typeof route.query.period === 'string' ? route.query.period : day.value.slice(0, 4)))

  // A steward's role is bound to grids, not to an area: the board begins with the first of them.
  async function place(signal: AbortSignal): Promise<{ area?: string; grid?: string }> {
    if (grid.value) return { grid: grid.value }
    if (route.query.area || !session.roles.every((r) => r.role === 'steward')) return { area: area.value }
    const own = (await fetchGrids({}, signal)).items[0]
    return own ? { grid: own.id } : { area: area.value }
  }
  const board = useAsync(async (signal) => fetchBoard({ ...(await place(signal)), period: period.value }, signal))
  const path = useAsync((signal, id: string) => fetchPath(id, signal))
  const outlines = useAsync((signal, at: { id: string; level: string }) => outlinesBelow(at, signal))

  watch([area, grid, period, () => session.account?.id], () => { if (session.account) void board.run() }, { immediate: true })
  watch(() => board.data.value?.area, (now, before) => {
    if (!now || now.id === before?.id) return
    path.data.value = null
    outlines.data.value = null
    void outlines.run(now)
    if (now.level !== 'grid') void path.run(now.id)
  })
  useLive('board', () => { void board.run() })
  useLive('case', () => { void board.run() })

  function go(change: { area?: string; grid?: string; period?: string }): void {
    const query = { period: period.value, ...(change.grid ? {} : { area: area.value }), ...change }
    void router.push({ query })
  }
  return { session, board, path, outlines, area, grid, period, day, go, home }
}
