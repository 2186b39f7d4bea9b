import { beforeEach, describe, expect, it } from 'vitest'
import { effectScope } from 'vue'
import { useDraft } from './draft'

const open = () => effectScope().run(() => useDraft('t', () => ({ text: '', place: '' })))!

describe('useDraft', () => {
  beforeEach(() => localStorage.clear())

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
})
