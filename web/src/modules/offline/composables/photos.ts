import { isFull } from '@/lib/idb'
import { shelf } from './shelf'
import { shrink } from './shrink'
import { vault } from './state'
import { openBytes, sealBytes } from './vault'

/** Where the photos of a form lie until it is sent: of this person, for this form. */
export const photoHolder = (form: string): string => `${vault.value?.owner ?? ''}:${form}`

export async function draftPhotos(holder: string): Promise<{ n: number; picture: Blob }[]> {
  const own = vault.value
  if (!own) return []
  return Promise.all((await shelf.photos(holder)).map(async ({ n, sealed }) =>
    ({ n, picture: new Blob([await openBytes(own, 'photo', sealed)], { type: 'image/jpeg' }) })))
}

/** Throws QuotaExceededError when even without what can be read again there is no room. */
export async function keepDraftPhoto(holder: string, file: Blob): Promise<{ n: number; picture: Blob }> {
  const own = vault.value
  if (!own) throw new Error('nobody is signed in')
  const picture = await shrink(file)
  const sealed = await sealBytes(own, 'photo', await picture.arrayBuffer())
  try {
    return { n: await shelf.addPhoto(holder, own.owner, sealed), picture }
  } catch (cause) {
    if (!isFull(cause)) throw cause
    await shelf.clearKept(own.owner)
    return { n: await shelf.addPhoto(holder, own.owner, sealed), picture }
  }
}

export const dropDraftPhoto = (holder: string, n: number): Promise<void> => shelf.dropPhoto(holder, n)
