// @vitest-environment node
import { describe, expect, it, vi } from 'vitest'
import { ApiError } from '@/api/error'
import type { Job, Outcome } from '../types'
import { asError, bodyOf, drain, followers, judge, nextOf, sendOne, type Courier } from './sender'

const job = (id: number, more: Partial<Job> = {}): Job => ({
  id, state: 'waiting', kind: 'step', label: { zh: '办结', en: 'Done' }, method: 'POST', path: '/cases/9/steps', body: { step: 'done', version: 4 },
  key: `key-${id}`, about: '', seen: null, photos: 0, uploaded: [], at: '2026-11-30T14:05:00+08:00', attempts: 0, trouble: null, done: null, ...more,
})
const refused = (status: number, code = '', body: unknown = null, wait: number | null = null) => new ApiError('refused', status, code, null, [], wait, '', body)
const courier = (more: Partial<Courier> = {}): Courier => ({
  photos: async (j) => Array.from({ length: j.photos }, (_, n) => new Blob([String(n)])),
  upload: async () => ({ id: 'p' }), post: async () => ({}), save: async () => {}, ...more,
})

describe('judge', () => {
  it.each<[string, ApiError, object]>([
    ['no network', new ApiError('offline'), { kind: 'later', why: 'offline' }],
    ['an answer that was cut off', new ApiError('broken', 200), { kind: 'later', why: 'busy' }],
    ['a server that is full', refused(503, '', null, 7), { kind: 'later', why: 'busy', wait: 7 }],
    ['a proxy without a server', refused(502), { kind: 'later', why: 'offline' }],
    ['a session that has ended', refused(401, 'accounts.sign_in_needed'), { kind: 'later', why: 'signin' }],
    ['a fault of the server', refused(500), { kind: 'skip' }],
    ['a changed case', refused(409, 'cases.stale', { case: { version: 6 } }), { kind: 'asks', trouble: { kind: 'conflict', now: { version: 6 } } }],
    ['wrong input', refused(422, 'cases.bad_report'), { kind: 'asks', trouble: { kind: 'refused', status: 422 } }],
  ])('%s', (_, cause, expected) => expect(judge(cause, 0)).toMatchObject(expected))

  it('asks a person after a server has failed at the same thing again and again', () => {
    expect(judge(refused(500), 5)).toMatchObject({ kind: 'asks', trouble: { kind: 'server' } })
  })
  it('does not hide our own mistakes', () => expect(() => judge(new TypeError('x'), 0)).toThrow(TypeError))
})

describe('sendOne', () => {
  it('sends photos first, each once, and goes on where it was cut off', async () => {
    const cut = job(1, { photos: 3, body: { text: 'x', photo_ids: ['old'] } })
    let n = 0
    const upload = vi.fn(async () => { if (n === 2) throw new ApiError('offline'); return { id: `p${n++}` } })
    expect(await sendOne(cut, courier({ upload }))).toMatchObject({ kind: 'later' })
    expect(cut.uploaded).toEqual(['p0', 'p1'])
    const sent: Job[] = []
    const again = vi.fn(async () => ({ id: 'p2' }))
    expect(await sendOne(cut, courier({ upload: again, post: async (j) => { sent.push(j); return {} } }))).toMatchObject({ kind: 'done' })
    expect(again).toHaveBeenCalledTimes(1)
    expect(bodyOf(sent[0]!)).toEqual({ text: 'x', photo_ids: ['old', 'p0', 'p1', 'p2'] })
  })

  it('sends the photos again when the server dropped them meanwhile, but only once', async () => {
    const upload = vi.fn(async () => ({ id: 'fresh' }))
    const post = vi.fn(async (j: Job) => { if (j.uploaded[0] === 'stale') throw refused(404, 'cases.no_photo'); return { id: '9' } })
    expect(await sendOne(job(1, { photos: 1, uploaded: ['stale'] }), courier({ upload, post }))).toEqual({ kind: 'done', answer: { id: '9' } })
    expect(upload).toHaveBeenCalledTimes(1)
    const never = await sendOne(job(1, { photos: 1, uploaded: ['a'] }), courier({ post: async () => { throw refused(404, 'cases.no_photo') } }))
    expect(never).toMatchObject({ kind: 'asks' })
  })

  it('says that it is a photo that was refused', async () => {
    const outcome = await sendOne(job(1, { photos: 1 }), courier({ upload: async () => { throw refused(415, 'cases.not_a_photo') } }))
    expect(outcome).toMatchObject({ kind: 'asks', trouble: { kind: 'photo', code: 'cases.not_a_photo' } })
  })
})

describe('the order', () => {
  it('is that of writing, and nothing passes an unsettled one about the same thing', () => {
    expect(nextOf([job(1, { about: 'case:9', state: 'asks' }), job(2, { about: 'case:9' }), job(3, { about: 'case:8' })])?.id).toBe(3)
    expect(nextOf([job(1, { state: 'sent', about: 'case:9' }), job(2, { about: 'case:9' })])?.id).toBe(2)
    expect(nextOf([job(1, { about: 'case:9', state: 'dropped' }), job(2, { about: 'case:9' })])?.id).toBe(2)
    expect(nextOf([])).toBeNull()
  })
  it('gives the second step the version that the first came to, not what others made of it since', () => {
    const list = [job(2, { about: 'case:9', body: { step: 'done', version: 4 } }), job(3, { about: 'case:8', body: { version: 4 } }), job(4, { about: 'case:9', body: { version: 7 } })]
    const first = job(1, { about: 'case:9', body: { step: 'accept', version: 4 } })
    expect(followers(list, first, { version: 9, taken_version: 5 }).map((j) => [j.id, j.body.version])).toEqual([[2, 5]])
    expect(followers(list, first, { version: 9 })).toEqual([])
  })
})

describe('drain', () => {
  /** A queue in memory, and what was asked of the server. */
  function queue(list: Job[], post: (j: Job) => Promise<unknown>) {
    const kept = new Map(list.map((j) => [j.id, j]))
    const asked: number[] = []
    const settle = async (j: Job, outcome: Outcome) => {
      const state = outcome.kind === 'done' ? 'sent' : outcome.kind === 'asks' ? 'asks' : j.state
      kept.set(j.id, { ...j, state, attempts: outcome.kind === 'skip' ? j.attempts + 1 : j.attempts })
    }
    return { kept, asked, run: () => drain(async () => [...kept.values()], settle, courier({ post: (j) => { asked.push(j.id); return post(j) } })) }
  }

  it('stops where the network ends and begins there again, with the same keys', async () => {
    let up = false
    const keys: string[] = []
    const q = queue([job(1), job(2), job(3)], async (j) => { keys.push(j.key); if (!up && j.id === 2) throw new ApiError('offline'); return {} })
    expect(await q.run()).toMatchObject({ sent: 1, outcome: { kind: 'later' } })
    up = true
    expect(await q.run()).toMatchObject({ sent: 2, outcome: null })
    expect(keys).toEqual(['key-1', 'key-2', 'key-2', 'key-3'])
    expect([...q.kept.values()].every((j) => j.state === 'sent')).toBe(true)
  })

  it('leaves what the server cannot do and what needs a person aside, and sends the rest', async () => {
    const q = queue([job(1, { about: 'a' }), job(2, { about: 'a' }), job(3), job(4)], async (j) => {
      if (j.id === 1) throw refused(409, 'cases.stale')
      if (j.id === 3) throw refused(500)
      return {}
    })
    expect(await q.run()).toMatchObject({ sent: 1, outcome: { kind: 'skip' } })
    expect(q.asked).toEqual([1, 3, 4])
    expect([...q.kept.values()].map((j) => j.state)).toEqual(['asks', 'waiting', 'waiting', 'sent'])
    expect(q.kept.get(3)?.attempts).toBe(1)
  })

  it('takes in what was added while it was sending', async () => {
    const q = queue([job(1)], async (j) => { if (j.id === 1) q.kept.set(2, job(2)); return {} })
    expect(await q.run()).toMatchObject({ sent: 2 })
  })
})

it('tells the form what the server said, as if there were no queue', () => {
  const told = asError({ kind: 'conflict', status: 409, code: 'cases.stale', text: { zh: '变了', en: 'changed' }, faults: [], now: { version: 6 } })
  expect([told.status, told.code, told.body]).toEqual([409, 'cases.stale', { case: { version: 6 } }])
})
