import { ref, watch, type Ref } from 'vue'
import type { Located } from '@/api/types'
import type { Spot } from '@/map'

/** What stands at a spot, asked for whenever the spot moves; late answers are dropped. */
export function useWhere(spot: Ref<Spot | null>, ask: (lon: number, lat: number, signal: AbortSignal) => Promise<Located>) {
  const located = ref<Located | null>(null)
  const busy = ref(false)
  const failed = ref(false)
  watch(spot, async (now, _old, onCleanup) => {
    located.value = null
    failed.value = false
    if (!now) return
    const stop = new AbortController()
    onCleanup(() => stop.abort())
    busy.value = true
    try {
      const answer = await ask(now.lon, now.lat, stop.signal)
      if (!stop.signal.aborted) located.value = answer
    } catch {
      if (!stop.signal.aborted) failed.value = true
    } finally {
      if (!stop.signal.aborted) busy.value = false
    }
  }, { immediate: true })
  return { located, busy, failed }
}

export const placeText = (l: Located | null): string =>
  l ? [l.subdistrict, l.community, l.courtyard].filter(Boolean).map((x) => x!.name).join(' / ') : ''
