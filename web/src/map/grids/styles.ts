import { Circle, Fill, Stroke, Style, Text } from 'ol/style'
import type { FeatureLike } from 'ol/Feature'
import PointGeometry from 'ol/geom/Point'
import type Geometry from 'ol/geom/Geometry'
import type { GridMapState } from './engine'

const font = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif'
const ink = '#1f2623'
const pine = '#174538'
const late = '#a3291b'
const halo = new Stroke({ color: 'rgba(255,254,251,0.94)', width: 3.5 })

/** Six quiet washes; told apart by lightness as well as hue, and never the only sign: borders and names go with them. */
const washes = ['#cfe2d8', '#f0dfb8', '#d3dcea', '#edd0c4', '#dde3b4', '#ddd1e4']
const none = '#f3f1ea'

/** Slanted lines over a wash: the sign of a grid with too few households. */
function hatched(wash: string): CanvasPattern | string {
  const tile = document.createElement('canvas')
  tile.width = tile.height = 14
  const g = tile.getContext('2d')
  if (!g) return wash
  g.fillStyle = wash
  g.fillRect(0, 0, 14, 14)
  g.strokeStyle = 'rgba(163,41,27,0.5)'
  g.lineWidth = 2
  for (const x of [-14, 0, 14]) { g.beginPath(); g.moveTo(x, 14); g.lineTo(x + 14, 0); g.stroke() }
  return g.createPattern(tile, 'repeat') ?? wash
}
const fills = new Map<string, Fill>()
function fillOf(colour: number | undefined, undersize: boolean): Fill {
  const key = `${colour ?? 'none'}:${undersize}`
  const wash = colour === undefined ? none : washes[colour]!
  if (!fills.has(key)) fills.set(key, new Fill({ color: undersize ? hatched(wash) : wash }))
  return fills.get(key)!
}

/** Lines grow thinner as the map shows more, or a district would be all border. */
const fine = (resolution: number): number => (resolution > 9 ? 0.45 : resolution > 4 ? 0.7 : 1)

export function plotStyle(f: FeatureLike, resolution: number, state: GridMapState): Style[] {
  const id = String(f.get('id') ?? '')
  const grid = state.gridOf[id]
  const fill = fillOf(grid === undefined ? undefined : state.colours.get(grid), Boolean(grid !== undefined && state.marks[grid]?.undersize))
  const chosen = id === state.selectedPlot
  const stroke = new Stroke({ color: chosen ? pine : 'rgba(255,254,251,0.9)', width: chosen ? 4 : fine(resolution) })
  const shape = f.getGeometry() as Geometry
  const isPoint = shape instanceof PointGeometry
  const box = shape.getExtent()
  const name = String(f.get('name') ?? '')
  const roomy = isPoint ? resolution < 2 : (box[2]! - box[0]!) / resolution > Math.max(70, name.length * 12) && (box[3]! - box[1]!) / resolution > 58
  const text = chosen || roomy
    ? new Text({ text: name, font: `400 12px ${font}`, fill: new Fill({ color: ink }), stroke: halo, offsetY: 24, overflow: true })
    : undefined
  const styles = [new Style({
    ...(isPoint ? { image: new Circle({ radius: chosen ? 10 : 8, fill, stroke: new Stroke({ color: chosen ? pine : '#626a64', width: chosen ? 4 : 1.5 }) }) } : { fill, stroke }),
    zIndex: chosen ? 3 : 1, text,
  })]
  if (state.islands.has(id)) {
    styles.push(new Style({ geometry: (g) => centreOf(g.getGeometry() as Geometry), zIndex: 4, image: new Circle({ radius: 15, stroke: new Stroke({ color: '#7c4d00', width: 3, lineDash: [4, 4] }) }) }))
  }
  return styles
}

const centreOf = (shape: Geometry): Geometry => {
  const [left, bottom, right, top] = shape.getExtent() as [number, number, number, number]
  return new PointGeometry([(left + right) / 2, (bottom + top) / 2])
}

export function borderStyle(f: FeatureLike, resolution: number, state: GridMapState): Style[] {
  const grid = String(f.get('grid') ?? '')
  const chosen = grid === state.selectedGrid || grid === state.target
  const undersize = state.marks[grid]?.undersize
  const line = new Style({ stroke: new Stroke({ color: chosen ? pine : undersize ? late : '#5b6b63', width: chosen ? 4 : (undersize ? 2.4 : 2) * fine(resolution), lineCap: 'round' }), zIndex: chosen ? 3 : undersize ? 2 : 1 })
  return grid === state.target ? [new Style({ stroke: new Stroke({ color: '#fffefb', width: 8 }), zIndex: 2 }), line] : [line]
}

/** Dashes on a pale casing: the grids in force, whatever lies below. */
export function overlayStyle(_: FeatureLike, resolution: number): Style[] {
  const scale = fine(resolution)
  return [
    new Style({ stroke: new Stroke({ color: 'rgba(255,254,251,0.9)', width: 4.5 * scale }) }),
    new Style({ stroke: new Stroke({ color: '#3b5166', width: 2.2 * scale, lineDash: [7 * scale, 5 * scale] }) }),
  ]
}

const pairColours: Record<string, string> = { open: '#7c4d00', yes: '#1f5a4c', no: '#a3291b' }
/** From afar a pair is a thin line; its sign shows once there is room for it. */
export function pairStyle(f: FeatureLike, resolution: number): Style[] {
  const state = String(f.get('state'))
  const color = pairColours[state] ?? ink
  const sign = state === 'open' ? '?' : state === 'yes' ? '✓' : '×'
  const shape = f.getGeometry() as Geometry
  const line = new Style({ stroke: new Stroke({ color, width: resolution > 4 ? 1.5 : 3, lineDash: state === 'no' ? [6, 6] : undefined }) })
  if (resolution > 4) return [line]
  return [
    new Style({ stroke: new Stroke({ color: '#fffefb', width: 7 }) }),
    line,
    new Style({
      geometry: () => centreOf(shape), image: new Circle({ radius: 11, fill: new Fill({ color }), stroke: new Stroke({ color: '#fffefb', width: 2 }) }),
      text: new Text({ text: sign, font: `700 14px ${font}`, fill: new Fill({ color: '#fffefb' }) }),
    }),
  ]
}

export function labelStyle(f: FeatureLike, resolution: number, state: GridMapState): Style | undefined {
  const grid = String(f.get('grid') ?? '')
  const mark = state.marks[grid]
  if (!mark?.text || (resolution > 12 && grid !== state.selectedGrid)) return undefined
  return new Style({
    zIndex: grid === state.selectedGrid ? 10 : mark.undersize ? 5 : 1,
    text: new Text({ text: mark.text, font: `600 13px/1.3 ${font}`, fill: new Fill({ color: mark.undersize ? late : ink }), stroke: halo, overflow: true }),
  })
}

export const dragStyle = [
  new Style({ stroke: new Stroke({ color: '#fffefb', width: 7 }) }),
  new Style({ stroke: new Stroke({ color: pine, width: 3, lineDash: [2, 7], lineCap: 'round' }) }),
]
