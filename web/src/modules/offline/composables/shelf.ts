import { ask, inTransaction, openDb } from '@/lib/idb'
import type { JobState } from '../types'
import type { Sealed, Vault } from './vault'

// The tables on the device. Nothing in them says whose they are or what they hold: an owner is a digest, the rest is sealed.

export interface Row { id: number; owner: string; state: JobState; sealed: Sealed }
interface PhotoRow { holder: string; n: number; owner: string; sealed: Sealed }
interface KeptRow { k: string; owner: string; at: number; sealed: Sealed }
/** `until` bounds how long a device without a network stays open. */
export interface Current extends Vault { id: 'current'; from: number; until: number }

let opened: Promise<IDBDatabase> | null = null

function database(): Promise<IDBDatabase> {
  opened ??= openDb('linli', 1, (db) => {
    db.createObjectStore('keys', { keyPath: 'id' })
    db.createObjectStore('jobs', { keyPath: 'id', autoIncrement: true }).createIndex('owner', 'owner')
    db.createObjectStore('photos', { keyPath: ['holder', 'n'] }).createIndex('holder', 'holder')
    db.createObjectStore('kept', { keyPath: 'k' }).createIndex('owner', 'owner')
  }).catch((cause: unknown) => { opened = null; throw cause })
  return opened
}

/** A browser may close the tables under us (a newer version, storage cleared): once more, with fresh ones. */
async function run<T>(stores: string[], mode: IDBTransactionMode, work: (t: IDBTransaction) => Promise<T> | T): Promise<T> {
  try {
    return await inTransaction(await database(), stores, mode, work)
  } catch (cause) {
    if (!(cause instanceof DOMException) || cause.name !== 'InvalidStateError') throw cause
    opened = null
    return inTransaction(await database(), stores, mode, work)
  }
}

const keptKey = (owner: string, path: string) => `${owner}|${path}`
const holderOf = (id: number) => `job:${id}`

async function move(t: IDBTransaction, from: string, to: string): Promise<number> {
  const photos = t.objectStore('photos')
  const rows = await ask(photos.index('holder').getAll(from)) as PhotoRow[]
  for (const [n, row] of rows.entries()) {
    photos.delete([row.holder, row.n])
    photos.put({ ...row, holder: to, n })
  }
  return rows.length
}

async function wipe(store: IDBObjectStore, index: string, value: string): Promise<void> {
  for (const key of await ask(store.index(index).getAllKeys(value))) store.delete(key)
}

export const shelf = {
  current: () => run(['keys'], 'readonly', (t) => ask(t.objectStore('keys').get('current') as IDBRequest<Current | undefined>)),
  setCurrent: (current: Current) => run(['keys'], 'readwrite', (t) => { t.objectStore('keys').put(current) }),
  /** The key goes, and with it everything that can be read again from the server. */
  forget: (owner: string) => run(['keys', 'kept'], 'readwrite', async (t) => {
    t.objectStore('keys').delete('current')
    const kept = t.objectStore('kept')
    for (const k of await ask(kept.index('owner').getAllKeys(owner))) if (k !== keptKey(owner, 'drafts')) kept.delete(k)
  }),

  jobs: (owner: string) => run(['jobs'], 'readonly', (t) => ask(t.objectStore('jobs').index('owner').getAll(owner) as IDBRequest<Row[]>)),
  /** The job and its photos, in one transaction: both are there or neither. */
  addJob: (row: Omit<Row, 'id'>, photosFrom?: string) => run(['jobs', 'photos'], 'readwrite', async (t) => {
    const id = await ask(t.objectStore('jobs').add(row)) as number
    if (photosFrom) await move(t, photosFrom, holderOf(id))
    return id
  }),
  putJob: (row: Row) => run(['jobs'], 'readwrite', (t) => { t.objectStore('jobs').put(row) }),
  /** Its photos go too, or back to where they came from. */
  dropJob: (id: number, photosTo?: string) => run(['jobs', 'photos'], 'readwrite', async (t) => {
    t.objectStore('jobs').delete(id)
    if (photosTo) await move(t, holderOf(id), photosTo)
    else await wipe(t.objectStore('photos'), 'holder', holderOf(id))
  }),
  dropPhotosOf: (id: number) => run(['photos'], 'readwrite', (t) => wipe(t.objectStore('photos'), 'holder', holderOf(id))),

  photos: (holder: string | number) => run(['photos'], 'readonly', async (t) =>
    (await ask(t.objectStore('photos').index('holder').getAll(typeof holder === 'number' ? holderOf(holder) : holder)) as PhotoRow[]).map((row) => ({ n: row.n, sealed: row.sealed }))),
  addPhoto: (holder: string, owner: string, sealed: Sealed) => run(['photos'], 'readwrite', async (t) => {
    const photos = t.objectStore('photos')
    const rows = await ask(photos.index('holder').getAll(holder)) as PhotoRow[]
    const n = rows.reduce((last, row) => Math.max(last, row.n), -1) + 1
    photos.put({ holder, n, owner, sealed })
    return n
  }),
  dropPhoto: (holder: string, n: number) => run(['photos'], 'readwrite', (t) => { t.objectStore('photos').delete([holder, n]) }),

  kept: (owner: string, path: string) => run(['kept'], 'readonly', (t) => ask(t.objectStore('kept').get(keptKey(owner, path)) as IDBRequest<KeptRow | undefined>)),
  hasKept: async (owner: string, path: string) => await run(['kept'], 'readonly', (t) => ask(t.objectStore('kept').count(keptKey(owner, path)))) > 0,
  keep: (owner: string, path: string, at: number, sealed: Sealed) => run(['kept'], 'readwrite', (t) => { t.objectStore('kept').put({ k: keptKey(owner, path), owner, at, sealed }) }),
  unkeep: (owner: string, path: string) => run(['kept'], 'readwrite', (t) => { t.objectStore('kept').delete(keptKey(owner, path)) }),
  /** Yesterday's things are no help today. */
  prune: (owner: string, before: number) => run(['kept'], 'readwrite', async (t) => {
    const kept = t.objectStore('kept')
    for (const row of await ask(kept.index('owner').getAll(owner)) as KeptRow[]) if (row.at < before && row.k !== keptKey(owner, 'drafts')) kept.delete(row.k)
  }),
  /** Makes room: what can be read again goes first. */
  clearKept: (owner: string) => run(['kept'], 'readwrite', async (t) => {
    const kept = t.objectStore('kept')
    for (const k of await ask(kept.index('owner').getAllKeys(owner))) if (k !== keptKey(owner, 'drafts') && k !== keptKey(owner, 'session')) kept.delete(k)
  }),
}
export type Shelf = typeof shelf
