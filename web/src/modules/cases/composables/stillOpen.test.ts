// @vitest-environment node
import { describe, expect, it } from 'vitest'
import type { Job } from '@/modules/offline'
import { stillOpen } from './stillOpen'

const steps = ['accept', 'return', 'done', 'note'].map((step) => ({ step }))
const waits = (step: string, state = 'waiting') => ({ state, body: { step } }) as unknown as Job
const names = (pending: Job[]) => stillOpen(steps, pending).map((s) => s.step)

describe('stillOpen', () => {
  it.each<[string, Job[], string[]]>([
    ['everything while nothing waits', [], ['accept', 'return', 'done', 'note']],
    ['the rest after an acceptance that waits', [waits('accept')], ['return', 'done', 'note']],
    ['only a note once it is said to be done', [waits('accept'), waits('done')], ['note']],
    ['only a note while one of them needs a decision', [waits('accept', 'asks')], ['note']],
    ['a second note beside the first', [waits('note')], ['accept', 'return', 'done', 'note']],
  ])('offers %s', (_, pending, expected) => expect(names(pending)).toEqual(expected))
})
