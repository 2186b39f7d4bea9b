import { shallowRef, watch } from 'vue'
import type { Named } from '@/api/types'
import { fetchPublicMap } from '@/modules/areas'

/** A subdistrict, and perhaps a community of it; empty texts mean all. */
export interface AreaChosen { street: string; community: string }
export const emptyChoice = (): AreaChosen => ({ street: '', community: '' })

async function names(level: 'subdistrict' | 'community', area?: string): Promise<Named[]> {
  const map = await fetchPublicMap(level, area)
  return map.features.map((f) => ({ id: String(f.properties?.id ?? f.id), name: String(f.properties?.name ?? '') }))
}

/** The names to choose from, without signing in: those of the public outlines. */
export function useAreaNames(chosen: () => AreaChosen) {
  const streets = shallowRef<Named[]>([])
  const communities = shallowRef<Named[]>([])
  const failed = shallowRef(false)
  void names('subdistrict').then((found) => { streets.value = found }, () => { failed.value = true })
  watch(() => chosen().street, (street) => {
    communities.value = []
    if (!street) return
    void names('community', street).then((found) => { if (chosen().street === street) communities.value = found }, () => { failed.value = true })
  }, { immediate: true })
  return { streets, communities, failed }
}
