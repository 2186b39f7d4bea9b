import { ref } from 'vue'

export interface KeptReport { number: string; secret: string; title: string; at: string }
const key = 'linli.reports'
const most = 30

function read(): KeptReport[] {
  try {
    const list = JSON.parse(localStorage.getItem(key) ?? '[]') as unknown
    return Array.isArray(list) ? (list as KeptReport[]).filter((r) => r.number && r.secret) : []
  } catch {
    return []
  }
}

const list = ref<KeptReport[]>(read())

function keep(next: KeptReport[]): void {
  list.value = next.slice(0, most)
  try {
    localStorage.setItem(key, JSON.stringify(list.value))
  } catch {
    // Refused storage only means that the number must be typed next time.
  }
}

/** Number and secret of what was reported on this device, so that following needs no typing. Can be forgotten. */
export function useMyReports() {
  return {
    list,
    add: (r: KeptReport) => keep([r, ...list.value.filter((x) => x.number !== r.number)]),
    forget: (number: string) => keep(list.value.filter((x) => x.number !== number)),
    forgetAll: () => keep([]),
    secretOf: (number: string) => list.value.find((x) => x.number === number)?.secret ?? '',
    refresh: () => { list.value = read() },
  }
}
