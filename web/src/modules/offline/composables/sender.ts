import { ApiError } from '@/api/error'
import type { Bilingual } from '@/lib/i18n'
import type { Job, Outcome, Trouble } from '../types'

// What is sent next, and what an answer means. No storage, no timers, no clock: those are handed in.

/** A server that fails this often at one request, and only at this one, will not be asked again without a person. */
const maxAttempts = 6

export interface Courier {
  /** The photos of a job, in order. */
  photos: (job: Job) => Promise<Blob[]>
  upload: (photo: Blob) => Promise<{ id: string }>
  post: (job: Job) => Promise<unknown>
  /** Writes down how far a job has come. */
  save: (job: Job) => Promise<void>
}

const troubleOf = (e: ApiError, kind: Trouble['kind']): Trouble => ({
  kind, status: e.status, code: e.code, text: e.text, faults: e.faults,
  now: (e.body as { case?: unknown; current?: unknown } | null)?.case ?? (e.body as { current?: unknown } | null)?.current ?? null,
})

/** What a failure means for the request: later, a person's decision, or the next one first. */
export function judge(cause: unknown, attempts: number): Outcome {
  if (!(cause instanceof ApiError)) throw cause
  if (cause.kind === 'offline' || cause.kind === 'timeout') return { kind: 'later', why: 'offline', wait: 0 }
  // The server did it and the answer was cut: with the same key it is safe to ask again.
  if (cause.kind === 'broken') return { kind: 'later', why: 'busy', wait: 0 }
  if (cause.status === 401 || cause.code === 'accounts.forged' || cause.code === 'accounts.must_change_password') return { kind: 'later', why: 'signin', wait: 0 }
  if (cause.status === 408 || cause.status === 425 || cause.status === 429 || cause.status === 503) return { kind: 'later', why: 'busy', wait: cause.retryAfter ?? 0 }
  // A proxy in between that knows no server behind it.
  if (cause.status === 502 || cause.status === 504) return { kind: 'later', why: 'offline', wait: 0 }
  if (cause.status >= 500) return attempts + 1 < maxAttempts ? { kind: 'skip' } : { kind: 'asks', trouble: troubleOf(cause, 'server') }
  return { kind: 'asks', trouble: troubleOf(cause, cause.status === 409 ? 'conflict' : 'refused') }
}

async function uploadPhotos(job: Job, courier: Courier): Promise<Outcome | null> {
  const photos = job.photos > job.uploaded.length ? await courier.photos(job) : []
  for (let n = job.uploaded.length; n < photos.length; n++) {
    try {
      job.uploaded = [...job.uploaded, (await courier.upload(photos[n]!)).id]
      await courier.save(job)
    } catch (cause) {
      const verdict = judge(cause, job.attempts)
      return verdict.kind === 'asks' ? { kind: 'asks', trouble: { ...verdict.trouble, kind: 'photo' } } : verdict
    }
  }
  return null
}

/** One request with its photos, each photo once. What the server has forgotten meanwhile goes up again. */
export async function sendOne(job: Job, courier: Courier): Promise<Outcome> {
  for (let again = false; ; again = true) {
    const stopped = await uploadPhotos(job, courier)
    if (stopped) return stopped
    try {
      return { kind: 'done', answer: await courier.post(job) }
    } catch (cause) {
      const lost = cause instanceof ApiError && cause.code === 'cases.no_photo' && job.uploaded.length > 0
      if (!lost || again) return judge(cause, job.attempts)
      job.uploaded = []
    }
  }
}

/** The next one: in the order of being written, and never past an unsettled one about the same thing. */
export function nextOf(jobs: Job[], skipped: ReadonlySet<number> = new Set()): Job | null {
  const held = new Set<string>()
  for (const job of jobs) {
    if (job.state !== 'waiting' && job.state !== 'asks') continue
    const free = job.state === 'waiting' && !skipped.has(job.id) && !(job.about && held.has(job.about))
    if (free) return job
    if (job.about) held.add(job.about)
  }
  return null
}

/** What was decided after `done` and about the same thing was decided on what `done` has made of it. */
export function followers(jobs: Job[], done: Job, answer: unknown): Job[] {
  // Not the version of the answer: a request sent again is answered with what others have made of it since.
  const version = (answer as { taken_version?: unknown } | null)?.taken_version
  if (!done.about || typeof version !== 'number') return []
  return jobs.filter((job) => job.state === 'waiting' && job.id > done.id && job.about === done.about && job.body.version === done.body.version)
    .map((job) => ({ ...job, body: { ...job.body, version } }))
}

export const bodyOf = (job: Job): Record<string, unknown> => {
  if (!job.uploaded.length) return job.body
  const before = Array.isArray(job.body.photo_ids) ? job.body.photo_ids as string[] : []
  return { ...job.body, photo_ids: [...before, ...job.uploaded] }
}

/** The refusal as the form would have got it without a queue. */
export const asError = (trouble: Trouble): ApiError =>
  new ApiError('refused', trouble.status, trouble.code, trouble.text as Bilingual | null, trouble.faults, null, '', trouble.now ? { case: trouble.now } : null)

export interface Drained { outcome: Outcome | null; sent: number }

/**
 * Sends what waits until nothing is left or the way is closed. `settle` writes each outcome down before the next begins,
 * so that wherever this is cut off, the same requests go out again with the same keys.
 */
export async function drain(list: () => Promise<Job[]>, settle: (job: Job, outcome: Outcome) => Promise<void>, courier: Courier): Promise<Drained> {
  const skipped = new Set<number>()
  for (let sent = 0; ;) {
    const job = nextOf(await list(), skipped)
    if (!job) return { outcome: skipped.size ? { kind: 'skip' } : null, sent }
    const outcome = await sendOne(job, courier)
    await settle(job, outcome)
    if (outcome.kind === 'done') sent++
    if (outcome.kind === 'skip') skipped.add(job.id)
    if (outcome.kind === 'later') return { outcome, sent }
  }
}
