import { onScopeDispose, reactive, watch } from 'vue'

/**
 * What a person types is kept in the browser until it is sent, through reloads and lost signals.
 * Old drafts are dropped: nobody wants last year's text back.
 */
export function useDraft<T extends object>(name: string, empty: () => T, maxAgeDays = 14) {
  const key = `linli.draft.${name}`
  const draft = reactive(load()) as T

  function load(): T {
    try {
      const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as { at: number; value: Partial<T> } | null
      if (kept && Date.now() - kept.at < maxAgeDays * 86_400_000) return { ...empty(), ...kept.value }
    } catch {
      // A draft that cannot be read is no draft; private browsing may refuse storage altogether.
    }
    return empty()
  }

  let dropped = false
  function save(): void {
    if (dropped) return
    try {
      localStorage.setItem(key, JSON.stringify({ at: Date.now(), value: draft }))
    } catch {
      // Storage may be full or refused: typing must go on.
    }
  }

  function clear(): void {
    Object.assign(draft, empty())
    dropped = true
    localStorage.removeItem(key)
    queueMicrotask(() => { dropped = false; localStorage.removeItem(key) })
  }

  const stop = watch(draft, save, { deep: true, flush: 'sync' })
  onScopeDispose(stop, true)
  return { draft, clear }
}
