import { dropDrafts, putDrafts, takeDrafts } from '@/lib/draft'
import { randomKey } from '@/lib/random'
import { fetchDeviceKey, setKeeper } from '../store'
import { runDay } from './day'
import { keeper } from './keep'
import { kick, readJobs, sayLeft, tidy } from './queue'
import { shelf, type Current } from './shelf'
import { canKeep, keeping, needsSignIn, shut, vault } from './state'
import { importKey, open, seal, type Vault } from './vault'

// Who this device is open for. Entering brings the key from the server; leaving takes it away, so that what stays behind
// (the queue, what was typed) can be read by nobody until the same person signs in again on this device.

const mark = 'linli.device'
const hourMs = 3_600_000
let turn: Promise<unknown> = Promise.resolve()
/** One after the other: a sign-out and a sign-in never cross. */
const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
  const result = turn.then(work, work)
  turn = result.catch(() => undefined)
  return result
}
const known = () => canKeep && localStorage.getItem(mark) !== null

function deviceId(): string {
  let id = localStorage.getItem(mark)
  if (!id) { id = randomKey(); localStorage.setItem(mark, id) }
  return id
}

/** Whether there was anybody whose things had to be put away. */
async function putAway(): Promise<boolean> {
  const current = await shelf.current()
  shut()
  if (!current) return false
  const drafts = takeDrafts(current.account)
  if (Object.keys(drafts).length) {
    await shelf.keep(current.owner, 'drafts', Date.now(), await seal(current, 'kept:drafts', drafts))
    dropDrafts(current.account, Object.keys(drafts))
  }
  await shelf.forget(current.owner)
  return true
}

async function openFor(own: Vault): Promise<void> {
  const drafts = await shelf.kept(own.owner, 'drafts')
  if (drafts) {
    putDrafts(own.account, await open(own, 'kept:drafts', drafts.sealed))
    await shelf.unkeep(own.owner, 'drafts')
  }
  vault.value = own
  needsSignIn.value = false
  await readJobs()
  await tidy()
  kick()
}

/** Usable until a working day after it was opened; a clock that jumped further than that proves nothing, so it closes. */
const usable = (current: { from: number; until: number }) => {
  const now = Date.now()
  return now < current.until && now > current.from - (current.until - current.from)
}

async function freshKey(account: string): Promise<Current> {
  const given = await fetchDeviceKey(deviceId())
  const from = Date.now()
  const current: Current = { id: 'current', account, owner: given.owner, key: await importKey(given.key), from, until: from + given.hours * hourMs }
  await shelf.setCurrent(current)
  return current
}

/**
 * Somebody is signed in, so says the server. `session` is kept for a start without a network; `keep`: what this person
 * reads is kept as well, for work without a signal.
 */
export const enter = (account: string, session: unknown, keep: boolean): Promise<void> => inTurn(async () => {
  if (!canKeep) return
  try {
    let current = await shelf.current()
    if (current && current.account !== account) { await putAway(); sayLeft(); current = undefined }
    if (!current || !usable(current) || Date.now() > (current.from + current.until) / 2) {
      const old = current
      current = await freshKey(account).catch((cause: unknown) => { if (old && usable(old)) return old; throw cause })
    }
    const own: Vault = { account, owner: current.owner, key: current.key }
    await shelf.keep(own.owner, 'session', Date.now(), await seal(own, 'kept:session', session)).catch(() => undefined)
    if (vault.value?.owner !== own.owner) await openFor(own)
    if (!keep) return
    keeping.value = true
    setKeeper(keeper)
    void runDay()
  } catch {
    // Without the key (a server of before, storage refused) pages work as they always did.
  }
})

/** The session as it was when there was a network, for who has not signed out here since. */
export const reenter = (): Promise<unknown> => inTurn(async () => {
  if (!known()) return null
  try {
    const current = await shelf.current()
    if (!current) return null
    if (!usable(current)) { await putAway(); return null }
    const own: Vault = { account: current.account, owner: current.owner, key: current.key }
    const kept = await shelf.kept(own.owner, 'session')
    if (!kept) return null
    const session = await open(own, 'kept:session', kept.sealed)
    keeping.value = true
    setKeeper(keeper)
    if (vault.value?.owner !== own.owner) await openFor(own)
    return session
  } catch {
    return null
  }
})

/** Nobody is signed in any more: by their own wish, or because the server says so. */
export const leave = (): Promise<void> => inTurn(async () => {
  if (!known()) return
  const left = await putAway().catch(() => { shut(); return true })
  if (left) sayLeft()
})
