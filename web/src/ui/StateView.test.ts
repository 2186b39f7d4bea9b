import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { ApiError } from '@/api/error'
import { online } from '@/lib/online'
import StateView from './StateView.vue'

const base = { loading: false, error: null, ready: false }
const show = (props: object) => mount(StateView, { props: { ...base, ...props }, slots: { default: '<p class="data">data</p>' } })
afterEach(() => { online.value = true })

describe('StateView', () => {
  it('says that it is loading', () => expect(show({ loading: true }).get('[role=status]').text()).toContain('正在读取'))
  it('says that there is nothing', () => expect(show({ ready: true, empty: true, emptyTitle: '没有件' }).text()).toContain('没有件'))
  it('keeps old data on view beside an error', () => {
    const view = show({ ready: true, error: new ApiError('timeout') })
    expect(view.find('.data').exists()).toBe(true)
    expect(view.get('[role=alert]').text()).toContain('没有及时回应')
  })
  it('offers to try again, but not for what does not exist', async () => {
    const view = show({ error: new ApiError('refused', 500, 'x') })
    await view.get('button').trigger('click')
    expect(view.emitted('retry')).toHaveLength(1)
    expect(show({ error: new ApiError('refused', 404, 'x') }).find('button').exists()).toBe(false)
  })
  it('tries again by itself when the network is back', async () => {
    online.value = false
    const view = show({ error: new ApiError('offline') })
    expect(view.text()).toContain('现在没有网络')
    online.value = true
    await nextTick()
    expect(view.emitted('retry')).toHaveLength(1)
  })
})
