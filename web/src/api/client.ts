import { hearTime } from '@/lib/clock'
import { markOffline, markOnline } from '@/lib/online'
import { ApiError, type Fault } from './error'
import type { Bilingual } from '@/lib/i18n'

export type Params = Record<string, string | number | boolean | null | undefined>
export interface Options {
  signal?: AbortSignal
  headers?: Record<string, string>
  timeout?: number
}

const base = '/api/v1'
const retries = 2
let csrf = ''
let onSignedOut: () => void = () => {}

/** Keeps answers on this device and shows them when the server gives none. `target` is the whole address. */
export interface Keeper {
  wants: (target: string) => boolean
  put: (target: string, body: unknown) => Promise<void>
  has: (target: string) => Promise<boolean>
  get: (target: string) => Promise<{ body: unknown; at: number } | null>
  /** What is on view now was kept at that time. */
  shown: (at: number) => void
}
let keeper: Keeper | null = null
export function setKeeper(next: Keeper): void { keeper = next }

export function setCsrf(token: string): void { csrf = token }
/** Called when the server says that the session is gone. */
export function setSignedOutHandler(handler: () => void): void { onSignedOut = handler }

export function url(path: string, params: Params = {}): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    if (value !== null && value !== undefined && value !== '') query.set(name, String(value))
  }
  const text = query.toString()
  return `${base}${path}${text ? `?${text}` : ''}`
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function once(method: string, target: string, body: BodyInit | null, headers: Record<string, string>, o: Options): Promise<Response> {
  // Offices run browsers without AbortSignal.any, so the two reasons to stop are joined by hand.
  const stop = new AbortController()
  let late = false
  const timer = setTimeout(() => { late = true; stop.abort() }, o.timeout ?? 20_000)
  const passOn = () => stop.abort()
  o.signal?.addEventListener('abort', passOn)
  try {
    const response = await fetch(target, { method, body, headers, signal: stop.signal, credentials: 'same-origin' })
    markOnline()
    hearTime(response.headers.get('Date'))
    return response
  } catch (cause) {
    if (o.signal?.aborted) throw cause
    if (late) throw new ApiError('timeout')
    markOffline()
    throw new ApiError('offline')
  } finally {
    clearTimeout(timer)
    o.signal?.removeEventListener('abort', passOn)
  }
}

async function refusal(response: Response): Promise<ApiError> {
  const wait = Number(response.headers.get('Retry-After'))
  const body = (await response.json().catch(() => null)) as
    { error?: { code?: string; message?: Bilingual; faults?: Fault[]; request_id?: string } } | null
  const e = body?.error
  return new ApiError('refused', response.status, e?.code ?? '', e?.message ?? null, e?.faults ?? [],
    Number.isFinite(wait) && wait > 0 ? wait : null, e?.request_id ?? '', body)
}

/** Reading again is harmless, so a lost connection or a busy server is tried again; writing is left to the person. */
function mayRetry(method: string, error: ApiError): boolean {
  return method === 'GET' && (error.kind === 'timeout' || error.kind === 'offline' || error.status === 503)
}

/** What was kept of an answer, when the server gave none. */
async function keptAnswer(target: string, cause: ApiError): Promise<{ body: unknown } | null> {
  if (cause.kind === 'refused' && cause.status !== 502 && cause.status !== 504) return null
  const copy = await keeper?.get(target)
  if (copy) keeper?.shown(copy.at)
  return copy ?? null
}

async function request<T>(method: string, path: string, body: BodyInit | null, type: string, params: Params, o: Options): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json', ...o.headers }
  if (type) headers['Content-Type'] = type
  if (method !== 'GET' && csrf) headers['X-CSRF-Token'] = csrf
  const target = url(path, params)
  const keeps = method === 'GET' && keeper?.wants(target)
  // Whoever has a copy need not wait long for a line that hangs.
  if (keeps && !o.timeout && await keeper?.has(target)) o = { ...o, timeout: 6000 }
  for (let attempt = 0; ; attempt++) {
    try {
      const response = await once(method, target, body, headers, o)
      if (!response.ok) throw await refusal(response)
      if (response.status === 204) return undefined as T
      const answer = (await response.json().catch(() => { throw new ApiError('broken', response.status) })) as T
      if (keeps) void keeper?.put(target, answer)
      return answer
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      if (cause.status === 401 && cause.code !== 'accounts.bad_login') onSignedOut()
      const copy = keeps ? await keptAnswer(target, cause) : null
      if (copy) return copy.body as T
      if (attempt >= retries || !mayRetry(method, cause) || !navigator.onLine) throw cause
      await pause(Math.min((cause.retryAfter ?? 0) * 1000 || 400 * 2 ** attempt, 5000))
    }
  }
}

const json = <T>(method: string, path: string, body: unknown, o: Options) =>
  request<T>(method, path, body === undefined ? null : JSON.stringify(body), body === undefined ? '' : 'application/json', {}, o)

export const api = {
  request: <T>(method: string, path: string, body: unknown, o: Options = {}) => json<T>(method, path, body, o),
  get: <T>(path: string, params: Params = {}, o: Options = {}) => request<T>('GET', path, null, '', params, o),
  post: <T>(path: string, body?: unknown, o: Options = {}) => json<T>('POST', path, body, o),
  put: <T>(path: string, body?: unknown, o: Options = {}) => json<T>('PUT', path, body, o),
  patch: <T>(path: string, body?: unknown, o: Options = {}) => json<T>('PATCH', path, body, o),
  del: <T>(path: string, params: Params = {}, o: Options = {}) => request<T>('DELETE', path, null, '', params, o),
  upload: <T>(path: string, file: Blob, params: Params = {}, o: Options = {}) =>
    request<T>('POST', path, file, file.type || 'application/octet-stream', params, { timeout: 120_000, ...o }),
  /** A file that is shown or saved rather than read, with headers that a plain link cannot carry. */
  async blob(path: string, o: Options = {}): Promise<Blob> {
    const response = await once('GET', url(path), null, o.headers ?? {}, o)
    if (!response.ok) throw await refusal(response)
    return response.blob()
  },
}
