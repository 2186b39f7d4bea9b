import { mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { ApiError } from '@/api/error'
import type { Case } from '@/api/types'
import * as store from '../store'
import StepPanel from './StepPanel.vue'

const label = (zh: string) => ({ zh, en: zh })
const item = (steps: Case['steps']): Case => ({ id: '9', version: 4, state: 'accepted', matter: { id: '1', name: label('供热') }, steps } as unknown as Case)
const flush = async () => { await new Promise((r) => setTimeout(r)); await nextTick() }
// The menu of templates asks the server and the session; it has a story of its own.
const open = (steps: Case['steps']) => mount(StepPanel, { props: { item: item(steps) }, global: { stubs: { TemplateMenu: true } } })

beforeEach(() => localStorage.clear())

describe('StepPanel', () => {
  it('takes a step that needs nothing at one press, with the version it was shown', async () => {
    const take = vi.spyOn(store, 'takeStep').mockResolvedValue(item([]))
    const panel = open([{ step: 'accept', label: label('接件'), needs: [] }])
    await panel.get('button').trigger('click')
    await flush()
    expect(take).toHaveBeenCalledWith('9', { step: 'accept', version: 4 })
    expect(panel.emitted('changed')).toHaveLength(1)
  })

  it('asks for the result before it says done, and sends what was written', async () => {
    const take = vi.spyOn(store, 'takeStep').mockResolvedValue(item([]))
    const panel = open([{ step: 'done', label: label('办结'), needs: ['result'] }])
    await panel.get('button').trigger('click')
    expect(take).not.toHaveBeenCalled()
    await panel.get('textarea').setValue('  已更换灯泡  ')
    await panel.get('form').trigger('submit')
    await flush()
    expect(take).toHaveBeenCalledWith('9', { step: 'done', version: 4, result: '已更换灯泡' })
  })

  it('wants a reason only when the verification fails', async () => {
    const take = vi.spyOn(store, 'takeStep').mockResolvedValue(item([]))
    const panel = open([{ step: 'verify', label: label('核查'), needs: ['passed'] }])
    await panel.get('button').trigger('click')
    expect(panel.findAll('input.input')).toHaveLength(0)
    await panel.findAll('input[type=radio]')[1]!.setValue()
    await panel.get('input.input').setValue('还是不亮')
    await panel.get('form').trigger('submit')
    await flush()
    expect(take).toHaveBeenCalledWith('9', { step: 'verify', version: 4, passed: false, reason: '还是不亮' })
  })

  it('shows the newest state when somebody was quicker, and keeps the text', async () => {
    const fresh = { ...item([]), version: 5 }
    vi.spyOn(store, 'takeStep').mockRejectedValue(new ApiError('refused', 409, 'cases.stale', null, [], null, '', { case: fresh }))
    const panel = open([{ step: 'note', label: label('补充说明'), needs: ['note'] }])
    await panel.get('button').trigger('click')
    await panel.get('textarea').setValue('又来电催')
    await panel.get('form').trigger('submit')
    await flush()
    expect(panel.emitted('changed')).toEqual([[fresh]])
    expect(JSON.parse(localStorage.getItem('linli.draft.step.9')!).value.note).toBe('又来电催')
  })
})
