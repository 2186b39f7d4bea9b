import { ref, shallowRef } from 'vue'
import type { Case, Channel } from '@/api/types'
import { emptyPlace, hasPlace, type Place } from '@/modules/areas'
import { NoRoom, draftPhotos, dropDraftPhoto, photoHolder, sendOrKeep, vault } from '@/modules/offline'
import { useDraft } from '@/lib/draft'
import { randomKey } from '@/lib/random'
import { useSubmit } from '@/lib/submit'
import { createCase, uploadPhoto, type NewCase } from '../store'
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

export const emptyIntake = (channel: Channel): IntakeDraft => ({
  channel, matter: '', text: '', place: emptyPlace(), name: '', phone: '', photos: [], key: randomKey(),
})
export const draftName = (channel: Channel): string => `intake.${channel}`

const short = (text: string) => (text.length > 24 ? `${text.slice(0, 24)}…` : text)

export function useIntake(channel: Channel) {
  const { draft, clear } = useDraft<IntakeDraft>(draftName(channel), () => emptyIntake(channel))
  const holder = photoHolder(draftName(channel))
  const made = shallowRef<(Case & { secret: string }) | null>(null)
  const kept = ref(false)
  const fault = ref('')

  /** No room on the device, but a network: the photos that are there go up, and the report after them. */
  async function sendAtOnce(): Promise<void> {
    const photos = await draftPhotos(holder)
    const ids = [...draft.photos]
    for (const { picture } of photos) ids.push((await uploadPhoto(picture)).id)
    made.value = await createCase({ ...toCase(draft), photo_ids: ids })
    for (const { n } of photos) await dropDraftPhoto(holder, n)
  }
  async function send(): Promise<void> {
    if (!vault.value) { made.value = await createCase(toCase(draft)); return }
    const words = short(draft.text.trim())
    try {
      const sent = await sendOrKeep({
        kind: 'report', label: { zh: `上报：${words}`, en: `Report: ${words}` }, method: 'POST', path: '/cases',
        body: { ...toCase(draft) }, key: draft.key, seen: JSON.parse(JSON.stringify(draft)), photosFrom: holder,
      })
      if (sent.state === 'kept') kept.value = true
      else made.value = sent.answer as Case & { secret: string }
    } catch (cause) {
      if (!(cause instanceof NoRoom) || !navigator.onLine) throw cause
      await sendAtOnce()
    }
  }
  const { busy, error, submit } = useSubmit(async () => {
    fault.value = !draft.matter || !draft.text.trim() ? t.missing : !hasPlace(draft.place) ? t.needPlace : ''
    if (fault.value) return
    await send()
    clear()
  })
  return { draft, holder, fault, made, kept, busy, error, submit, again: () => { made.value = null; kept.value = false } }
}
