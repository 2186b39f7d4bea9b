import type { ChartBody } from '../store'

export interface TreeNode { body: ChartBody; below: TreeNode[] }

/** Bodies of the place under those that lead them; who has no superior among them stands at the top. A ring cannot hang the page. */
export function treeOf(bodies: ChartBody[]): TreeNode[] {
  const here = new Map(bodies.map((b) => [b.id, b]))
  const below = new Map<string, ChartBody[]>()
  const tops: ChartBody[] = []
  for (const body of bodies) {
    const leader = body.relations.find((r) => r.relation === 'leads' && here.has(r.over_id) && r.over_id !== body.id)
    if (leader) below.set(leader.over_id, [...(below.get(leader.over_id) ?? []), body])
    else tops.push(body)
  }
  const seen = new Set<string>()
  const grow = (body: ChartBody): TreeNode => {
    seen.add(body.id)
    return { body, below: (below.get(body.id) ?? []).filter((b) => !seen.has(b.id)).map(grow) }
  }
  const nodes = tops.map(grow)
  for (const body of bodies) if (!seen.has(body.id)) nodes.push(grow(body))
  return nodes
}
