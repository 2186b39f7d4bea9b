import { describe, expect, it } from 'vitest'
import type { Field, FieldType } from '../store'
import { changesOf, fenOf, show, typedOf, valueOf, yuanOf } from './values'

const field = (type: FieldType, more: Partial<Field> = {}): Field => ({
  name: 'it', type, label: { zh: '它', en: 'It' }, help: { zh: '', en: '' }, unit: { zh: '', en: '' }, required: false, filter: true, listed: true, protected: false,
  computed: false, removed: false, may_write: true, max_length: null, level: '', target: '', choices: [{ code: 'own', label: { zh: '自有', en: 'Own' } }], purpose: { zh: '', en: '' }, basis: '', keep_months: null, ...more,
})

describe('money', () => {
  it('never passes through floating point', () => {
    expect(fenOf('1234.5')).toBe(123450)
    expect(fenOf('0.29')).toBe(29)
    expect(fenOf('1,000,000.01')).toBe(100000001)
    expect(fenOf('-3')).toBe(-300)
    expect(fenOf('1.234')).toBeNull()
    expect(fenOf('一百')).toBeNull()
    expect(yuanOf(29)).toBe('0.29')
    expect(yuanOf(-105)).toBe('-1.05')
  })
})

describe('values', () => {
  it('are shown with labels, units left to the page', () => {
    expect(show(field('choice'), 'own', {})).toBe('自有')
    expect(show(field('choices'), ['own', 'gone'], {})).toBe('自有、gone')
    expect(show(field('boolean'), false, {})).toBe('否')
    expect(show(field('area'), '7', { 7: '解放社区' })).toBe('解放社区')
    expect(show(field('decimal'), '1234.5', {})).toBe('1,234.5')
    expect(show(field('text'), undefined, {})).toBe('—')
  })
  it('go into a form and come back as they were', () => {
    for (const [type, value] of [['text', '字'], ['integer', 12], ['money', 123450], ['date', '2024-01-02'], ['boolean', true], ['choices', ['own']], ['area', '7']] as const) {
      expect(valueOf(field(type), typedOf(field(type), value as never, {}))).toEqual(value)
    }
    expect(valueOf(field('integer'), 'zwölf')).toBeUndefined()
  })
})

describe('changes', () => {
  const fields = [field('text', { name: 'a' }), field('decimal', { name: 'b' }), field('phone', { name: 'c', protected: true }), field('text', { name: 'd', may_write: false })]
  it('name only what differs, and keep protected values that were not typed again', () => {
    expect(changesOf(fields, { a: 'neu', b: '2.5', c: '', d: 'x' }, { a: 'alt', b: '2.5' })).toEqual({ values: { a: 'neu' }, bad: [] })
    expect(changesOf(fields, { a: '', b: '', c: '139' }, { a: 'alt', b: '2.5' })).toEqual({ values: { a: null, b: null, c: '139' }, bad: [] })
  })
  it('of a new record leave out what is empty and name what cannot be read', () => {
    expect(changesOf(fields, { a: 'x', b: 'y' }, null)).toEqual({ values: { a: 'x' }, bad: ['b'] })
  })
})
