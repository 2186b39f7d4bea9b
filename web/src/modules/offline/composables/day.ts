import { ref } from 'vue'
import { ApiError } from '@/api/error'
import { online } from '@/lib/online'
import { serverIsThere } from '../store'
import { kick } from './queue'
import { trueNow } from '@/lib/clock'
import { shelf } from './shelf'
import { keeping, vault } from './state'
import { seal } from './vault'

// What the day needs is read once at its beginning and again now and then, so that it is there when the signal is not.

type Task = () => Promise<void>
const tasks: Task[] = []
const everyMs = 30 * 60_000
const probeMs = 10_000
export const dayReady = ref(false)
let busy = false

/** A part of the program says what its pages need without a network: by reading it. */
export function addDayTask(task: Task): void { tasks.push(task) }

export async function runDay(again = false): Promise<void> {
  const own = vault.value
  if (busy || !own || !keeping.value || !navigator.onLine) return
  busy = true
  try {
    const last = (await shelf.kept(own.owner, 'day'))?.at ?? 0
    if (!again && Math.abs(trueNow() - last) < everyMs) { dayReady.value = true; return }
    await shelf.prune(own.owner, trueNow() - 2 * 86_400_000)
    for (const task of tasks) await task()
    await shelf.keep(own.owner, 'day', trueNow(), await seal(own, 'kept:day', null))
    dayReady.value = true
  } catch (cause) {
    // Cut off in the middle: what came is kept, the rest comes next time.
    if (!(cause instanceof ApiError)) throw cause
  } finally {
    busy = false
  }
}

if (typeof window !== 'undefined') {
  window.addEventListener('online', () => { void runDay() })
  setInterval(() => {
    if (document.hidden) return
    if (online.value) { void runDay(); return }
    // The network may be there while the server was not: only asking tells.
    if (vault.value && navigator.onLine) void serverIsThere().then((there) => { if (there) { online.value = true; kick(); void runDay() } })
  }, probeMs)
}
