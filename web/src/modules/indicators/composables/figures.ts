import type { FigureName, Figures, Rate } from '@/api/types'
import { formatCount, formatRate } from '@/lib/format'
import type { Shade } from '@/map'

export const counts: FigureName[] = ['open', 'due_soon', 'overdue', 'received', 'closed']
export const rates: FigureName[] = ['on_time_rate', 'satisfaction']
const isRate = (value: number | Rate): value is Rate => typeof value === 'object' && value !== null

export function textOf(figures: Figures, name: FigureName): string {
  const value = figures[name]
  return isRate(value) ? formatRate(value) : formatCount(value)
}

export function overOf(figures: Figures, name: FigureName): number | null {
  const value = figures[name]
  return isRate(value) ? value.over : null
}

/** Over too few cases a rate says little: it is shown with a remark and never shaded against others. */
export function isSmall(figures: Figures, name: FigureName): boolean {
  const value = figures[name]
  return isRate(value) && Boolean(value.small)
}

export function numberOf(figures: Figures, name: FigureName): number | null {
  const value = figures[name]
  return isRate(value) ? value.value : value
}

/** Shade for each area: counts against the largest of them, rates between the lowest and the highest. */
export function shadesOf(rows: { area: { id: string }; figures: Figures }[], name: FigureName): Record<string, Shade> {
  const used = rows.map((r) => (isSmall(r.figures, name) ? null : numberOf(r.figures, name)))
  const known = used.filter((v): v is number => v !== null)
  const high = Math.max(...known, 0)
  const low = rates.includes(name) && known.length > 1 ? Math.min(...known) : 0
  return Object.fromEntries(rows.map((r, i) => {
    const value = used[i] ?? null
    return [r.area.id, { weight: value === null || high <= low ? 0 : (value - low) / (high - low), text: textOf(r.figures, name) }]
  }))
}

/** The address of the very rows behind a figure. What stands now (open, due soon, overdue) knows no period. */
export function rowsBehind(figure: FigureName, where: { area?: string; grid?: string; body?: string; matter?: string }, period: string): { path: string; query: Record<string, string> } {
  const now = figure === 'open' || figure === 'due_soon' || figure === 'overdue'
  const query: Record<string, string> = { figure, ...(now ? {} : { period }) }
  for (const [name, value] of Object.entries(where)) if (value) query[name] = value
  return { path: '/desk', query }
}
