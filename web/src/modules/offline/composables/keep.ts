import { trueNow } from '@/lib/clock'
import type { Keeper } from '../store'
import { shelf } from './shelf'
import { keeping, keptSince, vault } from './state'
import { open, openBytes, seal, sealBytes } from './vault'

// Answers that a steward needs without a signal are kept on the device, sealed, and shown when the server does not answer.
// They never lie in the browser's own cache: the server forbids it (`no-store`).

const needed = [
  /^\/cases\?(?=.*\blist=mine\b)/, /^\/cases\/\d+$/, /^\/matters$/, /^\/public\/map\b/, /^\/map\b/, /^\/board\b/, /^\/grids\/\d+$/,
  /^\/desk\/items\?(?=.*\bkind=template\b)/, /^\/visits\b/,
]

const base = '/api/v1'
/** One name for one answer, in whatever order its parameters were written. */
function nameOf(target: string): string {
  const [path, query] = target.slice(base.length).split('?')
  return query ? `${path}?${query.split('&').sort().join('&')}` : path!
}

export const keeper: Keeper = {
  wants: (target) => keeping.value && vault.value !== null && needed.some((pattern) => pattern.test(nameOf(target))),
  async put(target, body) {
    const own = vault.value
    if (!own) return
    const name = nameOf(target)
    keptSince.value = null
    // A device without room keeps less; what is read now is on the screen anyway.
    await shelf.keep(own.owner, name, trueNow(), await seal(own, `kept:${name}`, body)).catch(() => undefined)
  },
  async has(target) {
    const own = vault.value
    return own ? shelf.hasKept(own.owner, nameOf(target)).catch(() => false) : false
  },
  async get(target) {
    const own = vault.value
    if (!own) return null
    const name = nameOf(target)
    const row = await shelf.kept(own.owner, name).catch(() => undefined)
    if (!row || vault.value !== own) return null
    return { body: await open(own, `kept:${name}`, row.sealed), at: row.at }
  },
  shown(at) { keptSince.value = keptSince.value === null ? at : Math.min(keptSince.value, at) },
}

/** A case that came as the answer of a step is the newest there is. */
export async function keepCase(answer: unknown): Promise<void> {
  const id = (answer as { id?: unknown; steps?: unknown } | null)?.id
  if (typeof id === 'string' && (answer as { steps?: unknown }).steps) await keeper.put(`${base}/cases/${id}`, answer)
}

export async function keepPicture(path: string, picture: Blob): Promise<void> {
  const own = vault.value
  if (own) await shelf.keep(own.owner, path, trueNow(), await sealBytes(own, `kept:${path}`, await picture.arrayBuffer())).catch(() => undefined)
}

export async function keptPicture(path: string): Promise<Blob | null> {
  const own = vault.value
  const row = own && await shelf.kept(own.owner, path).catch(() => undefined)
  return own && row ? new Blob([await openBytes(own, `kept:${path}`, row.sealed)], { type: 'image/jpeg' }) : null
}
