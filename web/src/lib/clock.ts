import { ref } from 'vue'

// A phone's clock may be wrong by minutes or by years. The server says the time with every answer; what is written down
// or counted against a limit goes by that.
const key = 'linli.skew'
const stored = typeof localStorage === 'undefined' ? 0 : Number(localStorage.getItem(key))

/** How many milliseconds the server is ahead of this device. */
export const skew = ref(Number.isFinite(stored) ? stored : 0)

/** Takes the `Date` of an answer. Whole seconds and the way of the answer make a few seconds of doubt: those are no skew. */
export function hearTime(date: string | null, now = Date.now()): void {
  const said = date ? Date.parse(date) : NaN
  if (Number.isNaN(said)) return
  const next = Math.abs(said - now) < 30_000 ? 0 : said - now
  if (Math.abs(next - skew.value) < 30_000 && (next === 0) === (skew.value === 0)) return
  skew.value = next
  try {
    if (next) localStorage.setItem(key, String(next))
    else localStorage.removeItem(key)
  } catch {
    // Only this page will know it then.
  }
}

export const trueNow = (): number => Date.now() + skew.value

/** Now as the district writes it: `2026-11-30T14:05:00+08:00`. */
export function stamp(offset = '+08:00', now = trueNow()): string {
  const m = /^([+-])(\d{2}):(\d{2})$/.exec(offset)
  const minutes = m ? (m[1] === '-' ? -1 : 1) * (Number(m[2]) * 60 + Number(m[3])) : 480
  return `${new Date(now + minutes * 60_000).toISOString().slice(0, 19)}${m ? offset : '+08:00'}`
}
