import { ref, shallowRef } from 'vue'
import type { Case, Channel } from '@/api/types'
import { emptyPlace, hasPlace, type Place } from '@/modules/areas'
import { useDraft } from '@/lib/draft'
import { randomKey } from '@/lib/random'
import { useSubmit } from '@/lib/submit'
import { createCase, type NewCase } from '../store'
import { t } from '../texts'

export interface IntakeDraft {
  channel: Channel
  matter: string
  text: string
  place: Place
  name: string
  phone: string
  photos: string[]
  key: string
}

export function toCase(d: IntakeDraft): NewCase {
  const contact = { ...(d.name.trim() && { name: d.name.trim() }), ...(d.phone.trim() && { phone: d.phone.trim() }) }
  return {
    matter_id: d.matter,
    text: d.text.trim(),
    channel: d.channel,
    photo_ids: d.photos,
    idempotency_key: d.key,
    ...(d.place.areaId && { area_id: d.place.areaId }),
    ...(d.place.lon !== null && d.place.lat !== null && { lon: d.place.lon, lat: d.place.lat }),
    ...(d.place.text.trim() && { place: d.place.text.trim() }),
    ...(Object.keys(contact).length && { contact }),
  }
}

export function useIntake(channel: Channel) {
  const { draft, clear } = useDraft<IntakeDraft>(`intake.${channel}`, () => ({
    channel, matter: '', text: '', place: emptyPlace(), name: '', phone: '', photos: [], key: randomKey(),
  }))
  const made = shallowRef<(Case & { secret: string }) | null>(null)
  const fault = ref('')
  const { busy, error, submit } = useSubmit(async () => {
    fault.value = !draft.matter || !draft.text.trim() ? t.missing : !hasPlace(draft.place) ? t.needPlace : ''
    if (fault.value) return
    made.value = await createCase(toCase(draft))
    clear()
  })
  return { draft, fault, made, busy, error, submit, again: () => { made.value = null } }
}
