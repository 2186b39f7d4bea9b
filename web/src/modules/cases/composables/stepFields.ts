import type { StepField, StepName } from '@/api/types'

/** The steps that the panel of daily work shows; all others stand under "more steps". */
export const dailySteps: StepName[] = ['dispatch', 'accept', 'return', 'hand_on', 'done', 'verify', 'close', 'reopen', 'note']

/** `5` and `wd` → `5wd`; nothing while the amount is none. */
export const limitText = (amount: string | number, unit: string): string | undefined =>
  Number(amount) > 0 ? `${Math.floor(Number(amount))}${unit}` : undefined

/** What a datetime-local input holds, in the time of the district (China keeps one zone). */
export const momentText = (local: string): string | undefined => (local ? `${local.length === 16 ? `${local}:00` : local}+08:00` : undefined)

/** What is sent: texts trimmed, empty ones left out, numbers as numbers. */
export function bodyOf(fields: StepField[], values: Record<string, unknown>): Record<string, unknown> {
  const body: Record<string, unknown> = {}
  for (const { name, kind } of fields) {
    const value = values[name]
    if (kind === 'flag') { body[name] = value === true; continue }
    const text = typeof value === 'string' ? value.trim() : value
    if (text === undefined || text === '' || text === null) continue
    if (kind === 'rating') { if (Number(text) > 0) body[name] = Number(text); continue }
    body[name] = kind === 'part' ? Number(text) : text
  }
  if (body.reached === false) { delete body.solved; delete body.rating }
  return body
}

/** Where the form begins: one option is taken as chosen, a call is taken as answered. */
export function startOf(fields: StepField[]): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const f of fields) {
    if ((f.kind === 'part' || f.kind === 'choice') && f.options.length === 1) values[f.name] = f.options[0]!.value
    if (f.name === 'reached') values[f.name] = true
  }
  return values
}
