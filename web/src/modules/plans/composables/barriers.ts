import type { Feature, FeatureCollection, Geometry, Position } from 'geojson'
import type { Barrier } from '../store'

const lonLat = (p: Position): boolean => Number.isFinite(p[0]) && Number.isFinite(p[1]) && Math.abs(p[0]!) <= 180 && Math.abs(p[1]!) <= 90

function linesOf(g: Geometry | null): Position[][] {
  switch (g?.type) {
    case 'LineString': return [g.coordinates]
    case 'MultiLineString': case 'Polygon': return g.coordinates
    case 'MultiPolygon': return g.coordinates.flat()
    case 'GeometryCollection': return g.geometries.flatMap(linesOf)
    default: return []
  }
}

/** The lines of a GeoJSON text as barriers; empty where there are none or they are not in degrees. */
export function readBarriers(text: string, kind: string): Barrier[] {
  let data: FeatureCollection | Feature | Geometry
  try {
    data = JSON.parse(text) as typeof data
  } catch {
    return []
  }
  const features: { geometry: Geometry | null; properties?: Record<string, unknown> | null }[] =
    data?.type === 'FeatureCollection' ? data.features ?? [] : data?.type === 'Feature' ? [data] : data ? [{ geometry: data }] : []
  return features.flatMap((f) => {
    const name = String(f.properties?.name ?? f.properties?.['名称'] ?? '').trim()
    return linesOf(f.geometry).filter((line) => line.length > 1 && line.every(lonLat))
      .map((line) => ({ kind, name, line: line.map((p): [number, number] => [p[0]!, p[1]!]) }))
  })
}
