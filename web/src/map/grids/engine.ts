import OlMap from 'ol/Map'
import View from 'ol/View'
import Feature from 'ol/Feature'
import GeoJSON from 'ol/format/GeoJSON'
import LineString from 'ol/geom/LineString'
import MultiLineString from 'ol/geom/MultiLineString'
import MultiPolygon from 'ol/geom/MultiPolygon'
import PointGeometry from 'ol/geom/Point'
import Polygon from 'ol/geom/Polygon'
import Pointer from 'ol/interaction/Pointer'
import VectorLayer from 'ol/layer/Vector'
import VectorSource from 'ol/source/Vector'
import { defaults as controls } from 'ol/control/defaults'
import { fromLonLat } from 'ol/proj'
import { isEmpty } from 'ol/extent'
import type { FeatureCollection } from 'geojson'
import { gridBorders, type Plot, type Point } from './borders'
import { colourGrids } from './colouring'
import { borderStyle, dragStyle, labelStyle, overlayStyle, pairStyle, plotStyle } from './styles'

/** What a grid shows beside its colour: a short text and whether it lacks households. */
export interface GridMark { text: string; undersize?: boolean }
/** `line`: the two ends in degrees, for places that are not plots of the map themselves. */
export interface MapPair { id: string; from: string; to: string; line?: [number, number][]; state: 'open' | 'yes' | 'no' }
export interface GridMapHooks { plot: (id: string) => void; pair: (id: string) => void; drop: (plot: string, grid: string) => void }

/** What the styles read; `colours` is kept from one drawing to the next so that the map does not flicker. */
export interface GridMapState {
  gridOf: Record<string, string>
  marks: Record<string, GridMark>
  colours: Map<string, number>
  selectedPlot: string
  selectedGrid: string
  target: string
  islands: Set<string>
}

// Maps of one group share their view and so move in step.
const groups = new Map<string, { view: View; users: number }>()
function viewOf(group: string): View {
  const fresh = () => new View({ center: fromLonLat([104, 35]), zoom: 5, maxZoom: 20, enableRotation: false })
  if (!group) return fresh()
  const found = groups.get(group) ?? { view: fresh(), users: 0 }
  found.users++
  groups.set(group, found)
  return found.view
}
function leave(group: string): void {
  const found = groups.get(group)
  if (found && --found.users === 0) groups.delete(group)
}

function plotOf(f: Feature): Plot {
  const shape = f.getGeometry()
  const id = String(f.get('id') ?? '')
  const polygons = shape instanceof Polygon ? [shape] : shape instanceof MultiPolygon ? shape.getPolygons() : []
  const largest = polygons.reduce<Polygon | null>((a, b) => (!a || b.getArea() > a.getArea() ? b : a), null)
  const at = largest ? largest.getInteriorPoint().getCoordinates() : shape instanceof PointGeometry ? shape.getCoordinates() : [0, 0]
  return { id, rings: polygons.flatMap((p) => p.getCoordinates() as Point[][]), at: [at[0]!, at[1]!] }
}

/** Grids as coloured groups of plots on a canvas, with borders, names, doubtful pairs and a plot that can be dragged. */
export function createGridMap(target: HTMLElement, hooks: GridMapHooks, words: { zoomIn: string; zoomOut: string }, group: string) {
  const state: GridMapState = { gridOf: {}, marks: {}, colours: new Map(), selectedPlot: '', selectedGrid: '', target: '', islands: new Set() }
  const [plots, borders, overlay, pairs, labels, drag] = Array.from({ length: 6 }, () => new VectorSource()) as
    [VectorSource, VectorSource, VectorSource, VectorSource, VectorSource, VectorSource]
  const plotLayer = new VectorLayer({ source: plots, style: (f, r) => plotStyle(f, r, state), declutter: true })
  const borderLayer = new VectorLayer({ source: borders, style: (f, r) => borderStyle(f, r, state) })
  const pairLayer = new VectorLayer({ source: pairs, style: pairStyle })
  const labelLayer = new VectorLayer({ source: labels, style: (f, r) => labelStyle(f, r, state), declutter: true })
  const map = new OlMap({
    target,
    // The grids in force lie below the plan's borders: dashes show only where the two differ.
    layers: [plotLayer, new VectorLayer({ source: overlay, style: overlayStyle }), borderLayer, pairLayer, labelLayer, new VectorLayer({ source: drag, style: dragStyle })],
    view: viewOf(group),
    controls: controls({ rotate: false, attribution: false, zoomOptions: { zoomInTipLabel: words.zoomIn, zoomOutTipLabel: words.zoomOut } }),
    keyboardEventTarget: target,
  })
  let list: Plot[] = []
  let present: Record<string, string> | null = null
  let movable = false
  const centre = new Map<string, Point>()

  const hit = (pixel: number[], layer: VectorLayer, tolerance = 0): string =>
    map.forEachFeatureAtPixel(pixel, (f) => String(f.get('id') ?? ''), { layerFilter: (l) => l === layer, hitTolerance: tolerance }) ?? ''
  const restyle = () => { for (const layer of [plotLayer, borderLayer, labelLayer]) layer.changed() }

  function draw(): void {
    const { segments, adjacent } = gridBorders(list, (id) => state.gridOf[id])
    state.colours = colourGrids(adjacent, state.colours)
    borders.clear()
    borders.addFeatures([...segments].map(([grid, lines]) => new Feature({ geometry: new MultiLineString(lines), grid })))
    labels.clear()
    // The name stands on the middlemost plot, so that it lies inside the grid whatever its shape.
    const members = new Map<string, Plot[]>()
    for (const p of list) { const g = state.gridOf[p.id]; if (g !== undefined) members.set(g, [...(members.get(g) ?? []), p]) }
    for (const [grid, own] of members) {
      const x = own.reduce((s, p) => s + p.at[0], 0) / own.length
      const y = own.reduce((s, p) => s + p.at[1], 0) / own.length
      const at = own.reduce((a, b) => (Math.hypot(b.at[0] - x, b.at[1] - y) < Math.hypot(a.at[0] - x, a.at[1] - y) ? b : a)).at
      labels.addFeature(new Feature({ geometry: new PointGeometry(at), grid }))
    }
    restyle()
  }
  function drawOverlay(): void {
    overlay.clear()
    if (!present) return
    const { segments } = gridBorders(list, (id) => present![id])
    overlay.addFeatures([...segments.values()].map((lines) => new Feature(new MultiLineString(lines))))
  }

  map.on('singleclick', (event) => {
    const pair = pairs.getFeatures().length ? hit(event.pixel, pairLayer, 12) : ''
    if (pair) return hooks.pair(pair)
    const plot = hit(event.pixel, plotLayer, 6)
    if (plot) hooks.plot(plot)
  })
  map.on('pointermove', (event) => {
    if (event.dragging) return
    const plot = hit(event.pixel, plotLayer, 6)
    target.style.cursor = movable && plot && plot === state.selectedPlot ? 'grab' : plot || (pairs.getFeatures().length && hit(event.pixel, pairLayer, 12)) ? 'pointer' : ''
  })
  // Only the plot that is chosen can be dragged, so that everywhere else a drag moves the map.
  let carried = ''
  map.addInteraction(new Pointer({
    handleDownEvent: (event) => {
      carried = movable && state.selectedPlot && hit(event.pixel, plotLayer, 6) === state.selectedPlot ? state.selectedPlot : ''
      return carried !== ''
    },
    handleDragEvent: (event) => {
      const from = centre.get(carried)
      drag.clear()
      if (from) drag.addFeature(new Feature(new LineString([from, event.coordinate])))
      const over = state.gridOf[hit(event.pixel, plotLayer)] ?? ''
      if (over !== state.target) { state.target = over; restyle() }
      target.style.cursor = 'grabbing'
    },
    handleUpEvent: () => {
      drag.clear()
      const to = state.target
      state.target = ''
      restyle()
      if (to && to !== state.gridOf[carried]) hooks.drop(carried, to)
      return false
    },
  }))

  function fit(ids?: string[]): void {
    const own = ids ? list.filter((p) => ids.includes(p.id)) : []
    const extent = own.length
      ? own.flatMap((p) => [...p.rings.flat(), p.at]).reduce((e, [x, y]) => [Math.min(e[0]!, x), Math.min(e[1]!, y), Math.max(e[2]!, x), Math.max(e[3]!, y)], [Infinity, Infinity, -Infinity, -Infinity])
      : plots.getExtent()
    if (extent && !isEmpty(extent) && map.getSize()?.[0]) map.getView().fit(extent, { padding: [28, 28, 28, 28], maxZoom: 18 })
  }

  return {
    fit,
    setPlots(collection: FeatureCollection | null): void {
      plots.clear()
      if (collection) plots.addFeatures(new GeoJSON().readFeatures(collection, { dataProjection: 'EPSG:4326', featureProjection: 'EPSG:3857' }).filter((f) => f.getGeometry()))
      list = plots.getFeatures().map(plotOf)
      centre.clear()
      for (const p of list) centre.set(p.id, p.at)
      draw()
      drawOverlay()
      fit()
    },
    setGrids(gridOf: Record<string, string>, marks: Record<string, GridMark>): void { state.gridOf = gridOf; state.marks = marks; draw() },
    setPresent(gridOf: Record<string, string> | null): void { present = gridOf; drawOverlay() },
    setPairs(next: MapPair[]): void {
      pairs.clear()
      pairs.addFeatures(next.flatMap((p) => {
        const [a, b] = [centre.get(p.from), centre.get(p.to)]
        const line = a && b ? [a, b] : p.line?.length === 2 ? p.line.map((x) => fromLonLat(x)) : null
        return line ? [new Feature({ geometry: new LineString(line), id: p.id, state: p.state })] : []
      }))
    },
    setIslands(ids: string[]): void { state.islands = new Set(ids); restyle() },
    select(plot: string, grid: string): void { state.selectedPlot = plot; state.selectedGrid = grid; restyle() },
    setMovable(on: boolean): void { movable = on },
    /** Brings a plot into view without losing the reader's own zoom, unless the plot would be a speck. */
    show(ids: string[]): void {
      const at = ids.map((id) => centre.get(id)).find(Boolean)
      if (!at || !map.getSize()) return
      const [left, bottom, right, top] = map.getView().calculateExtent() as [number, number, number, number]
      if (at[0] < left || at[0] > right || at[1] < bottom || at[1] > top) map.getView().animate({ center: at, duration: 200 })
    },
    pickCentre(): void {
      const at = map.getPixelFromCoordinate(map.getView().getCenter() ?? [0, 0])
      const plot = at ? hit(at, plotLayer, 12) : ''
      if (plot) hooks.plot(plot)
    },
    /** Where a plot stands on the canvas, in pixels. */
    pixelOf(plot: string): number[] | null { const at = centre.get(plot); return at ? map.getPixelFromCoordinate(at) : null },
    resize(): void { map.updateSize() },
    dispose(): void { map.setTarget(undefined); leave(group) },
  }
}
export type GridMapEngine = ReturnType<typeof createGridMap>
