// @vitest-environment node
import { describe, expect, it } from 'vitest'
import type { AreaRef } from '@/api/types'
import { placeOf } from './place'

const path: AreaRef[] = [{ id: '1', name: '文庙社区', level: 'community' }, { id: '2', name: '银杏华庭', level: 'courtyard' }]

describe('placeOf', () => {
  it.each([
    [path, '银杏华庭6号楼', '文庙社区 银杏华庭6号楼'],
    [path, '东门', '文庙社区 银杏华庭 · 东门'],
    [path, '', '文庙社区 银杏华庭'],
    [path.slice(0, 1), '', '文庙社区'],
    [[], '十字路口', '十字路口'],
    [[], '', ''],
  ])('%j and %j', (area_path, place, text) => expect(placeOf({ area_path, place })).toBe(text))
  it('leaves the community out for those who work in it', () => expect(placeOf({ area_path: path, place: '东门' }, 'courtyard')).toBe('银杏华庭 · 东门'))
})
