import { liveNames, type LiveEvents, type LiveName } from '../store'

export interface Message { name: LiveName; data: LiveEvents[LiveName] }
export interface Stream {
  addEventListener: (name: string, handler: (event: MessageEvent<string>) => void) => void
  close: () => void
  onopen: (() => void) | null
  onerror: (() => void) | null
}
export interface Air { postMessage: (m: unknown) => void; onmessage: ((event: { data: unknown }) => void) | null; close: () => void }
export interface World {
  open: () => Stream
  /** Runs the work while this tab holds the lead; resolves when another tab has to take over. Missing on plain HTTP. */
  lead: ((work: () => Promise<void>) => void) | null
  air: (() => Air) | null
  onState: (up: boolean) => void
}

/**
 * One event stream for all tabs of a browser: the tab that holds the lock reads it and passes every event on. When that
 * tab closes, the lock falls to the next one. Browsers give locks on secure pages only; elsewhere each tab reads for itself.
 */
export function createHub(world: World) {
  const handlers = new Map<LiveName, Set<(data: never) => void>>(liveNames.map((n) => [n, new Set()]))
  const air = world.air?.() ?? null
  let stream: Stream | null = null
  let giveUp: (() => void) | null = null
  let running = false

  function deliver(m: Message): void {
    handlers.get(m.name)?.forEach((handle) => handle(m.data as never))
  }
  if (air) {
    air.onmessage = ({ data }) => {
      const m = data as Message | { up: boolean }
      if ('up' in m) world.onState(m.up)
      else deliver(m)
    }
  }

  function read(): void {
    const mine = world.open()
    stream = mine
    const tell = (up: boolean) => { world.onState(up); air?.postMessage({ up }) }
    mine.onopen = () => tell(true)
    mine.onerror = () => tell(false)
    for (const name of liveNames) {
      mine.addEventListener(name, (event) => {
        try {
          const m = { name, data: JSON.parse(event.data) as LiveEvents[LiveName] }
          deliver(m)
          air?.postMessage(m)
        } catch {
          // A line cut short by a lost connection: the next event brings the fresh state anyway.
        }
      })
    }
  }

  function start(): void {
    if (running) return
    running = true
    if (!world.lead) return read()
    world.lead(() => new Promise<void>((resolve) => {
      if (!running) return resolve()
      giveUp = resolve
      read()
    }))
  }
  function stop(): void {
    running = false
    stream?.close()
    stream = null
    giveUp?.()
    giveUp = null
    world.onState(false)
  }
  function on<N extends LiveName>(name: N, handle: (data: LiveEvents[N]) => void): () => void {
    handlers.get(name)!.add(handle as never)
    return () => { handlers.get(name)!.delete(handle as never) }
  }
  return { start, stop, on }
}
