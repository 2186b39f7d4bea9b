// @vitest-environment node
import { describe, expect, it, vi } from 'vitest'
import { createHub, type Air, type Stream } from './hub'

/** Two tabs of one browser: one lock, one channel, and a count of the streams that are open. */
function browser() {
  const waiting: (() => Promise<void>)[] = []
  let held = false
  const airs: Air[] = []
  const streams: { fire: (name: string, data: string) => void; closed: boolean }[] = []
  async function next(): Promise<void> {
    const work = waiting.shift()
    if (!work || held) { if (work) waiting.unshift(work); return }
    held = true
    await work()
    held = false
    void next()
  }
  const tab = (locks = true) => createHub({
    open: () => {
      const handlers: Record<string, (e: MessageEvent<string>) => void> = {}
      const record = { closed: false, fire: (name: string, data: string) => handlers[name]?.({ data } as MessageEvent<string>) }
      streams.push(record)
      return { addEventListener: (n, h) => { handlers[n] = h }, close: () => { record.closed = true }, onopen: null, onerror: null } as Stream
    },
    lead: locks ? (work) => { waiting.push(work); void next() } : null,
    air: () => {
      const air: Air = { onmessage: null, close: () => {}, postMessage: (data) => airs.filter((a) => a !== air).forEach((a) => a.onmessage?.({ data })) }
      airs.push(air)
      return air
    },
    onState: () => {},
  })
  return { tab, streams, open: () => streams.filter((s) => !s.closed).length }
}
const event = JSON.stringify({ id: '1', state: 'done', grid_id: null, version: 2 })

describe('createHub', () => {
  it('opens one stream for two tabs and gives both the event', async () => {
    const { tab, streams, open } = browser()
    const [a, b] = [tab(), tab()]
    const heard = [vi.fn(), vi.fn()]
    a.on('case', heard[0]!)
    b.on('case', heard[1]!)
    a.start()
    b.start()
    expect(open()).toBe(1)
    streams[0]!.fire('case', event)
    expect(heard.map((h) => h.mock.calls.length)).toEqual([1, 1])
  })

  it('passes the stream to the next tab when the first one stops', async () => {
    const { tab, open, streams } = browser()
    const [a, b] = [tab(), tab()]
    a.start()
    b.start()
    a.stop()
    await vi.waitFor(() => expect(streams).toHaveLength(2))
    expect(open()).toBe(1)
    b.stop()
    expect(open()).toBe(0)
  })

  it('reads for itself where there are no locks, and starts once', () => {
    const { tab, open } = browser()
    const a = tab(false)
    a.start()
    a.start()
    expect(open()).toBe(1)
  })

  it('overlooks a line that was cut short, and a handler that was taken off', () => {
    const { tab, streams } = browser()
    const a = tab(false)
    const heard = vi.fn()
    const off = a.on('case', heard)
    a.start()
    streams[0]!.fire('case', '{"id":')
    off()
    streams[0]!.fire('case', event)
    expect(heard).not.toHaveBeenCalled()
  })
})
