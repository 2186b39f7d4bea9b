import { describe, expect, it } from 'vitest'
import { emptyPlace } from '@/modules/areas'
import { toCase, type IntakeDraft } from './useIntake'

const draft = (change: Partial<IntakeDraft> = {}): IntakeDraft =>
  ({ channel: 'phone', matter: '1', text: ' 停水 ', place: emptyPlace(), name: '', phone: '', photos: [], key: 'k', ...change })

describe('toCase', () => {
  it('leaves the contact out when the caller gave none', () => {
    expect(toCase(draft())).toEqual({ matter_id: '1', text: '停水', channel: 'phone', photo_ids: [], idempotency_key: 'k' })
  })
  it('sends a name without a phone', () => expect(toCase(draft({ name: '王阿姨' })).contact).toEqual({ name: '王阿姨' }))
  it('sends a spot only when both numbers are there', () => {
    expect(toCase(draft({ place: { ...emptyPlace(), lon: 116 } }))).not.toHaveProperty('lon')
    expect(toCase(draft({ place: { ...emptyPlace(), lon: 116, lat: 39 } }))).toMatchObject({ lon: 116, lat: 39 })
  })
})
