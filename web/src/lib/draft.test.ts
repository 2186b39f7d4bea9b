import { beforeEach, describe, expect, it } from 'vitest'
import { effectScope } from 'vue'
import { dropDrafts, ownDrafts, putDrafts, takeDrafts, useDraft, writeDraft } from './draft'

const open = () => effectScope().run(() => useDraft('t', () => ({ text: '', place: '' })))!

describe('useDraft', () => {
  beforeEach(() => { localStorage.clear(); ownDrafts('') })

  it('gives back what was typed before a reload', () => {
    open().draft.text = '路灯不亮'
    expect(open().draft).toEqual({ text: '路灯不亮', place: '' })
  })

  it('fills fields that an older draft did not have', () => {
    localStorage.setItem('linli.draft.t', JSON.stringify({ at: Date.now(), value: { text: 'a' } }))
    expect(open().draft).toEqual({ text: 'a', place: '' })
  })

  it('is empty after it was sent', async () => {
    const { draft, clear } = open()
    draft.text = 'sent'
    clear()
    await Promise.resolve()
    expect(draft.text).toBe('')
    expect(localStorage.getItem('linli.draft.t')).toBeNull()
  })

  it('forgets drafts older than two weeks and survives broken ones', () => {
    localStorage.setItem('linli.draft.t', JSON.stringify({ at: Date.now() - 15 * 86_400_000, value: { text: 'old' } }))
    expect(open().draft.text).toBe('')
    localStorage.setItem('linli.draft.t', '{broken')
    expect(open().draft.text).toBe('')
  })

  it('belongs to who wrote it: the next person at the screen begins empty', () => {
    ownDrafts('1')
    open().draft.text = '第一个人写的'
    ownDrafts('2')
    expect(open().draft.text).toBe('')
    ownDrafts('1')
    expect(open().draft.text).toBe('第一个人写的')
  })

  it('leaves the browser with its owner and comes back, but never over newer text', () => {
    ownDrafts('1')
    open().draft.text = '旧'
    const taken = takeDrafts('1')
    dropDrafts('1', Object.keys(taken))
    expect(Object.keys(localStorage)).toEqual([])
    putDrafts('1', taken)
    expect(open().draft.text).toBe('旧')
    dropDrafts('1', ['t'])
    writeDraft('t', { text: '新' })
    putDrafts('1', taken)
    expect(open().draft.text).toBe('新')
  })
})
