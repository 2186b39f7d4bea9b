import type { Field, ImportJob, Mapping, Mode, Sheet } from '../store'

/** A copy of what the server proposed, for the person to correct. */
export function proposal(job: ImportJob, asOf: string): Mapping {
  return {
    sheets: job.sheets.map((s) => ({ name: s.name, use: s.use, header_rows: [...s.header_rows], columns: s.columns.map((c) => ({ index: c.index, field: c.field })) })),
    answers: Object.fromEntries(job.questions.map((q) => [q.id, q.answer ?? q.choices[0]?.value ?? ''])),
    mode: 'update' as Mode,
    as_of: asOf,
  }
}

export interface SheetTrouble { missing: Field[]; twice: Field[] }

/** What stands in the way of a dry run: a required field without a column, a field with two. */
export function troubleOf(sheet: Mapping['sheets'][number], fields: Field[]): SheetTrouble {
  if (!sheet.use) return { missing: [], twice: [] }
  const count = (f: string) => sheet.columns.filter((c) => c.field === f).length
  return { missing: fields.filter((f) => f.required && count(f.field) === 0), twice: fields.filter((f) => count(f.field) > 1) }
}

export const isReady = (mapping: Mapping, fields: Field[]): boolean =>
  mapping.sheets.some((s) => s.use) && mapping.sheets.every((s) => { const x = troubleOf(s, fields); return !x.missing.length && !x.twice.length })

/** "1, 2" as rows; anything else is not taken. */
export function parseRows(text: string): number[] | null {
  const rows = text.split(/[,,、\s]+/).filter(Boolean).map(Number)
  return rows.length && rows.every((n) => Number.isInteger(n) && n > 0) ? [...new Set(rows)].sort((a, b) => a - b) : null
}

export const columnOf = (sheet: Sheet, index: number) => sheet.columns.find((c) => c.index === index)
