import { ref } from 'vue'
import { emptyPlace, hasPlace, type Place } from '@/modules/areas'
import { useDraft } from '@/lib/draft'
import { randomKey } from '@/lib/random'
import { useSubmit } from '@/lib/submit'
import { sendReport, type Receipt, type Report } from '../store'
import { t } from '../texts'
import { useMyReports } from './useMyReports'

export interface ReportDraft {
  matter: string
  text: string
  place: Place
  name: string
  phone: string
  photos: string[]
  /** The same key for every try of one report: a lost answer never makes two cases. */
  key: string
}

const empty = (): ReportDraft => ({ matter: '', text: '', place: emptyPlace(), name: '', phone: '', photos: [], key: randomKey() })

export function toReport(d: ReportDraft, slug: string | null): Report {
  const { place } = d
  return {
    matter_id: d.matter,
    text: d.text.trim(),
    photo_ids: d.photos,
    idempotency_key: d.key,
    ...(place.lon !== null && place.lat !== null && { lon: place.lon, lat: place.lat }),
    ...(place.areaId && { area_id: place.areaId }),
    ...(slug && { grid_slug: slug }),
    ...(place.text.trim() && { place: place.text.trim() }),
    ...(d.name.trim() && { name: d.name.trim() }),
    ...(d.phone.trim() && { phone: d.phone.trim() }),
  }
}

/** What is still missing, in the order of the page. */
export function missing(d: ReportDraft, slug: string | null): { place?: string; text?: string; matter?: string } {
  return {
    ...(!slug && !hasPlace(d.place) && { place: t.needPlace }),
    ...(d.text.trim() === '' && { text: t.needText }),
    ...(d.matter === '' && { matter: t.needMatter }),
  }
}

export function useReport(slug: () => string | null) {
  const { draft, clear } = useDraft('report', empty, { open: true })
  const mine = useMyReports()
  const restored = ref(draft.text !== '' || draft.matter !== '')
  const faults = ref<ReturnType<typeof missing>>({})
  const receipt = ref<Receipt | null>(null)

  const { busy, error, submit } = useSubmit(async () => {
    faults.value = missing(draft, slug())
    if (Object.keys(faults.value).length) return
    const answer = await sendReport(toReport(draft, slug()))
    mine.add({ number: answer.number, secret: answer.secret, title: draft.text.trim().slice(0, 40), at: new Date().toISOString() })
    clear()
    restored.value = false
    receipt.value = answer
  })
  function again(): void { receipt.value = null }
  function drop(): void { clear(); restored.value = false }
  return { draft, restored, faults, receipt, busy, error, submit, again, drop }
}
