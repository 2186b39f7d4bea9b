// The programs that are measured: the engine's command, gpmetis, and the independent checker.
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";

const build = process.env.LINLI_BUILD ?? "build";
const engine = process.env.LINLI_PLAN ?? `${build}/src/gridding_files/linli_plan`;

function run(program, args, accepted = [0]) {
  const ended = spawnSync(program, args, { encoding: "utf8", maxBuffer: 1 << 30 });
  if (!accepted.includes(ended.status)) throw new Error(`${program} ${args.join(" ")}: ${ended.stderr || ended.error}`);
  return ended.stdout;
}

// Plans a folder of nodes.csv and edges.csv; gives the engine's own report. Its `seconds` leave reading and writing out.
export function plan(folder, args, { nodes = `${folder}/nodes.csv`, labels } = {}) {
  const files = ["--nodes", nodes, "--edges", `${folder}/edges.csv`, "--labels", labels];
  return JSON.parse(run(engine, [...files, ...args.map(String), "--json"], [0, 1]));
}

export const generate = (courtyards, folder) => run(engine, ["--generate", String(courtyards), "--out", folder]);

// The seconds that gpmetis prints as "Partitioning", and its parts when wanted.
export function metis(file, parts, seed, { read = false } = {}) {
  const out = run("gpmetis", ["-contig", `-seed=${seed}`, file, String(parts)]);
  const result = { seconds: Number(/Partitioning:\s+([0-9.]+) sec/.exec(out)[1]) };
  const written = `${file}.part.${parts}`;
  if (read) result.part = readFileSync(written, "utf8").trim().split("\n").map(Number);
  rmSync(written, { force: true });
  return result;
}

// What the independent checker says of labels.
export function check(folder, labels, args) {
  return JSON.parse(run("python3", ["tests/check_partition.py", folder, labels, ...args.map(String), "--json"], [0, 1]));
}
