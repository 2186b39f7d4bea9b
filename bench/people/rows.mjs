// people_import: a CSV of residents through `linli import`, against the SQLite library writing the same rows.
// people_find: p95 of finding somebody among all of them, against the same among a hundredth.
// LINLI_BENCH_PERSONS makes both smaller, to try them.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { casePaths, lines } from "../spine/rows.mjs";
import { binary, demoData, startLinli } from "../spine/server.mjs";
import { median, wrk } from "../spine/wrk.mjs";

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

// p95 over HTTP with one connection, as board and list are measured.
async function overHttp(server, names, initials, cases) {
  const search = (words) =>
    wrk({ url: server.base, script: "../people/search.lua", connections: 1, seconds: 3,
      env: { WORDS: words, COOKIE: server.cookie, CSRF: server.csrf } }).p95_us;
  const read = wrk({ url: server.base, script: "get.lua", connections: 1, seconds: 3, env: { PATHS: cases, COOKIE: server.cookie } }).p95_us;
  return { name: search(names), initials: search(initials), read };
}

async function findRow(folder) {
  const of = async (name, count) => {
    const data = freshData(join(folder, name));
    await importInto(data, csvOf(data, count, folder));
    return data;
  };
  const datas = [await of("many", persons), await of("few", Math.max(60, Math.round(persons / 100)))];
  const runs = [[], []];
  for (let i = 0; i < 5; i += 1) {
    for (const [which, data] of datas.entries()) {
      const [names, initials] = [`${data}-names`, `${data}-initials`];
      const inside = JSON.parse(execFileSync(findProgram, [data, "1000", names, initials], { encoding: "utf8" }));
      const cases = lines(casePaths(data, 10_000));
      const server = await startLinli(data);
      const outside = await overHttp(server, names, initials, cases).finally(() => server.stop());
      runs[which].push({ ...outside, id_number: inside.id_number, inside: inside.read_case });
    }
  }
  const [many, few] = runs.map((all) => (kind) => median(all.map((one) => one[kind])));
  const kinds = ["name", "initials", "id_number"];
  const ratios = kinds.map((kind) => many(kind) / few(kind));
  const worst = ratios.indexOf(Math.max(...ratios));
  const reads = kinds.map((kind) => many(kind) / many(kind === "id_number" ? "inside" : "read"));
  const note = kinds.map((kind, i) => `${kind} ${many(kind).toFixed(0)} us, ${ratios[i].toFixed(2)}, ${reads[i].toFixed(1)} x read_case's`).join("; ");
  return { name: "people_find", value: many(kinds[worst]), unit: "us p95", baseline: few(kinds[worst]),
    ratio: ratios[worst], reach: ratios[worst] <= 2 && Math.max(...reads) <= 50, note };
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
