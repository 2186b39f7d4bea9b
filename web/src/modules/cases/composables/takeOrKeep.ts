import type { Case } from '@/api/types'
import type { Bilingual } from '@/lib/i18n'
import { randomKey } from '@/lib/random'
import { NoRoom, sendOrKeep, vault } from '@/modules/offline'
import { takeStep, type StepForm } from '../store'

/** What somebody saw when they decided: enough to show afterwards what has happened since. */
export interface SeenCase { number: string; title: string; version: number; hops: number }

export const seenOf = (item: Case): SeenCase => ({ number: item.number, title: item.title, version: item.version, hops: item.hops?.length ?? 0 })

/** Takes a step, through the queue where there is one; null: it is kept on the device and will be sent. */
export async function takeOrKeep(item: Case, form: StepForm, label: Bilingual): Promise<Case | null> {
  if (!vault.value) return takeStep(item.id, form)
  const name = item.title ?? item.number
  try {
    const sent = await sendOrKeep({
      kind: 'step', label: { zh: `${label.zh}：${name}`, en: `${label.en}: ${name}` }, method: 'POST', path: `/cases/${item.id}/steps`,
      body: { ...form }, key: randomKey(), about: `case:${item.id}`, seen: seenOf(item),
    })
    return sent.state === 'sent' ? sent.answer as Case : null
  } catch (cause) {
    if (!(cause instanceof NoRoom) || !navigator.onLine) throw cause
    return takeStep(item.id, form)
  }
}

/** What somebody wrote with a step that no longer fits: as a note it is not lost. Empty when they wrote nothing. */
export const asNote = (job: { body: Record<string, unknown> }): string =>
  [job.body.result, job.body.reason, job.body.note].filter((text): text is string => typeof text === 'string' && text.trim() !== '').join('\n').slice(0, 2000)
