import { beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import { emptyPlace } from '@/modules/areas'
import { ApiError } from '@/api/error'
import * as store from '../store'
import { missing, toReport, useReport, type ReportDraft } from './useReport'

const draft = (change: Partial<ReportDraft> = {}): ReportDraft =>
  ({ matter: '7', text: ' 路灯不亮 ', place: { ...emptyPlace(), text: '3号楼' }, name: '', phone: '', photos: [], key: 'k', ...change })
const open = (slug: string | null = null) => effectScope().run(() => useReport(() => slug))!

beforeEach(() => localStorage.clear())

describe('missing', () => {
  it('asks for a place, words and a matter', () => {
    expect(Object.keys(missing(draft({ matter: '', text: ' ', place: emptyPlace() }), null))).toEqual(['place', 'text', 'matter'])
  })
  it('takes plain words as a place, so that no map is needed', () => expect(missing(draft(), null)).toEqual({}))
  it('needs no place after a grid’s QR code', () => expect(missing(draft({ place: emptyPlace() }), 'abc')).toEqual({}))
})

describe('toReport', () => {
  it('sends only what was given', () => {
    expect(toReport(draft(), null)).toEqual({ matter_id: '7', text: '路灯不亮', place: '3号楼', photo_ids: [], idempotency_key: 'k' })
  })
  it('sends a spot, an area and the slug together', () => {
    const place = { lon: 116.1, lat: 39.9, areaId: '5', areaText: 'x', text: '' }
    expect(toReport(draft({ place }), 'abc')).toMatchObject({ lon: 116.1, lat: 39.9, area_id: '5', grid_slug: 'abc' })
  })
})

describe('useReport', () => {
  it('keeps everything and the same key when sending fails, and sends again', async () => {
    const send = vi.spyOn(store, 'sendReport').mockRejectedValueOnce(new ApiError('offline'))
      .mockResolvedValueOnce({ number: 'N1', secret: 's', follow: '', due_at: null, grid: null, lead_name: null })
    const form = open('abc')
    form.draft.text = '路灯'
    form.draft.matter = '7'
    await form.submit()
    expect(form.error.value).toBeInstanceOf(ApiError)
    expect(form.draft.text).toBe('路灯')
    await form.submit()
    expect(form.receipt.value?.number).toBe('N1')
    expect(send.mock.calls[0]![0].idempotency_key).toBe(send.mock.calls[1]![0].idempotency_key)
    expect(JSON.parse(localStorage.getItem('linli.reports')!)[0]).toMatchObject({ number: 'N1', secret: 's' })
  })

  it('uses a new key for the next report', async () => {
    const send = vi.spyOn(store, 'sendReport').mockResolvedValue({ number: 'N', secret: 's', follow: '', due_at: null, grid: null, lead_name: null })
    const form = open('abc')
    for (const text of ['一', '二']) {
      form.again()
      Object.assign(form.draft, { text, matter: '7' })
      await form.submit()
    }
    expect(send.mock.calls[0]![0].idempotency_key).not.toBe(send.mock.calls[1]![0].idempotency_key)
  })

  it('gives back an unsent report after a reload', () => {
    open().draft.text = '垃圾'
    expect(open().restored.value).toBe(true)
  })
})
