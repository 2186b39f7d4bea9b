import { describe, expect, it } from 'vitest'
import { readQuery } from './useCaseQuery'

const fallback = { list: 'open' }

describe('readQuery', () => {
  it('begins with the open cases', () => expect(readQuery({}, fallback)).toEqual({ list: 'open' }))
  it('takes what the address says', () => {
    expect(readQuery({ list: 'all', state: 'closed', page: '3' }, fallback)).toEqual({ list: 'all', state: 'closed' })
  })
  it('lets a figure of the board choose its own rows', () => {
    expect(readQuery({ figure: 'closed', period: '2026', area: '5' }, fallback)).toEqual({ figure: 'closed', period: '2026', area: '5' })
  })
  it('leaves out what is empty or given twice', () => {
    expect(readQuery({ state: '', matter: ['1', '2'] }, fallback)).toEqual({ list: 'open' })
  })
})
