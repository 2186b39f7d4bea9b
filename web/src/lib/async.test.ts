// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { useAsync, usePages } from './async'

function later<T>() {
  let resolve!: (value: T) => void
  let reject!: (cause: Error) => void
  const promise = new Promise<T>((a, b) => { resolve = a; reject = b })
  return { promise, resolve, reject }
}

describe('useAsync', () => {
  it('drops an answer that a later start has overtaken', async () => {
    const answers = [later<string>(), later<string>()]
    const { data, loading, run } = useAsync((_signal, i: number) => answers[i]!.promise)
    const first = run(0)
    const second = run(1)
    answers[1]!.resolve('new')
    await second
    answers[0]!.resolve('old')
    expect(await first).toBeNull()
    expect(data.value).toBe('new')
    expect(loading.value).toBe(false)
  })

  it('aborts the request that was overtaken', () => {
    const signals: AbortSignal[] = []
    const { run } = useAsync((signal) => { signals.push(signal); return new Promise<void>(() => {}) })
    void run()
    void run()
    expect(signals.map((s) => s.aborted)).toEqual([true, false])
  })

  it('keeps the old data beside an error, and forgets the error on the next start', async () => {
    let fail = false
    const { data, error, run } = useAsync(async () => { if (fail) throw new Error('down'); return 1 })
    await run()
    fail = true
    expect(await run()).toBeNull()
    expect(error.value?.message).toBe('down')
    expect(data.value).toBe(1)
    fail = false
    await run()
    expect(error.value).toBeNull()
  })
})

describe('usePages', () => {
  it('adds the next page and begins again on reload', async () => {
    const pages: Record<string, { items: number[]; next: string | null }> = {
      first: { items: [1, 2], next: 'b' }, b: { items: [3], next: null },
    }
    const list = usePages(async (cursor) => pages[cursor ?? 'first']!)
    await list.reload()
    await list.more()
    expect(list.items.value).toEqual([1, 2, 3])
    expect(list.next.value).toBeNull()
    await list.more()
    expect(list.items.value).toEqual([1, 2, 3])
    await list.reload()
    expect(list.items.value).toEqual([1, 2])
  })
})
