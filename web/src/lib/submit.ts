import { ref, shallowRef } from 'vue'

/** One running submission: no second click while it runs, the error kept for the form. */
export function useSubmit<A extends unknown[]>(work: (...args: A) => Promise<unknown>) {
  const busy = ref(false)
  const error = shallowRef<unknown>(null)
  async function submit(...args: A): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    error.value = null
    try {
      await work(...args)
      return true
    } catch (cause) {
      error.value = cause
      return false
    } finally {
      busy.value = false
    }
  }
  return { busy, error, submit }
}
