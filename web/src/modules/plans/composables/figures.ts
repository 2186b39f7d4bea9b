import { formatCount } from '@/lib/format'
import type { Figures } from '../store'

export type FigureKey = Exclude<keyof Figures, 'households'>
/** What is compared, in the order in which a plan is judged. */
export const compared: FigureKey[] = ['valid', 'undersize', 'grids', 'in_band', 'excess', 'moved', 'mixing', 'compactness', 'stewards_needed', 'stewards_carried', 'stewards_to_find']

const better: Partial<Record<FigureKey, 1 | -1>> = { valid: 1, undersize: -1, in_band: 1, excess: -1, moved: -1, mixing: -1, compactness: -1, stewards_carried: 1, stewards_to_find: -1 }

export function formatFigure(key: FigureKey, value: number | null | undefined): string {
  if (value === null || value === undefined) return '—'
  return key === 'compactness' ? (value / 1e6).toFixed(2) : formatCount(value)
}

/** How a figure differs from another one, and whether that is for the better; nothing where both read the same. */
export function difference(key: FigureKey, from: number, to: number): { text: string; good: boolean | null } | null {
  if (formatFigure(key, from) === formatFigure(key, to)) return null
  const by = to - from
  const side = better[key]
  return { text: `${by > 0 ? '+' : '−'}${formatFigure(key, Math.abs(by))}`, good: side === undefined ? null : by * side > 0 }
}

/** Which of several columns are best in a figure; none when all are the same or the figure has no better side. */
export function bestOf(key: FigureKey, values: (number | null | undefined)[]): boolean[] {
  const side = better[key]
  const known = values.filter((v): v is number => v !== null && v !== undefined)
  const top = Math.max(...known.map((v) => v * (side ?? 1)))
  if (side === undefined || known.length < 2 || known.every((v) => v === known[0])) return values.map(() => false)
  return values.map((v) => v !== null && v !== undefined && v * side === top)
}
