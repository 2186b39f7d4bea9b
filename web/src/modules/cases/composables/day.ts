import { fetchPublicMap, ownOutlines } from '@/modules/areas'
import { useSession } from '@/modules/accounts'
import { useMatters } from '@/modules/catalogue'
import { keepPicture } from '@/modules/offline'
import { today } from '@/lib/format'
import { fetchCase, fetchCases, fetchPhotoThumb } from '../store'

/** Reads what a day outdoors needs: the own list, each case of it with its pictures, the maps around, the matters. */
export async function keepMyDay(): Promise<void> {
  const list = await fetchCases({ list: 'mine' }, null)
  await useMatters().load(true)
  await fetchPublicMap('community', null)
  await ownOutlines(today(useSession().offset))
  const around = new Set<string>()
  for (const one of list.items) {
    const full = await fetchCase(one.id)
    for (const photo of full.photos ?? []) {
      const picture = await fetchPhotoThumb(photo.id).catch(() => null)
      if (picture) await keepPicture(`/photos/${photo.id}/thumb`, picture)
    }
    const community = full.area_path?.find((a) => a.level === 'community')
    if (community && full.lon !== null) around.add(community.id)
  }
  for (const id of around) await fetchPublicMap('courtyard', id)
}
