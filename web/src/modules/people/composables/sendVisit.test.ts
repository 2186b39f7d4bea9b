import { describe, expect, it, vi } from 'vitest'
import * as store from '../store'
import { aboutOf, sendVisit } from './sendVisit'

const body = { person_id: '9', on: '2026-11-30', way: 'call', outcome: 'met', note: '', idempotency_key: 'k-12345678' }

describe('sendVisit', () => {
  it('goes straight to the server where a browser cannot keep anything', async () => {
    const add = vi.spyOn(store, 'addVisit').mockResolvedValue({} as never)
    expect(await sendVisit(body, '赵一')).toBe(true)
    expect(add).toHaveBeenCalledWith(body)
  })
  it('keeps visits of one person or household in order, and others apart', () => {
    expect([aboutOf({ person_id: '9' }), aboutOf({ household_id: '7' })]).toEqual(['visit:9', 'visit:7'])
  })
})
