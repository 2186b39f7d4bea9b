import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { api, setCsrf, setSignedOutHandler, url } from './client'
import { explain, faultOf, type ApiError } from './error'

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(body === null ? null : JSON.stringify(body), { status, headers })
const fetchMock = vi.fn<typeof fetch>()

beforeEach(() => { vi.useFakeTimers(); vi.stubGlobal('fetch', fetchMock); fetchMock.mockReset(); setCsrf('') })
afterEach(() => { vi.useRealTimers(); vi.unstubAllGlobals() })

async function settle<T>(promise: Promise<T>): Promise<T | ApiError> {
  const caught = promise.catch((e: ApiError) => e)
  await vi.runAllTimersAsync()
  return caught
}

describe('url', () => {
  it('leaves out what is not set and escapes the rest', () => {
    expect(url('/cases', { list: 'open', state: '', area: null, q: '路灯&x' })).toBe('/api/v1/cases?list=open&q=%E8%B7%AF%E7%81%AF%26x')
  })
})

describe('api', () => {
  it('sends the CSRF token with what changes something, never with reads', async () => {
    setCsrf('tok')
    fetchMock.mockImplementation(async () => answer(200, {}))
    await settle(api.get('/session'))
    await settle(api.post('/cases', { text: 'x' }))
    const headers = fetchMock.mock.calls.map((c) => (c[1]!.headers as Record<string, string>)['X-CSRF-Token'])
    expect(headers).toEqual([undefined, 'tok'])
  })

  it('reads again after 503 and gives the later answer', async () => {
    fetchMock.mockResolvedValueOnce(answer(503, null, { 'Retry-After': '1' })).mockResolvedValueOnce(answer(200, { n: 1 }))
    expect(await settle(api.get('/board'))).toEqual({ n: 1 })
  })

  it('never sends a write twice by itself', async () => {
    fetchMock.mockRejectedValue(new TypeError('network'))
    const error = await settle(api.post('/cases', {}))
    expect(fetchMock).toHaveBeenCalledTimes(1)
    expect((error as ApiError).kind).toBe('offline')
  })

  it('tells the faults of single fields with their remedy', async () => {
    fetchMock.mockResolvedValue(answer(422, { error: { code: 'cases.faults', message: { zh: '有误', en: 'Wrong' },
      faults: [{ field: 'phone', value: '12', reason: { zh: '号码太短', en: '' }, remedy: { zh: '请填 11 位', en: '' } }] } }))
    const error = await settle(api.post('/cases', {}))
    expect(explain(error)).toBe('有误')
    expect(faultOf(error, 'phone')).toBe('号码太短 请填 11 位')
    expect(faultOf(error, 'name')).toBe('')
  })

  it('says that the session is gone, but not after a wrong password', async () => {
    const gone = vi.fn()
    setSignedOutHandler(gone)
    fetchMock.mockResolvedValueOnce(answer(401, { error: { code: 'accounts.bad_login', message: { zh: '', en: '' } } }))
    await settle(api.post('/session', {}))
    expect(gone).not.toHaveBeenCalled()
    fetchMock.mockResolvedValueOnce(answer(401, { error: { code: 'accounts.not_signed_in', message: { zh: '', en: '' } } }))
    await settle(api.get('/cases'))
    expect(gone).toHaveBeenCalledOnce()
  })

  it('gives undefined for 204 and a clear error for an answer that is not JSON', async () => {
    fetchMock.mockResolvedValueOnce(answer(204, null)).mockResolvedValueOnce(new Response('<html>', { status: 200 }))
    expect(await settle(api.del('/session'))).toBeUndefined()
    expect(((await settle(api.get('/x'))) as ApiError).kind).toBe('broken')
  })
})
