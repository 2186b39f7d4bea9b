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

// Is every part connected and at least the threshold?
export function feasible(graph, part, threshold) {
  const weight = new Map();
  part.forEach((p, i) => weight.set(p, (weight.get(p) ?? 0) + graph.weights[i]));
  for (const sum of weight.values()) if (sum < threshold) return false;
  const seen = new Uint8Array(part.length);
  const pieces = new Set();
  for (let start = 0; start < part.length; ++start) {
    if (seen[start]) continue;
    if (pieces.has(part[start])) return false;
    pieces.add(part[start]);
    const open = [start];
    seen[start] = 1;
    while (open.length > 0) {
      for (const next of graph.neighbours[open.pop()]) {
        if (seen[next] || part[next] !== part[start]) continue;
        seen[next] = 1;
        open.push(next);
      }
    }
  }
  return true;
}
