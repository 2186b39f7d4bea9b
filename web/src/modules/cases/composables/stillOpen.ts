import type { Job } from '@/modules/offline'

/** Steps after which the case is no longer in one's hands: nothing but a note can follow them unseen. */
const givesAway = ['dispatch', 'return', 'hand_on', 'done', 'verify', 'close', 'reopen']

/** What may still be chosen while steps of this case wait to be sent. */
export function stillOpen<S extends { step: string }>(steps: S[], pending: Job[]): S[] {
  if (!pending.length) return steps
  const taken = pending.map((job) => String(job.body.step ?? ''))
  if (taken.some((step) => givesAway.includes(step)) || pending.some((job) => job.state === 'asks')) return steps.filter((s) => s.step === 'note')
  return steps.filter((s) => s.step === 'note' || !taken.includes(s.step))
}
