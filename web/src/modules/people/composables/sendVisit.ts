import { NoRoom, sendOrKeep, vault } from '@/modules/offline'
import { addVisit } from '../store'

export interface VisitBody { person_id?: string; household_id?: string; plan_id?: string; on: string; way: string; outcome: string; note: string; idempotency_key: string }

/** Whose visit it is: visits of one go out in the order of being written. */
export const aboutOf = (of: { person_id?: string; household_id?: string }): string => `visit:${of.person_id ?? of.household_id ?? ''}`

/** A visit, through the queue where there is one; false: it is kept on the device and will be sent. */
export async function sendVisit(body: VisitBody, title: string): Promise<boolean> {
  try {
    if (vault.value) {
      const sent = await sendOrKeep({
        kind: 'visit', label: { zh: `走访：${title}`, en: `Visit: ${title}` }, method: 'POST', path: '/visits',
        body: { ...body }, key: body.idempotency_key, about: aboutOf(body),
      })
      return sent.state === 'sent'
    }
  } catch (cause) {
    if (!(cause instanceof NoRoom) || !navigator.onLine) throw cause
  }
  await addVisit(body)
  return true
}
