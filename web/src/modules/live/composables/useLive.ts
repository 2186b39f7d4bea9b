import { onScopeDispose, ref, watch } from 'vue'
import { useSession } from '@/modules/accounts'
import { openStream, type LiveEvents, type LiveName } from '../store'
import { createHub, type Air, type Stream } from './hub'

export const connected = ref(false)

const hub = createHub({
  open: () => openStream() as unknown as Stream,
  lead: typeof navigator !== 'undefined' && navigator.locks
    ? (work) => { void navigator.locks.request('linli.live', work) }
    : null,
  air: typeof BroadcastChannel === 'undefined' ? null : () => new BroadcastChannel('linli.live') as unknown as Air,
  onState: (up) => { connected.value = up },
})

let bound = false
function bind(): void {
  if (bound) return
  bound = true
  const session = useSession()
  watch(() => session.account?.id, (id) => { if (id) hub.start(); else hub.stop() }, { immediate: true })
}

/** Hands over what came in, gathered over `wait` milliseconds so that a burst is one reload, while the component lives. */
export function useLive<N extends LiveName>(name: N, handle: (events: LiveEvents[N][]) => void, wait = 300): void {
  bind()
  let waiting: LiveEvents[N][] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  const off = hub.on(name, (data) => {
    waiting.push(data)
    timer ??= setTimeout(() => {
      const events = waiting
      waiting = []
      timer = undefined
      handle(events)
    }, wait)
  })
  onScopeDispose(() => { off(); clearTimeout(timer) })
}
