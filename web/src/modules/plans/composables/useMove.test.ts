import { beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, shallowRef } from 'vue'
import { ApiError } from '@/api/error'
import type { Plan } from '../store'
import { ownGrid, useMove } from './useMove'

const moveUnit = vi.hoisted(() => vi.fn())
const undoMove = vi.hoisted(() => vi.fn())
vi.mock('../store', () => ({ moveUnit, undoMove }))

const plan = shallowRef({ id: '9', version: 4 } as Plan)
const after = vi.fn(async () => { plan.value = { ...plan.value, version: plan.value.version + 1 } as Plan })
const open = () => effectScope().run(() => useMove(plan, after))!
const answer = { applied: false, unit: { id: 'u', name: '院', households: 9 }, warnings: [], why: [] }

describe('useMove', () => {
  beforeEach(() => { plan.value = { id: '9', version: 4 } as Plan; moveUnit.mockReset().mockResolvedValue(answer); undoMove.mockReset().mockResolvedValue({}); after.mockClear() })

  it('asks for the effect without changing anything', async () => {
    const move = open()
    move.start('u')
    expect(moveUnit).not.toHaveBeenCalled()
    move.aim('17')
    await vi.waitFor(() => expect(move.effect.value).toEqual(answer))
    expect(moveUnit).toHaveBeenCalledWith('9', { version: 4, unit_id: 'u', to: '17', dry_run: true }, expect.anything())
    expect(after).not.toHaveBeenCalled()
    move.aim('')
    expect(move.effect.value).toBeNull()
  })

  it('keeps the move, reads the plan again and lets go of the courtyard', async () => {
    const move = open()
    move.start('u')
    move.aim(ownGrid)
    await move.keep(() => '')
    expect(moveUnit).toHaveBeenLastCalledWith('9', { version: 4, unit_id: 'u', to: null })
    expect(after).toHaveBeenCalledOnce()
    expect(move.unit.value).toBe('')
    await move.undo()
    expect(undoMove).toHaveBeenCalledWith('9', 5)
  })

  it('reads the plan again when somebody else was faster, and leaves the choice to the person', async () => {
    const move = open()
    move.start('u')
    move.aim('17')
    moveUnit.mockRejectedValueOnce(new ApiError('refused', 409, 'plans.version'))
    await move.keep(() => '')
    expect(after).toHaveBeenCalledOnce()
    expect(move.unit.value).toBe('u')
    expect(move.refused.value).toBeInstanceOf(ApiError)
  })
})
