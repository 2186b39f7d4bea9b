import type { Limit } from '@/api/types'
import { t, units } from '../texts'

/** "5个工作日"; a missing limit says so. */
export const formatLimit = (limit: Limit | null): string => (limit ? `${limit.amount}${units[limit.unit]}` : t.noLimit)
