import type { ApiError } from '@/api/error'
import { stamp } from '@/lib/clock'
import { isFull } from '@/lib/idb'
import { sendJob, uploadPhoto } from '../store'
import { t } from '../texts'
import type { Job, JobState, Outcome, Send } from '../types'
import { keepCase } from './keep'
import { asError, drain, followers } from './sender'
import { shelf, type Row } from './shelf'
import { canKeep, jobs, needsSignIn, sending, shut, vault } from './state'
import { open, openBytes, seal, type Vault } from './vault'

// The queue as pages use it. One tab sends at a time (a lock of the browser); all tabs hear what became of it.

type Said = { type: 'changed' } | { type: 'outcome'; id: number; outcome: Outcome } | { type: 'left' }
const air = canKeep && typeof BroadcastChannel !== 'undefined' ? new BroadcastChannel('linli.queue') : null
const hearing = new Map<number, (outcome: Outcome) => void>()
let onLeft: () => void = () => {}
const dayMs = 86_400_000

export class NoRoom extends Error {
  constructor() { super(t.noRoom) }
}

async function toNewRow(own: Vault, job: Omit<Job, 'id'>): Promise<Omit<Row, 'id'>> {
  const { state, ...rest } = job
  return { owner: own.owner, state, sealed: await seal(own, 'job', rest) }
}
async function toRow(own: Vault, job: Job): Promise<Row> {
  const { id, ...rest } = job
  return { id, ...await toNewRow(own, rest) }
}

export async function readJobs(): Promise<Job[]> {
  const own = vault.value
  if (!own) { jobs.value = []; return [] }
  const rows = await shelf.jobs(own.owner)
  const found = await Promise.all(rows.map(async (row): Promise<Job> =>
    ({ ...await open<Omit<Job, 'id' | 'state'>>(own, 'job', row.sealed), id: row.id, state: row.state })))
  if (vault.value === own) jobs.value = found
  return found
}

async function save(job: Job): Promise<void> {
  const own = vault.value
  if (own) await shelf.putJob(await toRow(own, job))
}

async function changed(): Promise<void> {
  air?.postMessage({ type: 'changed' } satisfies Said)
  await readJobs()
}

export async function setState(job: Job, state: JobState): Promise<void> {
  await save({ ...job, state, trouble: state === 'waiting' ? null : job.trouble, attempts: 0 })
  await changed()
  if (state === 'waiting') kick()
}

/** Puts a job back into the line with another body: a new decision, hence a new key. */
export async function decideAgain(job: Job, change: Partial<Pick<Job, 'body' | 'key' | 'label' | 'seen'>>): Promise<void> {
  await save({ ...job, ...change, state: 'waiting', trouble: null, attempts: 0 })
  await changed()
  kick()
}

/** The photos cannot be used: the words go without them. */
export async function sendWithoutPhotos(job: Job): Promise<void> {
  await shelf.dropPhotosOf(job.id)
  await save({ ...job, photos: 0, uploaded: [], state: 'waiting', trouble: null, attempts: 0 })
  await changed()
  kick()
}

export async function removeJob(id: number, photosTo?: string): Promise<void> {
  await shelf.dropJob(id, photosTo)
  await changed()
}

async function makeRoom<T>(own: Vault, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (!isFull(cause)) throw cause
    await shelf.clearKept(own.owner)
  }
  try {
    return await work()
  } catch (cause) {
    throw isFull(cause) ? new NoRoom() : cause
  }
}

export async function enqueue(send: Send): Promise<number> {
  const own = vault.value
  if (!own) throw new Error('nobody is signed in')
  const photos = send.photosFrom ? (await shelf.photos(send.photosFrom)).length : 0
  const job: Omit<Job, 'id'> = {
    state: 'waiting', kind: send.kind, label: send.label, method: send.method, path: send.path, body: send.body, key: send.key,
    about: send.about ?? '', seen: send.seen ?? null, photos, uploaded: [], at: stamp(), attempts: 0, trouble: null, done: null,
  }
  const row = await toNewRow(own, job)
  const id = await makeRoom(own, () => shelf.addJob(row, send.photosFrom))
  // The browser may throw away what nobody asked it to keep.
  void navigator.storage?.persist?.()
  await changed()
  return id
}

async function settle(job: Job, outcome: Outcome): Promise<void> {
  if (outcome.kind === 'done') {
    const answer = outcome.answer as { id?: unknown; number?: unknown } | null
    const done = { id: String(answer?.id ?? ''), number: String(answer?.number ?? '') }
    for (const next of followers(await readJobs(), job, outcome.answer)) await save(next)
    await save({ ...job, state: 'sent', trouble: null, done, seen: null })
    await shelf.dropPhotosOf(job.id)
    if (job.kind === 'report' || job.kind === 'step') await keepCase(outcome.answer)
  } else if (outcome.kind === 'asks') {
    await save({ ...job, state: 'asks', trouble: outcome.trouble })
  } else if (outcome.kind === 'skip') {
    await save({ ...job, attempts: job.attempts + 1 })
  }
  hearing.get(job.id)?.(outcome)
  air?.postMessage({ type: 'outcome', id: job.id, outcome } satisfies Said)
  await changed()
}

let timer: ReturnType<typeof setTimeout> | undefined
let running = false
let again = false
let failures = 0

/** Sends what waits, now or after a while. */
export function kick(after = 0): void {
  clearTimeout(timer)
  timer = setTimeout(() => { void run() }, after)
}

async function locked(work: () => Promise<void>): Promise<void> {
  if (navigator.locks) await navigator.locks.request('linli.sender', work)
  else await work()
}

async function run(): Promise<void> {
  if (running) { again = true; return }
  const own = vault.value
  if (!own) return
  running = true
  let wait = 0
  try {
    await locked(async () => {
      if (vault.value !== own || !(await readJobs()).some((job) => job.state === 'waiting')) return
      sending.value = true
      const { outcome } = await drain(
        async () => (vault.value === own ? readJobs() : []), settle,
        { photos: photosOf, upload: uploadPhoto, post: (job) => sendJob(job, own.account), save })
      failures = outcome ? failures + 1 : 0
      needsSignIn.value = outcome?.kind === 'later' && outcome.why === 'signin'
      if (outcome && !needsSignIn.value) wait = outcome.kind === 'later' && outcome.wait ? outcome.wait : Math.min(60, 2 ** failures)
      if (outcome?.kind === 'later') for (const hear of hearing.values()) hear(outcome)
    })
  } catch {
    // What went wrong on the device itself (tables closed, no room to write an outcome down) is tried again: same keys.
    wait = Math.min(60, 2 ** ++failures)
  } finally {
    sending.value = false
    running = false
    if (again) { again = false; kick() } else if (wait) kick(wait * 1000)
  }
}

async function photosOf(job: Job): Promise<Blob[]> {
  const own = vault.value
  if (!own) return []
  return Promise.all((await shelf.photos(job.id)).map(async ({ sealed }) => new Blob([await openBytes(own, 'photo', sealed)], { type: 'image/jpeg' })))
}

export type Sent = { state: 'sent'; answer: unknown } | { state: 'kept'; id: number }

/**
 * Writes a request down, then sends it. Gives the answer when it comes soon, `kept` when it will be sent later by itself,
 * and throws what the server refuses, as if there were no queue: whoever is at the form can put it right there.
 */
export async function sendOrKeep(send: Send, patience = 8000): Promise<Sent> {
  const id = await enqueue(send)
  if (!navigator.onLine) { kick(2000); return { state: 'kept', id } }
  let hear: (outcome: Outcome) => void = () => {}
  const heard = new Promise<Outcome>((resolve) => { hear = resolve; hearing.set(id, hear) })
  failures = 0
  kick()
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), patience))
  const outcome = await Promise.race([heard, late]).finally(() => hearing.delete(id))
  if (outcome?.kind === 'done') return { state: 'sent', answer: outcome.answer }
  if (outcome?.kind !== 'asks') return { state: 'kept', id }
  await removeJob(id, send.photosFrom)
  throw asError(outcome.trouble) as ApiError
}

/** What is over is shown for a day, then goes. By the order of things, not by the clock, when there are many. */
export async function tidy(): Promise<void> {
  const over = (await readJobs()).filter((job) => job.state === 'sent' || job.state === 'dropped')
  const now = Date.parse(stamp())
  for (const [i, job] of over.reverse().entries()) {
    if (i >= 50 || Math.abs(now - Date.parse(job.at)) > 2 * dayMs) await shelf.dropJob(job.id)
  }
}

export function sayLeft(): void { air?.postMessage({ type: 'left' } satisfies Said) }
/** Somebody signed out in another tab. */
export function whenLeft(handler: () => void): void { onLeft = handler }

if (air) {
  air.onmessage = (event: MessageEvent<Said>) => {
    const said = event.data
    if (said.type === 'left') { shut(); onLeft() }
    else if (said.type === 'outcome') hearing.get(said.id)?.(said.outcome)
    else void readJobs()
  }
  const soon = () => { failures = 0; kick() }
  window.addEventListener('online', soon)
  document.addEventListener('visibilitychange', () => { if (!document.hidden) soon() })
}
