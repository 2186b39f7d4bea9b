import type { Limit } from '@/api/types'

const units: Record<string, Limit['unit']> = { wh: 'working_hours', wd: 'working_days', h: 'calendar_hours', d: 'calendar_days' }

/** `5wd` as the server writes a limit; null when there is none. */
export function parseLimit(text: string | null): Limit | null {
  const found = /^(\d+)(wh|wd|h|d)$/.exec(text ?? '')
  return found ? { amount: Number(found[1]), unit: units[found[2]!]! } : null
}
