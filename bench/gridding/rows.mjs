// What is measured, against what, and what it is to reach. Each value is the median over five seeds; engine and METIS take turns.
// What would take more than a few minutes has one seed, and says so, unless the bench runs with --full.
import { writeFileSync } from "node:fs";
import { readCsv, readGraph, regionsOf, writeMetis } from "./graph.mjs";
import { check, generate, metis, plan } from "./programs.mjs";

const data = new URL("../data/regions", import.meta.url).pathname;
const seeds = Array.from({ length: Number(process.env.BENCH_SEEDS ?? 5) }, (_, i) => i + 1);
const full = process.argv.includes("--full");
const fewSeeds = full ? seeds : seeds.slice(0, 1);
const seedsNote = (used) => (used.length === 1 ? ", one seed" : "");
const threads = ["--threads", 2];
const grid = ["--mode", "grid", "--threshold", 300, "--hi", 400, ...threads];

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
const row = (name, value, unit, baseline, ratio, reach, note) => ({ name, value, unit, baseline, ratio, reach, note });

// The share of communities whose proof is one of these.
const share = (report, proofs) =>
  report.communities.filter((c) => proofs.includes(c.proof)).length / Math.max(1, report.communities.length);

// What the rows need of a report: a million courtyards have tens of thousands of communities.
const summary = (report) => ({
  seconds: report.seconds,
  valid: report.value.valid,
  grids: report.grids,
  counted: share(report, ["count proven", "proven optimal"]),
  proven: share(report, ["proven optimal"]),
});

const instances = [
  { name: "grid_1063", folder: `${data}/syn1063`, valid: 268, undersize: 21, count: 0.15, full: 0.5, proven: 1 },
  { name: "grid_10000", folder: `${data}/syn10000`, valid: 2582, count: 0.1, full: 3, proven: 0.99 },
  { name: "grid_100000", courtyards: 100_000, count: 0.15 },
  // One gpmetis takes most of a minute here; the engine has all its seeds.
  { name: "grid_1000000", courtyards: 1_000_000, count: 0.5, metisSeeds: fewSeeds },
];

export function* gridRows(wanted, scratch) {
  for (const instance of instances.filter(({ name }) => wanted(name))) {
    const folder = instance.folder ?? `${scratch}/${instance.name}`;
    if (instance.courtyards) generate(instance.courtyards, folder);
    const file = `${scratch}/${instance.name}.graph`;
    writeMetis(readGraph(folder), file);
    const labels = `${scratch}/labels.csv`;
    const metisSeeds = instance.metisSeeds ?? seeds;
    const runs = seeds.map((seed) => {
      const count = summary(plan(folder, [...grid, "--count-only", "--seed", seed], { labels }));
      const complete = instance.full ? summary(plan(folder, [...grid, "--seed", seed], { labels })) : null;
      // As many parts as the plan has grids.
      const beside = metisSeeds.includes(seed) ? metis(file, count.grids, seed).seconds : null;
      return { count, complete, beside };
    });
    const baseline = median(runs.map((run) => run.beside).filter((value) => value !== null));
    const checked = check(folder, labels, ["--T", 300, "--mode", "grid"]);
    const right =
      checked.feasible &&
      checked.p_valid === (instance.valid ?? runs[0].count.valid) &&
      (instance.undersize === undefined || checked.undersize === instance.undersize);
    const seconds = median(runs.map((run) => run.count.seconds));
    const counted = runs.every((run) => run.count.counted === 1);
    const note = `${checked.p_valid} valid, ${checked.undersize} undersize${metisSeeds.length < seeds.length ? ", METIS with one seed" : ""}`;
    yield row(instance.full ? `${instance.name}_count` : instance.name, seconds * 1e3, "ms", baseline * 1e3, seconds / baseline,
      right && counted && seconds / baseline <= instance.count, `${note}, count ${counted ? "proven for all" : "not proven"}`);
    if (!instance.full) continue;
    const fullSeconds = median(runs.map((run) => run.complete.seconds));
    const proven = Math.min(...runs.map((run) => run.complete.proven));
    yield row(instance.name, fullSeconds * 1e3, "ms", baseline * 1e3, fullSeconds / baseline,
      right && proven >= instance.proven && fullSeconds / baseline <= instance.full,
      `${note}, full order proven in ${(100 * proven).toFixed(1)} % of communities`);
  }
}

const states = [
  { name: "maxp_nc", folder: `${data}/rda_nc`, threshold: 40000, bound: 260, reach: 255, stretch: 257, regions: 213, peer: 20_518_820 },
  { name: "maxp_fl", folder: `${data}/rda_fl`, threshold: 30000, bound: 717, reach: 700, stretch: 709, regions: 563, peer: 69_057_221 },
];
const maxp = (state, seed, seconds) =>
  ["--mode", "maxp", "--threshold", state.threshold, "--attr", "vap", ...threads, "--seed", seed, "--seconds", seconds];

// The most regions that gpmetis's parts yield, scanned over k from the bound down: parts that are too light join a neighbour, so
// the regions are the connected parts that reach the threshold.
function metisScan(state, scratch) {
  const graph = readGraph(state.folder);
  const file = `${scratch}/${state.name}.graph`;
  writeMetis(graph, file);
  let best = 0;
  for (let parts = state.bound; parts > best; --parts) {
    for (const seed of seeds) {
      best = Math.max(best, regionsOf(graph, metis(file, parts, seed, { read: true }).part, state.threshold));
    }
  }
  return best;
}

function regions(state, args, labels) {
  plan(state.folder, args, { labels });
  const checked = check(state.folder, labels, ["--T", state.threshold, "--attr", "vap"]);
  if (!checked.feasible) throw new Error(`${state.name}: the checker refuses the plan`);
  return checked;
}

export function* maxpRows(wanted, scratch) {
  for (const state of states.filter(({ name }) => wanted(name))) {
    const labels = `${scratch}/labels.csv`;
    const baseline = metisScan(state, scratch);
    const value = median(seeds.map((seed) => regions(state, maxp(state, seed, 1), labels).p));
    yield row(state.name, value, "regions in 1 s", baseline, value / baseline, value >= state.reach, `bound ${state.bound}`);
    const longer = median(fewSeeds.map((seed) => regions(state, maxp(state, seed, 60), labels).p));
    yield row(`${state.name}_stretch`, longer, "regions in 60 s", baseline, longer / baseline, longer >= state.stretch,
      `bound ${state.bound}${seedsNote(fewSeeds)}`);
  }
}

export function* heterogeneityRows(wanted, scratch) {
  if (!wanted("maxp_h")) return;
  for (const state of states) {
    const labels = `${scratch}/labels.csv`;
    const values = seeds.map((seed) => {
      const checked = regions(state, [...maxp(state, seed, 10), "--regions", state.regions], labels);
      if (checked.p !== state.regions) throw new Error(`${state.name}: ${checked.p} regions`);
      return checked.H;
    });
    const value = median(values);
    yield row(`maxp_h_${state.name.slice(-2)}`, value, "H in 10 s", state.peer, value / state.peer, value <= 0.75 * state.peer,
      `${state.regions} regions; baseline: the best peer of PEERS.md`);
  }
}

// The plan of syn1063 goes into force; then courtyards grow or shrink by up to half until 5 % of all households have changed.
function changedDistrict(folder, scratch, seed) {
  const labels = `${scratch}/labels.csv`;
  plan(folder, grid, { labels });
  const graph = readGraph(folder);
  let state = seed;
  const random = () => ((state = (state * 1103515245 + 12345) % 2147483648), state / 2147483648);
  let left = 0.05 * graph.weights.reduce((sum, weight) => sum + weight, 0);
  while (left > 0) {
    const node = graph.nodes[Math.floor(random() * graph.nodes.length)];
    const before = Number(node.weight);
    node.weight = Math.max(1, Math.round(before * (0.5 + random())));
    left -= Math.abs(node.weight - before);
  }
  const inForce = readCsv(labels).map(({ region }) => region);
  const columns = ["id", "x", "y", "weight", "type", "community"];
  const lines = graph.nodes.map((node, i) => [...columns.map((c) => node[c]), `g${inForce[i]}`].join(","));
  const nodes = `${scratch}/changed.csv`;
  writeFileSync(nodes, `${[[...columns, "grid"].join(","), ...lines].join("\n")}\n`);
  return nodes;
}

export function* replanRows(wanted, scratch) {
  if (!wanted("replan")) return;
  const folder = `${data}/syn1063`;
  const labels = `${scratch}/labels.csv`;
  const file = `${scratch}/replan.graph`;
  writeMetis(readGraph(folder), file);
  const runs = seeds.map((seed) => {
    const nodes = changedDistrict(folder, scratch, seed);
    const changed = plan(folder, [...grid, "--replan"], { nodes, labels });
    const scratchPlan = plan(folder, grid, { nodes, labels });
    return { changed, scratchPlan, baseline: metis(file, changed.grids, seed).seconds };
  });
  const seconds = median(runs.map((run) => run.changed.seconds));
  const baseline = median(runs.map((run) => run.baseline));
  const moved = median(runs.map((run) => run.changed.value.moved));
  const movedFromScratch = median(runs.map((run) => run.scratchPlan.value.moved));
  const right = runs.every((run) => run.changed.value.valid === run.scratchPlan.value.valid && run.scratchPlan.gap === 0);
  const proven = Math.min(...runs.map((run) => share(run.changed, ["proven optimal"])));
  const gap = Math.max(...runs.map((run) => run.changed.value.moved - run.changed.bound.moved));
  yield row("replan", seconds * 1e3, "ms", baseline * 1e3, seconds / baseline, right && seconds / baseline <= 3,
    `${moved} households move, proven least in ${(100 * proven).toFixed(1)} % of communities (gap at most ${gap}); from scratch ${movedFromScratch}`);
}
