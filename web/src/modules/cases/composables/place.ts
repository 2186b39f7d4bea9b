import type { CaseSummary } from '@/api/types'

/** Community, courtyard and what people added, without saying the courtyard twice when their words begin with it. */
export function placeOf(item: Pick<CaseSummary, 'area_path' | 'place'>, from: 'community' | 'courtyard' = 'community'): string {
  const name = (level: string) => item.area_path?.find((a) => a.level === level)?.name ?? ''
  const courtyard = name('courtyard')
  const exact = item.place.startsWith(courtyard) && item.place ? item.place : [courtyard, item.place].filter(Boolean).join(' · ')
  return [from === 'community' ? name('community') : '', exact].filter(Boolean).join(' ') || name('community')
}
