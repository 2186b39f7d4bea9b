/** Six washes that differ in hue and lightness; `styles.ts` holds them in this order. */
export const colourCount = 6

export type Adjacency = ReadonlyMap<string, ReadonlySet<string>>

/**
 * Colours grids so that neighbours differ (DSATUR, Brélaz 1979). What was coloured before keeps its colour where that
 * still holds, so that a map does not flicker when one courtyard moves.
 */
export function colourGrids(adjacent: Adjacency, before: ReadonlyMap<string, number> = new Map()): Map<string, number> {
  const colour = new Map<string, number>()
  const taken = (id: string) => new Set([...(adjacent.get(id) ?? [])].map((n) => colour.get(n)).filter((c) => c !== undefined))
  const degree = (id: string) => adjacent.get(id)?.size ?? 0
  const ids = [...adjacent.keys()].sort()
  for (const id of ids) {
    const old = before.get(id)
    if (old !== undefined && !taken(id).has(old)) colour.set(id, old)
  }
  const open = new Set(ids.filter((id) => !colour.has(id)))
  const used = Array.from({ length: colourCount }, (_, c) => [...colour.values()].filter((x) => x === c).length)
  while (open.size) {
    let next = ''
    let best = -1
    for (const id of open) {
      const rank = taken(id).size * 4096 + degree(id)
      if (rank > best) { best = rank; next = id }
    }
    const refused = taken(next)
    const free = used.map((_, c) => c).filter((c) => !refused.has(c))
    // More than six neighbours that all differ: any colour will do, the borders and names still tell them apart.
    const choice = (free.length ? free : used.map((_, c) => c)).reduce((a, b) => (used[b]! < used[a]! ? b : a))
    colour.set(next, choice)
    used[choice]!++
    open.delete(next)
  }
  return colour
}
