import OlMap from 'ol/Map'
import View from 'ol/View'
import Feature, { type FeatureLike } from 'ol/Feature'
import GeoJSON from 'ol/format/GeoJSON'
import Point from 'ol/geom/Point'
import VectorLayer from 'ol/layer/Vector'
import VectorSource from 'ol/source/Vector'
import { defaults as controls } from 'ol/control/defaults'
import { fromLonLat, toLonLat } from 'ol/proj'
import { isEmpty } from 'ol/extent'
import type { FeatureCollection } from 'geojson'
import { areaStyle, pinStyle, pointStyle } from './styles'

export interface Spot { lon: number; lat: number }
export interface MapPoint extends Spot { id: string; label: string; urgency: 'none' | 'due_soon' | 'overdue' }
/** What an area shows: 0 … 1 shades it, the text stands on it, so that colour never speaks alone. */
export interface Shade { weight: number; text: string }

export interface MapHooks { select: (id: string) => void; pick: (spot: Spot) => void; open: (id: string) => void }

/** The district's own outlines and points on a canvas. Nothing is fetched from outside: there are no tiles. */
export function createMap(target: HTMLElement, hooks: MapHooks, words: { zoomIn: string; zoomOut: string }) {
  const areas = new VectorSource()
  const points = new VectorSource()
  const pins = new VectorSource()
  const state = { shades: {} as Record<string, Shade>, selected: '', pickable: false }
  const areaLayer = new VectorLayer({ source: areas, style: (f, r) => areaStyle(f, r, state), declutter: true })
  const map = new OlMap({
    target,
    layers: [
      areaLayer,
      new VectorLayer({ source: points, style: pointStyle }),
      new VectorLayer({ source: pins, style: pinStyle }),
    ],
    view: new View({ center: fromLonLat([104, 35]), zoom: 5, maxZoom: 19, enableRotation: false }),
    controls: controls({ rotate: false, attribution: false, zoomOptions: { zoomInTipLabel: words.zoomIn, zoomOutTipLabel: words.zoomOut } }),
    keyboardEventTarget: target,
  })

  function under(pixel: number[]): { area: string | null; point: string | null } {
    const hit = { area: null as string | null, point: null as string | null }
    map.forEachFeatureAtPixel(pixel, (f: FeatureLike, layer) => {
      const id = String(f.get('id') ?? '')
      if (layer === areaLayer) hit.area ??= id
      else if (id) hit.point ??= id
    }, { hitTolerance: 8 })
    return hit
  }

  map.on('singleclick', (event) => {
    const hit = under(event.pixel)
    if (state.pickable) return pickAt(event.coordinate)
    if (hit.point) hooks.open(hit.point)
    else if (hit.area) hooks.select(hit.area)
  })
  map.on('pointermove', (event) => {
    if (event.dragging) return
    const hit = under(event.pixel)
    target.style.cursor = state.pickable ? 'crosshair' : hit.area || hit.point ? 'pointer' : ''
  })

  function pickAt(coordinate: number[]): void {
    const [lon, lat] = toLonLat(coordinate) as [number, number]
    hooks.pick({ lon: Number(lon.toFixed(6)), lat: Number(lat.toFixed(6)) })
  }

  function fit(): void {
    const extent = areas.getExtent()
    if (extent && !isEmpty(extent) && map.getSize()?.[0]) map.getView().fit(extent, { padding: [24, 24, 24, 24], maxZoom: 17 })
  }

  return {
    fit,
    setAreas(collection: FeatureCollection | null): void {
      areas.clear()
      if (!collection) return
      areas.addFeatures(new GeoJSON().readFeatures(collection, { dataProjection: 'EPSG:4326', featureProjection: 'EPSG:3857' }))
      fit()
    },
    setShades(shades: Record<string, Shade>): void { state.shades = shades; areaLayer.changed() },
    setSelected(id: string): void { state.selected = id; areaLayer.changed() },
    setPickable(on: boolean): void { state.pickable = on },
    setPoints(list: MapPoint[]): void {
      points.clear()
      points.addFeatures(list.map((p) => new Feature({ geometry: new Point(fromLonLat([p.lon, p.lat])), ...p })))
    },
    setPin(spot: Spot | null): void {
      pins.clear()
      if (!spot) return
      const at = fromLonLat([spot.lon, spot.lat])
      pins.addFeature(new Feature(new Point(at)))
      const view = map.getView()
      if (!map.getSize() || !view.calculateExtent().length) return
      const [left, bottom, right, top] = view.calculateExtent() as [number, number, number, number]
      if (at[0]! < left || at[0]! > right || at[1]! < bottom || at[1]! > top) view.setCenter(at)
    },
    goTo(spot: Spot, zoom = 16): void { map.getView().animate({ center: fromLonLat([spot.lon, spot.lat]), zoom, duration: 200 }) },
    pickCentre(): void { const c = map.getView().getCenter(); if (state.pickable && c) pickAt(c) },
    resize(): void { map.updateSize() },
    dispose(): void { map.setTarget(undefined) },
  }
}
export type MapEngine = ReturnType<typeof createMap>
