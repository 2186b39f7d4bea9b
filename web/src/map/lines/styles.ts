import { Circle, Fill, Stroke, Style, Text } from 'ol/style'
import type { FeatureLike } from 'ol/Feature'

const font = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif'
const paper = '#fffefb'
const late = '#a3291b'

/** Kinds differ in dashes as well as colour, and their names stand on them. */
const strokes: Record<string, { color: string; width: number; lineDash?: number[] }> = {
  river: { color: '#2a5c8a', width: 4 },
  rail: { color: '#1f2623', width: 3, lineDash: [10, 6] },
  road: { color: '#6b5a2e', width: 4 },
  wall: { color: '#7a3b2e', width: 3, lineDash: [3, 5] },
}

export function lineStyle(f: FeatureLike, resolution: number, selected: string): Style[] {
  const look = strokes[String(f.get('kind') ?? '')] ?? strokes.wall!
  const chosen = f.get('id') === selected
  const named = chosen || resolution < 12
  return [
    new Style({ stroke: new Stroke({ color: chosen ? late : paper, width: look.width + (chosen ? 6 : 4) }), zIndex: chosen ? 2 : 1 }),
    new Style({
      stroke: new Stroke(look), zIndex: chosen ? 3 : 1,
      text: named ? new Text({ text: String(f.get('text') ?? ''), placement: 'line', font: `600 13px ${font}`, fill: new Fill({ color: '#1f2623' }), stroke: new Stroke({ color: paper, width: 4 }), overflow: true }) : undefined,
    }),
  ]
}

export const draftStyle = [
  new Style({ stroke: new Stroke({ color: paper, width: 7 }) }),
  new Style({
    stroke: new Stroke({ color: late, width: 3, lineDash: [8, 6] }),
    image: new Circle({ radius: 6, fill: new Fill({ color: late }), stroke: new Stroke({ color: paper, width: 2 }) }),
  }),
]
