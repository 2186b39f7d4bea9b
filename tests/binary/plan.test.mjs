// `linli plan` judged by a checker that shares nothing with the engine, not even the language.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import test from "node:test";
import { linli, scratch } from "./lib.mjs";

const root = new URL("../..", import.meta.url).pathname;
const district = `${root}tests/data/regions/syn1063`;
const state = `${root}bench/data/regions/rda_nc`;

function plan(folder, labels, ...args) {
  const files = ["--nodes", `${folder}/nodes.csv`, "--edges", `${folder}/edges.csv`, "--labels", labels];
  const ended = linli("plan", ...files, ...args.map(String), "--json");
  assert.equal(ended.code, 0, ended.err);
  return JSON.parse(ended.out);
}

function check(folder, labels, ...args) {
  const program = `${root}tests/check_partition.py`;
  const ended = spawnSync("python3", [program, folder, labels, ...args.map(String), "--json"], { encoding: "utf8" });
  assert.ifError(ended.error);
  return ended.stdout.startsWith("{") ? JSON.parse(ended.stdout) : { feasible: false };
}

const gridMode = ["--mode", "grid", "--threshold", 300, "--hi", 400];
const gridRules = ["--mode", "grid", "--T", 300, "--hi", 400];
const lines = (path) => readFileSync(path, "utf8").trim().split("\n");

test("the grids of a district pass the checker, figure by figure", (t) => {
  const labels = `${scratch(t)}/labels.csv`;
  const { value, bound, proof } = plan(district, labels, ...gridMode);
  const found = check(district, labels, ...gridRules);
  assert.equal(found.feasible, true);
  assert.deepEqual([found.p_valid, found.undersize], [268, 21]);
  assert.deepEqual([value.valid, value.undersize, bound.valid], [268, 21, 268]);
  assert.equal(proof, "proven optimal");
  assert.equal(found.excess, value.excess);
  assert.equal(found.type_mix, value.mixing);
  assert.equal(found.in_band, value.in_band);
  assert.ok(Math.abs(found.inertia - value.compactness) < 1e-3 * found.inertia);
});

test("the regions of max-p mode pass the checker, with any number of regions", (t) => {
  const labels = `${scratch(t)}/labels.csv`;
  const most = plan(state, labels, "--mode", "maxp", "--threshold", 40000, "--attr", "vap", "--steps", 20000);
  const found = check(state, labels, "--T", 40000, "--attr", "vap");
  assert.equal(found.feasible, true);
  assert.equal(found.p, most.value.valid);
  assert.ok(most.value.valid <= most.bound.valid && most.bound.valid <= found.ub_floor);
  assert.ok(Math.abs(found.H - most.value.heterogeneity) <= 1);

  const args = ["--mode", "maxp", "--threshold", 40000, "--attr", "vap", "--regions", 213, "--steps", 40000];
  const given = plan(state, labels, ...args);
  const counted = check(state, labels, "--T", 40000, "--attr", "vap");
  assert.deepEqual([counted.feasible, counted.p], [true, 213]);
  assert.ok(Math.abs(counted.H - given.value.heterogeneity) <= 1);
});

test("one thread and two, and the plan read back, give the same grids", (t) => {
  const folder = scratch(t);
  for (const args of [[district, ...gridMode], [state, "--mode", "maxp", "--threshold", 40000, "--attr", "vap", "--steps", 5000]]) {
    const [data, ...rest] = args;
    plan(data, `${folder}/one.csv`, ...rest, "--threads", 1);
    plan(data, `${folder}/two.csv`, ...rest, "--threads", 2);
    assert.deepEqual(lines(`${folder}/one.csv`), lines(`${folder}/two.csv`));
  }
  plan(district, `${folder}/first.csv`, ...gridMode);
  const again = plan(district, `${folder}/second.csv`, ...gridMode, "--present", `${folder}/first.csv`, "--replan");
  assert.equal(again.value.moved, 0);
  assert.deepEqual(lines(`${folder}/first.csv`), lines(`${folder}/second.csv`));
});

test("a generated district is planned, proven, and passes the checker", (t) => {
  const folder = scratch(t);
  assert.equal(linli("plan", "--generate", "3000", "--out", folder, "--seed", "5").code, 0);
  const { value, proof } = plan(folder, `${folder}/labels.csv`, ...gridMode);
  const found = check(folder, `${folder}/labels.csv`, ...gridRules);
  assert.deepEqual([found.feasible, found.p_valid, found.undersize], [true, value.valid, value.undersize]);
  assert.equal(proof, "proven optimal");
});

// The tests above are worth what their judge is worth.
test("the checker sees a grid that is torn, lost or over the border", (t) => {
  const folder = scratch(t);
  plan(district, `${folder}/labels.csv`, ...gridMode);
  const [head, ...rows] = lines(`${folder}/labels.csv`);
  const judged = (changed) => {
    writeFileSync(`${folder}/changed.csv`, [head, ...changed].join("\n"));
    return check(district, `${folder}/changed.csv`, ...gridRules).feasible;
  };
  assert.equal(judged(rows), true);
  assert.equal(judged(rows.slice(1)), false);
  assert.equal(judged([rows[0], ...rows]), false);
  const last = rows.at(-1).split(",")[1];
  assert.equal(judged([`${rows[0].split(",")[0]},${last}`, ...rows.slice(1)]), false);
});
