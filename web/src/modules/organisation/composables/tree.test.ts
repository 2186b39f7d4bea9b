import { describe, expect, it } from 'vitest'
import type { ChartBody } from '../store'
import { treeOf } from './tree'

const body = (id: string, over: string[] = []): ChartBody => ({
  id, name: id, kind: 'branch', kind_name: { zh: '支部', en: 'Branch' }, like: 'branch', established: true, areas: [], inside: true, members: null, full_members: null,
  founded_on: null, term_ends: null, from: '2026-01-01', posts: [],
  relations: over.map((o) => ({ id: `${o}-${id}`, relation: 'leads' as const, label: { zh: '领导', en: 'leads' }, over_id: o, over: o, document: '', from: '2026-01-01' })),
})
const shape = (nodes: ReturnType<typeof treeOf>): unknown => nodes.map((n) => (n.below.length ? [n.body.id, shape(n.below)] : n.body.id))

describe('treeOf', () => {
  it('puts each body under the one that leads it', () => {
    expect(shape(treeOf([body('street'), body('group', ['branch']), body('branch', ['street'])]))).toEqual([['street', [['branch', ['group']]]]])
  })
  it('leaves a body whose superior is not here at the top', () => {
    expect(shape(treeOf([body('branch', ['elsewhere'])]))).toEqual(['branch'])
  })
  it('shows every body once even when leading goes round', () => {
    expect(shape(treeOf([body('a', ['b']), body('b', ['a'])]))).toEqual([['a', ['b']]])
  })
})
