import type { Tally } from '../store'

/** Met out of met and short, as a percentage with one place; null when there is nothing to divide by. */
export function rateOf(total: Tally): string | null {
  const over = total.met + total.short
  if (over === 0) return null
  // Half up on integers: 331 of 399 is 83.0, not 82.9 by a float's last bit.
  const tenths = Math.floor((total.met * 2000 + over) / (2 * over))
  return `${Math.floor(tenths / 10)}.${tenths % 10}%`
}

export const countOf = (total: Tally): number => total.met + total.short + total.not_enough_data

/** What falls short first, then what is not known; the rest by name as the model gives it. */
export function byUrgency<T extends { total: Tally }>(rows: readonly T[]): T[] {
  return [...rows].sort((a, b) => b.total.short - a.total.short || b.total.not_enough_data - a.total.not_enough_data)
}
