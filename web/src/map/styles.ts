import { Circle, Fill, RegularShape, Stroke, Style, Text } from 'ol/style'
import type { FeatureLike } from 'ol/Feature'
import type { Shade } from './engine'

const font = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif'
const halo = new Stroke({ color: 'rgba(255,254,251,0.92)', width: 3.5 })

/** Pine wash from almost paper to deep; text stays dark with a halo, so it reads on every step. */
function wash(weight: number): string {
  const mix = (from: number, to: number) => Math.round(from + (to - from) * Math.min(Math.max(weight, 0), 1))
  return `rgba(${mix(238, 71)}, ${mix(243, 138)}, ${mix(237, 118)}, 0.9)`
}

export function areaStyle(f: FeatureLike, resolution: number, state: { shades: Record<string, Shade>; selected: string }): Style[] {
  const id = String(f.get('id') ?? '')
  const shade = state.shades[id]
  const chosen = id === state.selected
  const extent = f.getGeometry()?.getExtent() ?? [0, 0, 0, 0]
  const width = (extent[2]! - extent[0]!) / resolution
  const name = String(f.get('name') ?? '')
  const label = shade?.text ? `${name}\n${shade.text}` : name
  return [new Style({
    fill: new Fill({ color: wash(shade?.weight ?? 0) }),
    stroke: new Stroke({ color: chosen ? '#174538' : '#8fa79d', width: chosen ? 3.5 : 1.2 }),
    zIndex: chosen ? 2 : 1,
    text: width < name.length * 11 ? undefined : new Text({
      text: label, font: `500 13px/1.35 ${font}`, fill: new Fill({ color: '#1f2623' }), stroke: halo, overflow: true,
    }),
  })]
}

const marks: Record<string, Style> = {}

/** Overdue is a diamond, due soon a triangle, the rest a disc: the shape tells it too. */
export function pointStyle(f: FeatureLike): Style {
  const urgency = String(f.get('urgency'))
  const edge = new Stroke({ color: '#fffefb', width: 2 })
  return (marks[urgency] ??= new Style({
    image: urgency === 'overdue'
      ? new RegularShape({ points: 4, radius: 10, fill: new Fill({ color: '#a3291b' }), stroke: edge })
      : urgency === 'due_soon'
        ? new RegularShape({ points: 3, radius: 10, fill: new Fill({ color: '#a86a00' }), stroke: edge })
        : new Circle({ radius: 7, fill: new Fill({ color: '#1f5a4c' }), stroke: edge }),
  }))
}

export const pinStyle = [
  new Style({ image: new Circle({ radius: 14, fill: new Fill({ color: '#a3291b' }), stroke: new Stroke({ color: '#fffefb', width: 3 }) }) }),
  new Style({ image: new Circle({ radius: 4.5, fill: new Fill({ color: '#fffefb' }) }) }),
]
