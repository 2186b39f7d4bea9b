import { computed, ref, shallowRef, type Ref } from 'vue'
import { ApiError, explain } from '@/api/error'
import { useAsync } from '@/lib/async'
import { tell } from '@/ui'
import { moveUnit, undoMove, type MoveEffect, type Plan } from '../store'
import { m } from '../texts'

export const ownGrid = '*'

/**
 * A courtyard on its way to another grid: chosen, its target chosen, the effect asked of the server and shown, then kept
 * or dropped. Nothing is changed before `keep`.
 */
export function useMove(plan: Ref<Plan | null>, after: () => Promise<unknown>) {
  const unit = ref('')
  const target = ref('')
  const busy = ref(false)
  const refused = shallowRef<unknown>(null)
  const to = (key: string) => (key === ownGrid ? null : key)
  const preview = useAsync((signal) => moveUnit(plan.value!.id, { version: plan.value!.version, unit_id: unit.value, to: to(target.value), dry_run: true }, signal))
  const effect = computed<MoveEffect | null>(() => (target.value && !preview.loading.value && !preview.error.value ? preview.data.value : null))

  function start(id: string): void { unit.value = id; aim('') }
  function stop(): void { start('') }
  function aim(key: string): void {
    target.value = key
    refused.value = null
    preview.data.value = null
    preview.error.value = null
    if (key && unit.value) void preview.run()
  }

  async function stale(cause: unknown): Promise<void> {
    refused.value = cause
    tell(cause instanceof ApiError && cause.status === 409 ? m.conflict : explain(cause), 'bad')
    if (cause instanceof ApiError && cause.status === 409) await after()
  }
  async function keep(nameOf: (key: string) => string): Promise<void> {
    if (!plan.value || busy.value) return
    busy.value = true
    try {
      const done = await moveUnit(plan.value.id, { version: plan.value.version, unit_id: unit.value, to: to(target.value) })
      const where = target.value === ownGrid ? m.ownGrid : nameOf(target.value)
      stop()
      await after()
      tell(m.kept(done.unit.name, where), 'ok', { label: m.undo, run: () => void undo() })
    } catch (cause) {
      await stale(cause)
    } finally {
      busy.value = false
    }
  }
  async function undo(): Promise<void> {
    if (!plan.value || busy.value) return
    busy.value = true
    try {
      await undoMove(plan.value.id, plan.value.version)
      stop()
      await after()
      tell(m.undone)
    } catch (cause) {
      await stale(cause)
    } finally {
      busy.value = false
    }
  }
  return { unit, target, effect, busy, refused, checking: preview.loading, error: preview.error, start, stop, aim, keep, undo }
}
export type MoveHandle = ReturnType<typeof useMove>
