import { api, setCsrf } from '@/api/client'
import { ApiError } from '@/api/error'
import { bodyOf } from './composables/sender'
import type { Job } from './types'

export interface DeviceKey { owner: string; key: string; hours: number }

/** What seals this person's things on this device: the same for the same two, whenever it is asked for. */
export const fetchDeviceKey = (device: string) => api.post<DeviceKey>('/session/device', { device })

export const uploadPhoto = (photo: Blob) => api.upload<{ id: string }>('/public/photos', photo)

const post = (job: Job) => api.request<unknown>(job.method, job.path, bodyOf(job), { headers: { 'Idempotency-Key': job.key } })

/**
 * Sends a queued request for `account`. A token for forged requests that is out of date (signed in again in another tab)
 * is renewed once, and only if it is still the same person's session: nothing is ever sent in somebody else's name.
 */
export async function sendJob(job: Job, account: string): Promise<unknown> {
  try {
    return await post(job)
  } catch (cause) {
    if (!(cause instanceof ApiError) || cause.code !== 'accounts.forged') throw cause
    const session = await api.get<{ account: { id: string } | null; csrf: string }>('/session')
    if (session.account?.id !== account) throw cause
    setCsrf(session.csrf)
    return post(job)
  }
}

/** Is there a server at the other end? Asked now and then while there seems to be none. */
export const serverIsThere = async (): Promise<boolean> => {
  try {
    const answer = await fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(8000) })
    return answer.ok
  } catch {
    return false
  }
}


export { setKeeper, type Keeper } from '@/api/client'
