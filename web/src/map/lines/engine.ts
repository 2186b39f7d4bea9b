import OlMap from 'ol/Map'
import View from 'ol/View'
import Feature from 'ol/Feature'
import GeoJSON from 'ol/format/GeoJSON'
import LineString from 'ol/geom/LineString'
import PointGeometry from 'ol/geom/Point'
import VectorLayer from 'ol/layer/Vector'
import VectorSource from 'ol/source/Vector'
import { defaults as controls } from 'ol/control/defaults'
import { defaults as interactions } from 'ol/interaction/defaults'
import { fromLonLat, toLonLat } from 'ol/proj'
import { isEmpty } from 'ol/extent'
import type { FeatureCollection } from 'geojson'
import { areaStyle } from '../styles'
import { draftStyle, lineStyle } from './styles'

export type LonLat = [number, number]
/** A road, river or wall over the district. */
export interface MapLine { id: string; kind: string; text: string; line: LonLat[] }
export interface LineMapHooks { line: (id: string) => void; point: (at: LonLat) => void; finish: () => void }

const rounded = (at: number[]): LonLat => [Number(at[0]!.toFixed(6)), Number(at[1]!.toFixed(6))]

/** Outlines below, lines above, and one line that is being drawn point by point. */
export function createLineMap(target: HTMLElement, hooks: LineMapHooks, words: { zoomIn: string; zoomOut: string }) {
  const [areas, lines, draft] = [new VectorSource(), new VectorSource(), new VectorSource()]
  const state = { selected: '', drawing: false }
  const lineLayer = new VectorLayer({ source: lines, style: (f, r) => lineStyle(f, r, state.selected), declutter: true })
  const map = new OlMap({
    target,
    layers: [
      new VectorLayer({ source: areas, style: (f, r) => areaStyle(f, r, { shades: {}, selected: '' }), declutter: true }),
      lineLayer,
      new VectorLayer({ source: draft, style: draftStyle }),
    ],
    view: new View({ center: fromLonLat([104, 35]), zoom: 5, maxZoom: 20, enableRotation: false }),
    controls: controls({ rotate: false, attribution: false, zoomOptions: { zoomInTipLabel: words.zoomIn, zoomOutTipLabel: words.zoomOut } }),
    // A double click ends a line; it must not zoom.
    interactions: interactions({ doubleClickZoom: false }),
    keyboardEventTarget: target,
  })
  const hit = (pixel: number[]): string =>
    map.forEachFeatureAtPixel(pixel, (f) => String(f.get('id') ?? ''), { layerFilter: (l) => l === lineLayer, hitTolerance: 8 }) ?? ''

  map.on('click', (event) => { if (state.drawing && event.originalEvent.detail < 2) hooks.point(rounded(toLonLat(event.coordinate))) })
  map.on('dblclick', () => { if (state.drawing) hooks.finish() })
  map.on('singleclick', (event) => {
    if (state.drawing) return
    const id = hit(event.pixel)
    if (id) hooks.line(id)
  })
  map.on('pointermove', (event) => { if (!event.dragging) target.style.cursor = state.drawing ? 'crosshair' : hit(event.pixel) ? 'pointer' : '' })

  function fit(): void {
    const extent = [areas, lines].map((source) => source.getExtent()).find((e) => e && !isEmpty(e))
    if (extent && map.getSize()?.[0]) map.getView().fit(extent, { padding: [24, 24, 24, 24], maxZoom: 17 })
  }

  return {
    fit,
    setAreas(collection: FeatureCollection | null): void {
      areas.clear()
      if (collection) areas.addFeatures(new GeoJSON().readFeatures(collection, { dataProjection: 'EPSG:4326', featureProjection: 'EPSG:3857' }))
      fit()
    },
    setLines(list: MapLine[]): void {
      lines.clear()
      lines.addFeatures(list.map(({ line, ...rest }) => new Feature({ geometry: new LineString(line.map((p) => fromLonLat(p))), ...rest })))
    },
    setDraft(points: LonLat[]): void {
      draft.clear()
      const at = points.map((p) => fromLonLat(p))
      if (at.length > 1) draft.addFeature(new Feature(new LineString(at)))
      draft.addFeatures(at.map((p) => new Feature(new PointGeometry(p))))
    },
    setDrawing(on: boolean): void { state.drawing = on },
    select(id: string): void {
      state.selected = id
      lineLayer.changed()
      const shape = lines.getFeatures().find((f) => f.get('id') === id)?.getGeometry()
      if (shape && map.getSize()?.[0]) map.getView().fit(shape.getExtent(), { padding: [60, 60, 60, 60], maxZoom: 16, duration: 200 })
    },
    pickCentre(): void {
      const centre = map.getView().getCenter()
      if (state.drawing && centre) hooks.point(rounded(toLonLat(centre)))
    },
    pixelOf: (at: LonLat): number[] => map.getPixelFromCoordinate(fromLonLat(at)) ?? [0, 0],
    resize(): void { map.updateSize() },
    dispose(): void { map.setTarget(undefined) },
  }
}
export type LineMapEngine = ReturnType<typeof createLineMap>
