import { defineTexts, say, type Bilingual } from '@/lib/i18n'

export interface Fault {
  field: string | null
  row?: number | null
  value?: string | null
  reason: Bilingual
  remedy?: Bilingual | null
}

const t = defineTexts({
  offline: '没有网络连接。填写的内容已留在本机，连上后再试。',
  timeout: '服务器没有及时回应，请稍后再试。',
  broken: '服务器的回答不完整，请稍后再试。',
}, {
  offline: 'No network. What you typed is kept on this device; try again when connected.',
  timeout: 'The server did not answer in time; please try again.',
  broken: 'The answer of the server was incomplete; please try again.',
})

/** Why a request gave no answer to use. `status` is 0 when none came at all. */
export class ApiError extends Error {
  constructor(
    readonly kind: 'offline' | 'timeout' | 'broken' | 'refused',
    readonly status = 0,
    readonly code = '',
    readonly text: Bilingual | null = null,
    readonly faults: Fault[] = [],
    readonly retryAfter: number | null = null,
    readonly requestId = '',
    readonly body: unknown = null,
  ) {
    super(text?.zh ?? code ?? kind)
  }
}

/** A sentence for the person at the screen, in their language. */
export function explain(error: unknown): string {
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error)
  if (error.kind !== 'refused') return t[error.kind]
  return say(error.text) || `${error.status} ${error.code}`
}

/** What is wrong with one field and how to put it right, or an empty text. */
export function faultOf(error: unknown, field: string): string {
  if (!(error instanceof ApiError)) return ''
  const fault = error.faults.find((f) => f.field === field)
  if (!fault) return ''
  return [say(fault.reason), say(fault.remedy)].filter(Boolean).join(' ')
}
