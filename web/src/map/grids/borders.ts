import type { Adjacency } from './colouring'

export type Point = [number, number]
/** A place on plane coordinates (metres, north up): its outlines, or only where it stands. */
export interface Plot { id: string; rings: Point[][]; at: Point }
export type Segment = [Point, Point]
export interface Borders { segments: Map<string, Segment[]>; adjacent: Adjacency }

// How far across an edge a neighbour is looked for: a slip of the drawing, a lane, a road.
const steps = [4, 14, 40]

function inside(p: Point, rings: Point[][]): boolean {
  let odd = false
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [ax, ay] = ring[i]!
      const [bx, by] = ring[j]!
      if (ay > p[1] !== by > p[1] && p[0] < ((bx - ax) * (p[1] - ay)) / (by - ay) + ax) odd = !odd
    }
  }
  return odd
}

/** Which plot stands at a point, by buckets of the plots' boxes. */
class Lookup {
  private readonly buckets = new Map<string, Plot[]>()
  constructor(plots: Plot[], private readonly size = 400) {
    for (const plot of plots) {
      const xs = plot.rings.flat().map((p) => p[0])
      const ys = plot.rings.flat().map((p) => p[1])
      for (let x = this.cell(Math.min(...xs)); x <= this.cell(Math.max(...xs)); x++) {
        for (let y = this.cell(Math.min(...ys)); y <= this.cell(Math.max(...ys)); y++) {
          const key = `${x}:${y}`
          const list = this.buckets.get(key)
          if (list) list.push(plot)
          else this.buckets.set(key, [plot])
        }
      }
    }
  }
  at(p: Point, except: string): Plot | null {
    return this.buckets.get(`${this.cell(p[0])}:${this.cell(p[1])}`)?.find((x) => x.id !== except && inside(p, x.rings)) ?? null
  }
  private cell(v: number): number { return Math.floor(v / this.size) }
}

function join(map: Map<string, Set<string>>, a: string, b: string): void {
  if (!map.has(a)) map.set(a, new Set())
  if (!map.has(b)) map.set(b, new Set())
  if (a !== b) { map.get(a)!.add(b); map.get(b)!.add(a) }
}

/** Pieces of an outline are short enough to be judged whole: an edge may border two plots. */
function pieces(a: Point, b: Point): Segment[] {
  const n = Math.max(1, Math.min(12, Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / 60)))
  const at = (i: number): Point => [a[0] + ((b[0] - a[0]) * i) / n, a[1] + ((b[1] - a[1]) * i) / n]
  return Array.from({ length: n }, (_, i) => [at(i), at(i + 1)])
}

/**
 * The outlines of grids made of plots, and which grids lie side by side, across roads and slips of the drawing too. An edge
 * with a plot of the same grid on its other side, even across a road, is inside the grid and is not drawn.
 */
export function gridBorders(plots: Plot[], gridOf: (plot: string) => string | undefined): Borders {
  const drawn = plots.filter((p) => p.rings.length)
  const lookup = new Lookup(drawn)
  const segments = new Map<string, Segment[]>()
  const adjacent = new Map<string, Set<string>>()
  for (const plot of plots) {
    const grid = gridOf(plot.id)
    if (grid === undefined) continue
    join(adjacent, grid, grid)
    for (const ring of plot.rings) {
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
        for (const piece of pieces(ring[j]!, ring[i]!)) {
          const other = across(piece, plot, lookup)
          const there = other ? gridOf(other.id) : undefined
          if (there !== undefined) join(adjacent, grid, there)
          if (there === grid) continue
          const list = segments.get(grid)
          if (list) list.push(piece)
          else segments.set(grid, [piece])
        }
      }
    }
  }
  nearest(plots.filter((p) => !p.rings.length), gridOf, adjacent)
  return { segments, adjacent }
}

function across([a, b]: Segment, plot: Plot, lookup: Lookup): Plot | null {
  const length = Math.hypot(b[0] - a[0], b[1] - a[1])
  if (length === 0) return null
  const middle: Point = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
  const normal: Point = [(b[1] - a[1]) / length, (a[0] - b[0]) / length]
  const outward = inside([middle[0] + normal[0] * 0.5, middle[1] + normal[1] * 0.5], plot.rings) ? -1 : 1
  for (const step of steps) {
    const found = lookup.at([middle[0] + normal[0] * step * outward, middle[1] + normal[1] * step * outward], plot.id)
    if (found) return found
  }
  return null
}

/** Without outlines the six nearest are taken for neighbours: enough to keep their colours apart. */
function nearest(points: Plot[], gridOf: (plot: string) => string | undefined, adjacent: Map<string, Set<string>>): void {
  for (const p of points) {
    const grid = gridOf(p.id)
    if (grid === undefined) continue
    const others = points.filter((q) => q !== p)
      .map((q) => ({ q, d: (q.at[0] - p.at[0]) ** 2 + (q.at[1] - p.at[1]) ** 2 })).sort((x, y) => x.d - y.d).slice(0, 6)
    for (const { q } of others) {
      const there = gridOf(q.id)
      if (there !== undefined) join(adjacent, grid, there)
    }
  }
}
