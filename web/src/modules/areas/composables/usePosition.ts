import { ref } from 'vue'
import type { Spot } from '@/map'

export type PositionTrouble = '' | 'insecure' | 'denied' | 'unavailable'

/** The phone's own position, asked for once and only when the person says so. Browsers give it on HTTPS only. */
export function usePosition() {
  const busy = ref(false)
  const trouble = ref<PositionTrouble>('')

  function ask(): Promise<Spot | null> {
    trouble.value = ''
    if (!window.isSecureContext || !navigator.geolocation) {
      trouble.value = 'insecure'
      return Promise.resolve(null)
    }
    busy.value = true
    return new Promise((resolve) => {
      navigator.geolocation.getCurrentPosition(
        (p) => { busy.value = false; resolve({ lon: p.coords.longitude, lat: p.coords.latitude }) },
        (e) => { busy.value = false; trouble.value = e.code === e.PERMISSION_DENIED ? 'denied' : 'unavailable'; resolve(null) },
        { enableHighAccuracy: true, timeout: 10_000, maximumAge: 30_000 },
      )
    })
  }
  return { busy, trouble, ask }
}
