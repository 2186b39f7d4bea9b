import { computed, onMounted, onScopeDispose, watch } from 'vue'
import { ApiError, explain } from '@/api/error'
import { useLive } from '@/modules/live'
import { useAsync } from '@/lib/async'
import { tell } from '@/ui'
import { fetchPlan, type Plan } from '../store'
import { m } from '../texts'

/** One plan, kept fresh: by the event stream, and by asking now and then while it is being worked on. */
export function usePlan(id: string) {
  const { data: plan, error, loading, run } = useAsync((signal) => fetchPlan(id, signal))
  const moving = computed(() => Boolean(plan.value?.job))
  onMounted(run)
  useLive('plan', (events) => { if (events.some((e) => e.id === id && e.version !== plan.value?.version || e.id === id && e.job)) void run() })
  let timer: ReturnType<typeof setTimeout> | undefined
  watch([moving, plan], () => { clearTimeout(timer); if (moving.value) timer = setTimeout(run, 1000) })
  onScopeDispose(() => clearTimeout(timer))

  /** Does something that answers with the plan; a plan that somebody else has changed is read again. */
  async function act(work: () => Promise<Plan>, done = ''): Promise<boolean> {
    try {
      plan.value = await work()
      if (done) tell(done)
      return true
    } catch (cause) {
      tell(explain(cause), 'bad')
      if (cause instanceof ApiError && cause.status === 409) { tell(m.conflict, 'bad'); await run() }
      return false
    }
  }
  return { plan, error, loading, reload: run, moving, act }
}
export type PlanHandle = ReturnType<typeof usePlan>
