/** Years and months to choose from, newest first: `2026`, `2025`, then the last twelve months `2026-11`. */
export function periodsBefore(today: string, months = 12): string[] {
  const [year, month] = today.split('-').map(Number) as [number, number]
  const list = [String(year), String(year - 1)]
  for (let i = 0; i < months; i++) {
    const at = year * 12 + month - 1 - i
    list.push(`${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`)
  }
  return list
}

/** `202611` as `2026-11`. */
export const monthText = (key: number): string => `${Math.floor(key / 100)}-${String(key % 100).padStart(2, '0')}`
