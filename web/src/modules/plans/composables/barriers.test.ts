// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { readBarriers } from './barriers'

const line = [[113.82, 34.03], [113.83, 34.04]]

describe('readBarriers', () => {
  it('takes lines of every shape, with their names', () => {
    const text = JSON.stringify({ type: 'FeatureCollection', features: [
      { type: 'Feature', properties: { 名称: '清潩河' }, geometry: { type: 'LineString', coordinates: line } },
      { type: 'Feature', properties: null, geometry: { type: 'MultiLineString', coordinates: [line, [...line].reverse()] } },
      { type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: line[0] } }, { type: 'Feature', properties: {}, geometry: null },
    ] })
    expect(readBarriers(text, 'river')).toEqual([
      { kind: 'river', name: '清潩河', line }, { kind: 'river', name: '', line }, { kind: 'river', name: '', line: [...line].reverse() },
    ])
  })
  it.each([
    ['not JSON', '{'], ['null', 'null'], ['a number', '7'], ['metres', JSON.stringify({ type: 'LineString', coordinates: [[12_671_000, 4_030_000], [12_672_000, 4_031_000]] })],
    ['one point', JSON.stringify({ type: 'LineString', coordinates: [line[0]] })],
  ])('takes nothing from %s', (_, text) => expect(readBarriers(text, 'road')).toEqual([]))
})
