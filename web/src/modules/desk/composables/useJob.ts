import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import { fetchJob, type Job } from '../store'

/** Follows a job to its end; asks again while it runs, and after a lost connection. */
export function useJob(pause = 700) {
  const job = shallowRef<Job | null>(null)
  const lost = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  const running = computed(() => job.value?.state === 'waiting' || job.value?.state === 'running')

  function follow(started: Job): void {
    clearTimeout(timer)
    job.value = started
    if (running.value) timer = setTimeout(look, pause)
  }
  async function look(): Promise<void> {
    const id = job.value?.id
    if (!id) return
    try {
      const fresh = await fetchJob(id)
      lost.value = false
      if (job.value?.id === id) follow(fresh)
    } catch {
      lost.value = true
      timer = setTimeout(look, pause * 4)
    }
  }
  function forget(): void { clearTimeout(timer); job.value = null }
  onScopeDispose(() => clearTimeout(timer), true)
  return { job, running, lost, follow, forget }
}
