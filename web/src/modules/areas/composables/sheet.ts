import type { FeatureCollection, Position } from 'geojson'

/** One grid as the sheet draws it: a path in the sheet's own units, and where its number stands. */
export interface Shape { id: string; name: string; path: string; x: number; y: number }
export interface Sheet { width: number; height: number; shapes: Shape[] }

const ringsOf = (feature: FeatureCollection['features'][number]): Position[][] => {
  const { geometry } = feature
  return geometry.type === 'Polygon' ? geometry.coordinates : geometry.type === 'MultiPolygon' ? geometry.coordinates.flat() : []
}

/** Outlines on paper: north above, as wide as asked, lengths true in both directions at this latitude. */
export function sheetOf(outlines: FeatureCollection, width: number): Sheet {
  const all = outlines.features.flatMap(ringsOf).flat()
  if (!all.length) return { width, height: 0, shapes: [] }
  const lons = all.map((p) => p[0]!)
  const lats = all.map((p) => p[1]!)
  const west = Math.min(...lons), north = Math.max(...lats), south = Math.min(...lats)
  const narrower = Math.cos(((north + south) / 2) * (Math.PI / 180))
  const scale = width / Math.max((Math.max(...lons) - west) * narrower, 1e-9)
  const point = (p: Position): [number, number] => [(p[0]! - west) * narrower * scale, (north - p[1]!) * scale]
  const shapes = outlines.features.map((feature) => {
    const rings = ringsOf(feature).map((ring) => ring.map(point))
    const largest = rings.reduce((a, b) => (b.length > a.length ? b : a), [] as [number, number][])
    const n = Math.max(largest.length, 1)
    const path = rings.map((ring) => `M${ring.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}Z`).join('')
    return { id: String(feature.properties?.id), name: String(feature.properties?.name ?? ''), path, x: largest.reduce((s, p) => s + p[0], 0) / n, y: largest.reduce((s, p) => s + p[1], 0) / n }
  })
  return { width, height: (north - south) * scale, shapes }
}
