import { computed, ref, watch, type Ref } from 'vue'
import { explain } from '@/api/error'
import { useAsync } from '@/lib/async'
import { tell } from '@/ui'
import { decideNeighbours, fetchNeighbours, fetchPlanMap, type Pair, type Plan, type Shown } from '../store'
import { n } from '../texts'

/** Rows shown at once: a district drawn with gaps has thousands of doubtful pairs. */
export const pairStep = 40
export const pairId = (p: Pair): string => `${p.a.id}-${p.b.id}`

/** Doubtful neighbours and islands of a plan, and what somebody who knows the place says about them. */
export function useNeighbours(plan: Ref<Plan>) {
  const show = ref<Shown>('doubtful')
  const community = ref('')
  const busy = ref('')
  const changed = ref(0)
  const list = useAsync((signal) => fetchNeighbours(plan.value.id, show.value, community.value, signal))
  const map = useAsync((signal) => fetchPlanMap(plan.value.id, signal))
  watch([show, community, () => plan.value.prepared?.at], () => list.run(), { immediate: true })
  watch(() => plan.value.prepared?.at, () => map.run(), { immediate: true })
  watch(() => plan.value.result?.at, () => { changed.value = 0 })

  async function decide(form: { a: string; b: string; neighbours: boolean | null; reason?: string }, before: boolean | null = null): Promise<void> {
    busy.value = `${form.a}-${form.b}`
    try {
      await decideNeighbours({ ...form, reason: form.reason?.trim() ?? '' })
      changed.value++
      await list.run()
      tell(n.saved, 'ok', { label: n.undo, run: () => void decide({ a: form.a, b: form.b, neighbours: before }) })
    } catch (cause) {
      tell(explain(cause), 'bad')
    } finally {
      busy.value = ''
    }
  }
  const pairs = computed(() => list.data.value?.pairs ?? [])
  const lines = computed(() => pairs.value.map((p) => ({
    id: pairId(p), from: p.a.id, to: p.b.id, line: p.line, state: p.decision === null ? ('open' as const) : p.decision.neighbours ? ('yes' as const) : ('no' as const),
  })))
  return { show, community, busy, changed, list, map, pairs, lines, islands: computed(() => list.data.value?.islands ?? []), faults: computed(() => list.data.value?.outline_faults ?? []), decide }
}
export type NeighboursHandle = ReturnType<typeof useNeighbours>
