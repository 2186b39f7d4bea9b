import { describe, expect, it } from 'vitest'
import type { StepField } from '@/api/types'
import { bodyOf, limitText, momentText, startOf } from './stepFields'

const field = (name: string, kind: StepField['kind'], values: string[] = []): StepField =>
  ({ name, kind, label: { zh: name, en: name }, required: true, options: values.map((value) => ({ value, label: { zh: value, en: value } })) })

describe('fields of a step', () => {
  it('writes limits and moments as the API reads them', () => {
    expect(limitText('5', 'wd')).toBe('5wd')
    expect(limitText('', 'wd')).toBeUndefined()
    expect(momentText('2026-11-30T09:30')).toBe('2026-11-30T09:30:00+08:00')
  })

  it('sends what was filled, trimmed, and leaves the rest out', () => {
    const fields = [field('choice', 'choice', ['a', 'b']), field('reason', 'long_text'), field('part', 'part', ['1']), field('mark', 'rating')]
    expect(bodyOf(fields, { choice: 'a', reason: '  等材料 ', part: '1', mark: 0 })).toEqual({ choice: 'a', reason: '等材料', part: 1 })
  })

  it('judges nothing when nobody answered the call', () => {
    const fields = [field('reached', 'flag'), field('solved', 'flag'), field('rating', 'rating')]
    expect(bodyOf(fields, { reached: false, solved: true, rating: 5 })).toEqual({ reached: false })
    expect(bodyOf(fields, { reached: true, solved: false, rating: 2 })).toEqual({ reached: true, solved: false, rating: 2 })
  })

  it('takes the only option as chosen', () => {
    expect(startOf([field('part', 'part', ['3']), field('choice', 'choice', ['a', 'b'])])).toEqual({ part: '3' })
  })
})
