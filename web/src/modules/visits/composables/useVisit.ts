import { useDraft } from '@/lib/draft'
import { trueNow } from '@/lib/clock'
import { today } from '@/lib/format'
import { randomKey } from '@/lib/random'
import { NoRoom, sendOrKeep, vault } from '@/modules/offline'
import { addVisit, type NewVisit, type VisitDue, type VisitOutcome, type Way } from '../store'

export const nameOf = (item: VisitDue): string => item.person?.name ?? (item.household.names.join('、') || item.household.door)
export const aboutOf = (item: VisitDue): string => `visit:${item.person?.id ?? item.household.id}`

export interface VisitDraft { on: string; way: Way; outcome: VisitOutcome; note: string; key: string }

export function toVisit(item: VisitDue, d: VisitDraft): NewVisit {
  return {
    ...(item.person ? { person_id: item.person.id } : { household_id: item.household.id }),
    on: d.on, way: d.way, outcome: d.outcome, plan_id: item.plan_id, idempotency_key: d.key,
    ...(d.note.trim() && { note: d.note.trim() }),
  }
}

/** A visit by plan: sent, or kept on the phone (false) until there is a network. */
export function useVisit(item: VisitDue) {
  const { draft, clear } = useDraft<VisitDraft>(aboutOf(item), () => ({ on: today('+08:00', trueNow()), way: 'call', outcome: 'met', note: '', key: randomKey() }))
  async function send(): Promise<boolean> {
    const form = toVisit(item, draft)
    let sent = true
    try {
      if (vault.value) {
        const name = nameOf(item)
        sent = (await sendOrKeep({ kind: 'visit', label: { zh: `走访：${name}`, en: `Visit: ${name}` }, method: 'POST', path: '/visits', body: { ...form }, key: draft.key, about: aboutOf(item) })).state === 'sent'
      } else {
        await addVisit(form)
      }
    } catch (cause) {
      if (!(cause instanceof NoRoom) || !navigator.onLine) throw cause
      await addVisit(form)
    }
    clear()
    return sent
  }
  return { draft, send }
}
