import { describe, expect, it } from 'vitest'
import type { FeatureCollection, Position } from 'geojson'
import { sheetOf } from './sheet'

const square = (id: number, west: number, south: number): FeatureCollection['features'][number] => {
  const ring: Position[] = [[west, south], [west + 1, south], [west + 1, south + 1], [west, south + 1], [west, south]]
  return { type: 'Feature', properties: { id, name: `第${id}网格` }, geometry: { type: 'MultiPolygon', coordinates: [[ring]] } }
}

describe('the sheet on the wall of a hall', () => {
  it('puts north above and keeps lengths true at its latitude', () => {
    const sheet = sheetOf({ type: 'FeatureCollection', features: [square(1, 0, 59.5), square(2, 1, 59.5)] }, 200)
    expect(sheet.shapes.map((s) => s.id)).toEqual(['1', '2'])
    // At 60° a degree of longitude is half as long as one of latitude: two wide and one high is a square.
    expect(sheet.height).toBeCloseTo(200, 0)
    expect(sheet.shapes[0]!.path.startsWith('M0.0 ')).toBe(true)
    expect(sheet.shapes[0]!.x).toBeLessThan(sheet.shapes[1]!.x)
  })
  it('is empty where no outline is known', () => {
    expect(sheetOf({ type: 'FeatureCollection', features: [] }, 200).shapes).toEqual([])
  })
})
