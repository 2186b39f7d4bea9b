// @vitest-environment node
import { describe, expect, it } from 'vitest'
import type { Matter } from '@/api/types'
import { buildTree } from '../store'
import { bigrams, matches, suggest } from './suggest'

const matter = (id: string, zh: string, guide = '', parent: string | null = null): Matter => ({
  id, code: `M${id}`, parent_id: parent, name: { zh, en: '' }, class: 'component', guide: guide ? { zh: guide, en: '' } : null,
  respond_limit: null, limit: null, handler: 'grid', body: null, departments: '', diverts: false, source: '', open_to_residents: true, emergency: null, active: true,
})
const all = [matter('1', '路灯'), matter('2', '暴露垃圾', '垃圾桶满溢、垃圾成堆'), matter('3', '供水', '停水、水压低、水质'), matter('4', '路灯杆广告')]

describe('suggest', () => {
  it.each([
    ['我们楼下的路灯坏了三天', '路灯'],
    ['门口垃圾成堆没人管', '暴露垃圾'],
    ['又停水了', '供水'],
  ])('%s → %s', (text, name) => expect(suggest(text, all)[0]?.name.zh).toBe(name))
  it('puts the short name before the one that only contains it', () => {
    expect(suggest('路灯', all).map((m) => m.id)).toEqual(['1', '4'])
  })
  it('offers nothing rather than something wrong', () => expect(suggest('嗯', all)).toEqual([]))
})

describe('bigrams', () => {
  it('does not join across punctuation', () => expect([...bigrams('停水,急')]).toEqual(['停水']))
})

describe('matches', () => {
  it('wants every word', () => {
    expect(matches(all[1]!, '垃圾 满溢')).toBe(true)
    expect(matches(all[1]!, '垃圾 停水')).toBe(false)
  })
})

describe('buildTree', () => {
  it('keeps the given order and shows a child whose parent is missing at the top', () => {
    const tree = buildTree([matter('b', '乙'), matter('a', '甲'), matter('c', '丙', '', 'b'), matter('d', '丁', '', 'gone')])
    expect(tree.map((n) => n.matter.id)).toEqual(['b', 'a', 'd'])
    expect(tree[0]!.children.map((n) => n.matter.id)).toEqual(['c'])
  })
})
