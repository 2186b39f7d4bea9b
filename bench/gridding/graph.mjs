// Graphs as the engine and METIS read them.
import { readFileSync, writeFileSync } from "node:fs";

export function readCsv(path) {
  const [head, ...rows] = readFileSync(path, "utf8").trim().split(/\r?\n/);
  const names = head.split(",");
  return rows.map((row) => {
    const cells = row.split(",");
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? ""]));
  });
}

export function readGraph(folder) {
  const nodes = readCsv(`${folder}/nodes.csv`);
  const edges = readCsv(`${folder}/edges.csv`).map(({ u, v }) => [Number(u), Number(v)]);
  const neighbours = nodes.map(() => []);
  for (const [u, v] of edges) {
    neighbours[u].push(v);
    neighbours[v].push(u);
  }
  return { folder, nodes, weights: nodes.map((n) => Number(n.weight)), neighbours, edges: edges.length };
}

// METIS's own format, households as vertex weights.
export function writeMetis(graph, path) {
  const lines = [`${graph.nodes.length} ${graph.edges} 010 1`];
  graph.neighbours.forEach((list, i) => lines.push(`${graph.weights[i]} ${list.map((v) => v + 1).join(" ")}`));
  writeFileSync(path, `${lines.join("\n")}\n`);
}

// How many connected pieces of parts reach the threshold.
export function regionsOf(graph, part, threshold) {
  const seen = new Uint8Array(part.length);
  let regions = 0;
  for (let start = 0; start < part.length; ++start) {
    if (seen[start]) continue;
    let weight = 0;
    const open = [start];
    seen[start] = 1;
    while (open.length > 0) {
      const node = open.pop();
      weight += graph.weights[node];
      for (const next of graph.neighbours[node]) {
        if (seen[next] || part[next] !== part[start]) continue;
        seen[next] = 1;
        open.push(next);
      }
    }
    if (weight >= threshold) ++regions;
  }
  return regions;
}
