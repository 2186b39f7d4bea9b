import { computed, reactive, ref, watch, type Ref } from 'vue'
import { useAsync } from '@/lib/async'
import { fetchPlanGrids, fetchPlanMap, type Plan, type PlanGrid } from '../store'
import { filterGrids, gridOf, marksOf, within, type Filter } from './grids'

const step = 40

/** The grids of a plan as a filtered list and as a map; read again whenever the plan has changed. */
export function useGrids(plan: Ref<Plan>) {
  const grids = useAsync(async (signal) => (await fetchPlanGrids(plan.value.id, 'plan', signal)).items)
  const map = useAsync((signal) => fetchPlanMap(plan.value.id, signal))
  const filter = reactive<Filter>({ community: '', only: 'all', q: '' })
  const chosen = ref('')
  const shown = ref(step)
  const reload = () => Promise.all([grids.run(), map.run()])
  watch(() => `${plan.value.version}:${plan.value.result?.at ?? ''}`, reload, { immediate: true })
  watch(filter, () => { shown.value = step })

  const all = computed<PlanGrid[]>(() => grids.data.value ?? [])
  const list = computed(() => filterGrids(all.value, filter, plan.value.rules))
  const communities = computed(() => [...new Map(all.value.map((g) => [g.community.id, g.community.name]))].map(([id, name]) => ({ id, name })))
  const grid = computed(() => all.value.find((g) => g.key === chosen.value) ?? null)
  const features = computed(() => within(map.data.value, filter.community))
  return {
    grids, map, filter, chosen, shown, step, reload, all, list, communities, grid, features,
    of: computed(() => gridOf(map.data.value, 'grid')),
    presentOf: computed(() => gridOf(map.data.value, 'present_grid')),
    marks: computed(() => marksOf(all.value)),
    hasShapes: computed(() => (features.value?.features ?? []).some((f) => f.geometry)),
    gridWith: (unit: string) => all.value.find((g) => g.members.some((x) => x.id === unit)) ?? null,
    nameOf: (key: string) => all.value.find((g) => g.key === key)?.name ?? key,
  }
}
export type GridsHandle = ReturnType<typeof useGrids>
