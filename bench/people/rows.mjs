// people_import: a CSV of residents through `linli import`, against the SQLite library writing the same rows.
// people_find: p95 of finding somebody among all of them, against the same among a hundredth.
// LINLI_BENCH_PERSONS makes both smaller, to try them.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { binary, demoData } from "../spine/server.mjs";
import { median } from "../spine/wrk.mjs";

const root = new URL("../..", import.meta.url).pathname;
const baselineProgram = join(root, "build/bench/people_baseline");
const findProgram = join(root, "build/bench/people_find");
const persons = Number(process.env.LINLI_BENCH_PERSONS ?? 600_000);
const cases = 10_000;

// A copy of the demo district, without residents.
function freshData(target) {
  const data = demoData(cases);
  for (const ending of ["", ".keys"]) {
    rmSync(target + ending, { recursive: true, force: true });
    execFileSync("cp", ["-r", data + ending, target + ending]);
  }
  return target;
}

function csvOf(data, count, folder) {
  const file = join(folder, `residents-${count}.csv`);
  if (!existsSync(file)) execFileSync(baselineProgram, ["write", `${data}/linli.db`, String(count), file]);
  return file;
}

// How long the import took and the most memory it held.
async function importInto(data, file) {
  const began = process.hrtime.bigint();
  const child = spawn(binary, ["import", file, "--into", "persons", "--data", data], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  let peak = 0;
  const watch = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
      peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
    } catch {
      // it has ended
    }
  }, 100);
  const code = await new Promise((resolve) => child.on("exit", resolve));
  clearInterval(watch);
  if (code !== 0) throw new Error(`linli import ended with ${code}`);
  return { seconds: Number(process.hrtime.bigint() - began) / 1e9, peak };
}

async function importRow(folder) {
  const rates = [];
  const baselines = [];
  let peak = 0;
  let data = "";
  for (let i = 0; i < 3; i += 1) {
    data = freshData(join(folder, "import"));
    const run = await importInto(data, csvOf(data, persons, folder));
    rates.push(persons / run.seconds);
    peak = Math.max(peak, run.peak);
    baselines.push(JSON.parse(execFileSync(baselineProgram, ["import", `${data}/linli.db`], { encoding: "utf8" })).per_second);
  }
  const value = median(rates);
  const baseline = median(baselines);
  const ratio = value / baseline;
  return { name: "people_import", value, unit: "persons/s", baseline, ratio, reach: ratio >= 0.3 && peak <= 512,
    note: `${persons} persons, ${peak.toFixed(0)} MB at most` };
}

async function findRow(folder) {
  const of = async (name, count) => {
    const data = freshData(join(folder, name));
    await importInto(data, csvOf(data, count, folder));
    return data;
  };
  const big = await of("many", persons);
  const small = await of("few", Math.max(60, Math.round(persons / 100)));
  const measure = (data) => JSON.parse(execFileSync(findProgram, [data, "1000"], { encoding: "utf8" }));
  const kinds = ["name", "initials", "id_number"];
  const many = [];
  const few = [];
  for (let i = 0; i < 5; i += 1) {
    many.push(measure(big));
    few.push(measure(small));
  }
  const p95 = (runs, kind) => median(runs.map((run) => run[kind]));
  const ratios = kinds.map((kind) => p95(many, kind) / p95(few, kind));
  const worst = ratios.indexOf(Math.max(...ratios));
  const slowest = Math.max(...kinds.map((kind) => p95(many, kind)));
  const read = p95(many, "read_case");
  const note = kinds.map((kind, i) => `${kind} ${p95(many, kind).toFixed(0)} us, ${ratios[i].toFixed(2)}`).join("; ");
  return { name: "people_find", value: p95(many, kinds[worst]), unit: "us p95", baseline: p95(few, kinds[worst]),
    ratio: ratios[worst], reach: ratios[worst] <= 2 && slowest <= 50 * read,
    note: `${note}; ${(slowest / read).toFixed(1)} x read_case's p95` };
}

export async function peopleRows(names) {
  const wanted = ["people_import", "people_find"].filter((name) => names.length === 0 || names.includes(name));
  const rows = [];
  if (wanted.length === 0) return rows;
  const folder = mkdtempSync(join(tmpdir(), "linli-bench-people-"));
  if (wanted.includes("people_import")) rows.push(await importRow(folder));
  if (wanted.includes("people_find")) rows.push(await findRow(folder));
  rmSync(folder, { recursive: true, force: true });
  return rows;
}
