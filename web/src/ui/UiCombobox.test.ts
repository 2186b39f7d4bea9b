import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import UiCombobox from './UiCombobox.vue'

const places = [{ name: '瑞春天华府' }, { name: '瑞祥苑' }]

function open(search = vi.fn(async (q: string) => places.filter((p) => p.name.includes(q)))) {
  // Generic components do not fit mount()'s types; the props are checked where the pages use them.
  const box = mount(UiCombobox as never, { props: { search, label: (p: { name: string }) => p.name }, attachTo: document.body } as never) as ReturnType<typeof mount>
  return { box, search, input: box.get('input') }
}
const wait = async () => { await vi.advanceTimersByTimeAsync(200); await nextTick() }

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers(); document.body.innerHTML = '' })

describe('UiCombobox', () => {
  it('searches once for quick typing and is chosen by arrows and Enter alone', async () => {
    const { box, search, input } = open()
    await input.setValue('瑞')
    await input.setValue('瑞')
    await wait()
    expect(search).toHaveBeenCalledTimes(1)
    await input.trigger('keydown', { key: 'ArrowDown' })
    await input.trigger('keydown', { key: 'Enter' })
    expect(box.emitted('update:modelValue')?.at(-1)).toEqual([places[1]])
  })

  it('says that nothing matches', async () => {
    const { box, input } = open()
    await input.setValue('没有')
    await wait()
    expect(box.text()).toContain('没有符合的')
  })

  it('drops a slow answer that a later search has overtaken', async () => {
    let slow!: (value: typeof places) => void
    const search = vi.fn((q: string) => q === 'a' ? new Promise<typeof places>((r) => { slow = r }) : Promise.resolve([places[1]!]))
    const { box, input } = open(search as never)
    await input.setValue('a')
    await wait()
    await input.setValue('ab')
    await wait()
    slow(places)
    await wait()
    expect(box.findAll('[role=option]').map((o) => o.text())).toEqual(['瑞祥苑'])
  })
})
