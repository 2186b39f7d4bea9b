import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fetchJob, type Job } from '../store'
import { useJob } from './useJob'

vi.mock('../store', () => ({ fetchJob: vi.fn() }))
const asked = vi.mocked(fetchJob)
const job = (state: Job['state'], done = 0): Job => ({ id: '7', kind: 'bulk', state, total: 3, done, refused: 0, file: null })

beforeEach(() => { vi.useFakeTimers(); asked.mockReset() })
afterEach(() => { vi.useRealTimers() })

it('asks until the job has ended, and no longer', async () => {
  asked.mockResolvedValueOnce(job('running', 2)).mockResolvedValueOnce(job('finished', 3))
  const { job: seen, running, follow } = useJob(10)
  follow(job('waiting'))
  expect(running.value).toBe(true)
  await vi.advanceTimersByTimeAsync(10)
  expect(seen.value?.done).toBe(2)
  await vi.advanceTimersByTimeAsync(100)
  expect(seen.value?.state).toBe('finished')
  expect(asked).toHaveBeenCalledTimes(2)
})

it('goes on after a lost connection', async () => {
  asked.mockRejectedValueOnce(new Error('offline')).mockResolvedValueOnce(job('finished', 3))
  const { job: seen, lost, follow } = useJob(10)
  follow(job('running'))
  await vi.advanceTimersByTimeAsync(10)
  expect(lost.value).toBe(true)
  await vi.advanceTimersByTimeAsync(40)
  expect(lost.value).toBe(false)
  expect(seen.value?.state).toBe('finished')
})

it('forgets a job that nobody looks at any more', async () => {
  const { job: seen, follow, forget } = useJob(10)
  follow(job('running'))
  forget()
  await vi.advanceTimersByTimeAsync(100)
  expect(seen.value).toBeNull()
  expect(asked).not.toHaveBeenCalled()
})
