import type { FeatureCollection } from 'geojson'
import type { Shade } from '@/map'
import type { HotSpot } from '../store'

/** A courtyard is drawn as a square of about this size around its point: its outline says nothing of how many reports there are. */
const courtyardSide = 0.0014

export const keyOf = (spot: HotSpot): string => spot.id ?? `${spot.lon},${spot.lat}`

/** Hot spots as squares for the map, shaded against the largest; the number stands on each. */
export function cellsOf(spots: HotSpot[]): { features: FeatureCollection; shades: Record<string, Shade> } {
  const most = Math.max(1, ...spots.map((s) => s.cases))
  const drawn = spots.filter((s) => s.lon !== null && s.lat !== null)
  const features: FeatureCollection = {
    type: 'FeatureCollection',
    features: drawn.map((s) => {
      const [w, h] = [(s.width ?? courtyardSide) / 2, (s.height ?? courtyardSide) / 2]
      const [lon, lat] = [s.lon!, s.lat!]
      return { type: 'Feature', properties: { id: keyOf(s), name: s.name ?? '' }, geometry: { type: 'Polygon', coordinates: [[[lon - w, lat - h], [lon + w, lat - h], [lon + w, lat + h], [lon - w, lat + h], [lon - w, lat - h]]] } }
    }),
  }
  return { features, shades: Object.fromEntries(drawn.map((s) => [keyOf(s), { weight: s.cases / most, text: String(s.cases) }])) }
}
