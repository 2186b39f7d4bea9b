// @vitest-environment node
import { describe, expect, it } from 'vitest'
import type { Defaults, Plan } from '../store'
import { formFor, shifted, toForm } from './planForm'

const defaults = {
  threshold: { value: 300, source: { zh: '', en: '' } }, upper: { value: 400, source: { zh: '', en: '' } }, split_above: { value: 0, source: { zh: '', en: '' } },
  order: ['moved', 'excess', 'mixing', 'compactness'], order_choices: [], standing_alone: ['居民小组'], kinds: [], barrier_kinds: [], roads: { narrow: 20, widest: 40, source: { zh: '', en: '' }, row: 'R072' }, review: { every_months: 12, source: { zh: '', en: '' }, row: 'R053', last: null, due: null, come: false, open: null }, seconds: 10, today: '2026-11-22',
} as Defaults

describe('formFor', () => {
  it('begins with the defaults of the model', () => {
    expect(formFor(defaults, null)).toMatchObject({ name: '', as_of: '2026-11-22', threshold: 300, upper: 400, standing_alone: ['居民小组'], order: defaults.order, narrow_road: 20, widest_road: 40 })
  })
  it('begins with an existing plan, without sharing its lists', () => {
    const plan = {
      name: '甲案', note: '', as_of: '2026-10-01', areas: [{ id: '5', name: '东关街道', level: 'subdistrict' }],
      rules: { threshold: 280, upper: 420, standing_alone: [], order: ['excess', 'moved'], together: [[{ id: '1', name: 'a' }, { id: '2', name: 'b' }]], apart: [], crossable: ['road'] },
    } as unknown as Plan
    const form = formFor(defaults, plan)
    expect(form).toMatchObject({ threshold: 280, upper: 420, standing_alone: [], crossable: ['road'], areas: [{ id: '5', name: '东关街道' }] })
    form.order.push('mixing')
    form.together[0]!.pop()
    expect(plan.rules.order).toEqual(['excess', 'moved'])
    expect(plan.rules.together[0]).toHaveLength(2)
  })
})

describe('toForm', () => {
  it('sends ids, and leaves out groups that are not groups yet', () => {
    const draft = { ...formFor(defaults, null), touched: true, name: ' 甲案 ', areas: [{ id: '5', name: 'x' }], together: [[{ id: '1', name: 'a' }, { id: '2', name: 'b' }], [{ id: '3', name: 'c' }], []] }
    expect(toForm(draft)).toMatchObject({ name: '甲案', area_ids: ['5'], rules: { together: [['1', '2']], apart: [] } })
    expect(toForm(draft)).not.toHaveProperty('touched')
  })
})

describe('shifted', () => {
  it.each([[0, 1, 'bac'], [2, -1, 'acb'], [0, -1, 'abc'], [2, 1, 'abc']] as const)('entry %d by %d', (at, by, text) =>
    expect(shifted(['a', 'b', 'c'], at, by).join('')).toBe(text))
})
