import { describe, expect, it } from 'vitest'
import type { Field, Kind } from '../store'
import { filtersOf, readQuery } from './useListQuery'

const field = (name: string, type: string, more: object = {}) => ({ name, type, filter: true, removed: false, ...more }) as unknown as Field
const kind = { fields: [field('mode', 'choice'), field('size', 'decimal'), field('name', 'text'), field('old', 'choice', { removed: true })] } as unknown as Kind

describe('the filters in the address', () => {
  it('are those of the declaration and the general ones', () => {
    expect(readQuery(kind, { mode: 'own', 'size.from': '3', q: '停水', areaName: '解放', old: 'x', size: '4', page: '2' })).toEqual({ mode: 'own', 'size.from': '3', q: '停水' })
  })
  it('wait for the declaration', () => { expect(readQuery(null, { mode: 'own', q: '停水' })).toEqual({ q: '停水' }) })
  it('offer what can be chosen or bounded', () => { expect(filtersOf(kind).map((f) => f.name)).toEqual(['mode', 'size']) })
})
