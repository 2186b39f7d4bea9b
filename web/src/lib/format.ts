import { lang } from './i18n'

const pad = (n: number) => String(n).padStart(2, '0')

/** Wall time as the district wrote it: the offset in the text is the district's own, so nothing is converted. */
function parts(at: string): { y: string; mo: string; d: string; time: string } | null {
  const m = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2}))?/.exec(at)
  return m ? { y: m[1]!, mo: m[2]!, d: m[3]!, time: m[4] ?? '' } : null
}

export function formatDate(at: string | null | undefined): string {
  const p = at ? parts(at) : null
  if (!p) return '—'
  return lang.value === 'zh' ? `${p.y}年${Number(p.mo)}月${Number(p.d)}日` : `${p.y}-${p.mo}-${p.d}`
}

/** "11月22日 09:07", with the year only when it is not this one. */
export function formatTime(at: string | null | undefined, now = new Date()): string {
  const p = at ? parts(at) : null
  if (!p) return '—'
  const thisYear = p.y === String(now.getFullYear())
  const day = lang.value === 'zh' ? `${Number(p.mo)}月${Number(p.d)}日` : `${p.mo}-${p.d}`
  const year = thisYear ? '' : lang.value === 'zh' ? `${p.y}年` : `${p.y}-`
  return `${year}${day} ${p.time}`.trim()
}

function span(seconds: number): string {
  const zh = lang.value === 'zh'
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return zh ? `${Math.max(minutes, 1)} 分钟` : `${Math.max(minutes, 1)} min`
  const hours = Math.round(seconds / 3600)
  if (hours < 48) return zh ? `${hours} 小时` : `${hours} h`
  const days = Math.round(seconds / 86400)
  return zh ? `${days} 天` : `${days} days`
}

export function formatSpan(seconds: number | null | undefined): string {
  return seconds === null || seconds === undefined ? '—' : span(Math.abs(seconds))
}

/** "还有 3 小时" or "超过 2 天", told from the reader's clock. */
export function formatDue(due: string | null | undefined, now = Date.now()): string {
  if (!due) return lang.value === 'zh' ? '无时限' : 'no limit'
  const left = (Date.parse(due) - now) / 1000
  if (Number.isNaN(left)) return '—'
  if (left >= 0) return lang.value === 'zh' ? `还有 ${span(left)}` : `${span(left)} left`
  return lang.value === 'zh' ? `已超 ${span(-left)}` : `${span(-left)} late`
}

/** A rate with what it is taken over; "n/a" when there is nothing to take it over. */
export function formatRate(rate: { value: number | null; over: number } | null | undefined): string {
  if (!rate || rate.value === null) return 'n/a'
  return `${(rate.value * 100).toFixed(rate.value === 1 ? 0 : 1)}%`
}

export function formatCount(n: number | null | undefined): string {
  return n === null || n === undefined ? 'n/a' : n.toLocaleString('en-US')
}

/** Today by the district's clock: `offset` as "+08:00". */
export function today(offset = '+08:00', now = Date.now()): string {
  const m = /^([+-])(\d{2}):(\d{2})$/.exec(offset)
  const minutes = m ? (m[1] === '-' ? -1 : 1) * (Number(m[2]) * 60 + Number(m[3])) : 480
  const d = new Date(now + minutes * 60_000)
  return `${d.getUTCFullYear()}-${pad(d.getUTCMonth() + 1)}-${pad(d.getUTCDate())}`
}

export function formatBytes(bytes: number | null | undefined): string {
  if (bytes === null || bytes === undefined) return '—'
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let n = bytes
  let u = 0
  while (n >= 1000 && u < units.length - 1) { n /= 1000; u++ }
  return `${n < 10 && u > 0 ? n.toFixed(1) : Math.round(n)} ${units[u]}`
}
