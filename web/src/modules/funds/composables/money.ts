/** Fen as yuan: 10500000 → "105,000.00". */
export function formatFen(fen: number | null | undefined): string {
  if (fen === null || fen === undefined) return '—'
  const size = Math.abs(fen)
  return `${fen < 0 ? '-' : ''}${Math.trunc(size / 100).toLocaleString('en-US')}.${String(size % 100).padStart(2, '0')}`
}

/** What a person types as yuan, in fen; null when it is no such amount. Never through a fraction of binary digits. */
export function parseYuan(text: string): number | null {
  const m = /^(\d{1,9})(?:[.。](\d{1,2}))?$/.exec(text.replace(/[,，\s]/g, ''))
  return m ? Number(m[1]) * 100 + Number((m[2] ?? '').padEnd(2, '0')) : null
}

/** For an input: "105000" or "105000.50". */
export function plainYuan(fen: number | null | undefined): string {
  if (fen === null || fen === undefined) return ''
  return fen % 100 === 0 ? String(fen / 100) : `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`
}

/** "+12.5%" against the year before; empty where there is nothing to compare with. */
export function changeOf(now: number | null, before: number | null | undefined): string {
  if (now === null || !before) return ''
  const tenths = Math.round(((now - before) * 1000) / before)
  return `${tenths > 0 ? '+' : ''}${(tenths / 10).toFixed(1)}%`
}
