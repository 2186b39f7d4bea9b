import { formatDate } from '@/lib/format'
import { say } from '@/lib/i18n'
import type { Field, Names, Value, Values } from '../store'
import { t } from '../texts'

/** What a form holds for one field, as the person types it. */
export type Typed = string | string[] | { id: string; name: string } | null
export type Form = Record<string, Typed>

const references = ['area', 'grid', 'body', 'record']
export const isReference = (field: Field): boolean => references.includes(field.type)
export const isNumber = (field: Field): boolean => ['integer', 'decimal', 'money'].includes(field.type)
export const isRange = (field: Field): boolean => isNumber(field) || field.type === 'date'

const pad = (n: number) => String(n).padStart(2, '0')

/** Fen as yuan, exactly: 123450 → "1234.50". */
export function yuanOf(fen: number): string {
  const whole = Math.trunc(Math.abs(fen) / 100)
  return `${fen < 0 ? '-' : ''}${whole}.${pad(Math.abs(fen) % 100)}`
}

/** Yuan as typed to fen, without floating point; null when it is no amount. */
export function fenOf(yuan: string): number | null {
  const m = /^(-?)(\d{1,12})(?:\.(\d{1,2}))?$/.exec(yuan.trim().replaceAll(',', ''))
  if (!m) return null
  const fen = Number(m[2]) * 100 + Number((m[3] ?? '').padEnd(2, '0'))
  return m[1] ? -fen : fen
}

const labelOf = (field: Field, code: string) => say(field.choices.find((c) => c.code === code)?.label) || code

export function show(field: Field, value: Value | undefined, names: Names): string {
  if (value === null || value === undefined || value === '') return '—'
  if (field.type === 'boolean') return value ? t.yes : t.no
  if (field.type === 'money') return Number(yuanOf(Number(value))).toLocaleString('en-US', { minimumFractionDigits: 2 })
  if (field.type === 'choice') return labelOf(field, String(value))
  if (Array.isArray(value)) return value.map((code) => labelOf(field, code)).join('、')
  if (field.type === 'date') return formatDate(String(value))
  if (isReference(field)) return names[String(value)] || '—'
  return isNumber(field) ? Number(value).toLocaleString('en-US', { maximumFractionDigits: 6 }) : String(value)
}

export function unitOf(field: Field): string {
  return say(field.unit) || (field.type === 'money' ? say({ zh: '元', en: 'yuan' }) : '')
}

export function typedOf(field: Field, value: Value | undefined, names: Names): Typed {
  if (field.type === 'choices') return Array.isArray(value) ? [...value] : []
  if (isReference(field)) return value ? { id: String(value), name: names[String(value)] ?? String(value) } : null
  if (value === null || value === undefined) return ''
  return field.type === 'money' ? yuanOf(Number(value)) : String(value)
}

/** What is sent for it; undefined when it cannot be read as the field's type. */
export function valueOf(field: Field, typed: Typed | undefined): Value | undefined {
  if (Array.isArray(typed)) return typed.length ? typed : null
  if (typed !== null && typeof typed === 'object') return typed.id
  const text = (typed ?? '').trim()
  if (!text) return null
  if (field.type === 'money') return fenOf(text) ?? undefined
  if (field.type === 'boolean') return text === 'true'
  if (field.type === 'integer' || field.type === 'decimal') {
    const number = Number(text.replaceAll(',', ''))
    return Number.isFinite(number) ? number : undefined
  }
  return text
}

const same = (a: Value | undefined, b: Value | undefined) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
/** Decimals are kept as text and sent as numbers. */
const kept = (field: Field, value: Value | undefined) => (field.type === 'decimal' && typeof value === 'string' ? Number(value) : value)

/**
 * The values of a form that differ from what is there. Protected fields that were left empty stay as they are:
 * their values are not in the page. `bad` names the fields that cannot be read.
 */
export function changesOf(fields: Field[], form: Form, before: Values | null): { values: Values; bad: string[] } {
  const values: Values = {}
  const bad: string[] = []
  for (const field of fields) {
    if (!field.may_write) continue
    const value = valueOf(field, form[field.name])
    if (value === undefined) bad.push(field.name)
    else if (value === null && (before === null || field.protected)) continue
    else if (before === null || field.protected || !same(kept(field, before[field.name]), value)) values[field.name] = value
  }
  return { values, bad }
}
