import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue'

export interface Async<T, A extends unknown[]> {
  data: ShallowRef<T | null>
  error: ShallowRef<Error | null>
  loading: Ref<boolean>
  /** Starts the work; an answer that a later start has overtaken is dropped. Never rejects. */
  run: (...args: A) => Promise<T | null>
}

export function useAsync<T, A extends unknown[]>(work: (signal: AbortSignal, ...args: A) => Promise<T>): Async<T, A> {
  const data = shallowRef<T | null>(null)
  const error = shallowRef<Error | null>(null)
  const loading = ref(false)
  let current: AbortController | null = null

  async function run(...args: A): Promise<T | null> {
    current?.abort()
    const mine = new AbortController()
    current = mine
    loading.value = true
    error.value = null
    try {
      const answer = await work(mine.signal, ...args)
      if (current !== mine) return null
      data.value = answer
      return answer
    } catch (cause) {
      if (current === mine) error.value = cause instanceof Error ? cause : new Error(String(cause))
      return null
    } finally {
      if (current === mine) loading.value = false
    }
  }

  onScopeDispose(() => { current?.abort(); current = null }, true)
  return { data, error, loading, run }
}

export interface Page<T> { items: T[]; next: string | null }

/** A list read page by page by key: `reload` begins again, `more` adds the next page. */
export function usePages<T>(fetch: (cursor: string | null, signal: AbortSignal) => Promise<Page<T>>) {
  const items = shallowRef<T[]>([])
  const next = ref<string | null>(null)
  const loaded = ref(false)
  const page = useAsync((signal, cursor: string | null) => fetch(cursor, signal))

  async function load(cursor: string | null): Promise<void> {
    const answer = await page.run(cursor)
    if (!answer) return
    items.value = cursor === null ? answer.items : [...items.value, ...answer.items]
    next.value = answer.next
    loaded.value = true
  }

  return {
    items, next, loaded, error: page.error, loading: page.loading,
    reload: () => load(null),
    more: () => (next.value === null ? Promise.resolve() : load(next.value)),
  }
}
