// The rows of the spine. Every value is the median of five runs that take turns with the baseline's.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { binary, demoData, startLinli, startNginx } from "./server.mjs";
import { alternate, median, wrk } from "./wrk.mjs";

export const large = Number(process.env.BENCH_CASES ?? 1_000_000);
const small = 10_000;
const baselineProgram = new URL("../../build/bench/spine_baseline", import.meta.url).pathname;
const scratch = () => mkdtempSync(join(tmpdir(), "linli-bench-"));
export const lines = (paths) => {
  const file = join(scratch(), "paths");
  writeFileSync(file, paths.join("\n"));
  return file;
};

export function sqlite(data, sql) {
  return execFileSync("sqlite3", ["-readonly", `${data}/linli.db`, sql], { encoding: "utf8" }).trim().split("\n");
}

export const row = (name, value, unit, baseline, ratio, reach, note) => ({ name, value, unit, baseline, ratio, reach, note });

// So many of the cases, spread evenly over their ids.
export function casePaths(data, cases, wanted = 5_000) {
  const step = Math.max(1, Math.floor(cases / wanted));
  const ids = sqlite(data, `select id from (select id, row_number() over (order by id) n from cases) where n % ${step} = 0`);
  return ids.map((id) => `/api/v1/cases/${id}`);
}

const p95 = (server, paths, connections = 1) =>
  wrk({ url: server.base, script: "get.lua", env: { PATHS: paths, COOKIE: server.cookie }, connections, seconds: 3 }).p95_us;

async function readCase({ server, data }) {
  // More than the readers' caches hold: most readings go to the kernel for their page, as those of a large district do.
  const paths = casePaths(data, large, 50_000);
  const files = [];
  for (const path of paths.slice(0, 2_000)) files.push(await server.text(path));
  const nginx = await startNginx(files);
  const ours = lines(paths);
  const rate = (base, file, cookie) =>
    wrk({ url: base, script: "get.lua", env: { PATHS: file, ...(cookie && { COOKIE: cookie }) } }).per_second;
  const result = await alternate(
    () => rate(server.base, ours, server.cookie),
    () => rate(nginx.base, nginx.paths),
  );
  nginx.stop();
  const ratio = result.ours / result.baseline;
  return row("read_case", result.ours, "requests/s", result.baseline, ratio, ratio >= 0.4);
}

// A matter that goes to whom `handler` says: nothing that is told elsewhere, and no group of matters.
export async function matterOf(server, handler) {
  const { items } = await server.json("/api/v1/matters");
  const parents = new Set(items.map((m) => m.parent_id));
  return items.find((m) => m.handler === handler && !m.diverts && !m.emergency && !parents.has(m.id)).id;
}

async function createCase({ server, data }) {
  const matter = await matterOf(server, "grid");
  const points = lines(sqlite(data, "select lon || ' ' || lat from cases where lon is not null limit 2000"));
  const groups = async () => {
    const metrics = await server.text("/metrics");
    const of = (name) => Number(new RegExp(`^${name}(?:{[^}]*})? ([0-9.e+]+)`, "m").exec(metrics)[1]);
    return { commits: of("linli_commits_total"), works: of("linli_committed_works_total") };
  };
  let mean = 1;
  const ours = async () => {
    const before = await groups();
    const report = wrk({
      url: server.base,
      script: "create.lua",
      env: { POINTS: points, COOKIE: server.cookie, CSRF: server.csrf, MATTER: matter },
    });
    const after = await groups();
    mean = (after.works - before.works) / (after.commits - before.commits);
    return report.per_second;
  };
  const bare = () => {
    const out = execFileSync(baselineProgram, ["create", `${data}/linli.db`, "20000", String(Math.round(mean))]);
    return JSON.parse(out).per_second;
  };
  const result = await alternate(ours, bare);
  const ratio = result.ours / result.baseline;
  return row("create_case", result.ours, "cases/s", result.baseline, ratio, ratio >= 0.3, `mean group ${mean.toFixed(1)}`);
}

// p95 at many against p95 at few cases, and against reading one case under the same single connection.
async function flat(name, limit, big, little, bigPaths, littlePaths) {
  const result = await alternate(
    () => p95(big.server, bigPaths),
    () => p95(little.server, littlePaths),
  );
  const read = p95(big.server, lines(casePaths(big.data, large)));
  const ratio = result.ours / result.baseline;
  const note = `${(result.ours / read).toFixed(1)} x read_case's p95`;
  return row(name, result.ours, "us p95", result.baseline, ratio, ratio <= limit && result.ours <= 50 * read, note);
}

async function board(big, little) {
  const path = async ({ server }) => {
    const district = (await server.json("/api/v1/areas")).items[0].id;
    return lines([`/api/v1/board?area=${district}&period=${new Date().getFullYear()}`]);
  };
  return flat("board", 1.5, big, little, await path(big), await path(little));
}

const filter = "/api/v1/cases?list=all&state=closed&limit=50";
// 1,000 pages of nine end within the smaller district as well.
const deepFilter = "/api/v1/cases?list=all&state=closed&limit=9";

async function list(big, little) {
  return flat("list", 2, big, little, lines([filter]), lines([filter]));
}

// The page that a reader reaches after so many steps; where a filter has fewer rows, the last one.
async function deepPage({ server }, pages) {
  let path = deepFilter;
  for (let i = 1; i < pages; i += 1) {
    const { next } = await server.json(path);
    if (!next) break;
    path = `${deepFilter}&cursor=${encodeURIComponent(next)}`;
  }
  return path;
}

async function listDeep(big, little) {
  return flat("list_deep", 2, big, little, lines([await deepPage(big, 1000)]), lines([await deepPage(little, 1000)]));
}

function importRow() {
  const data = demoData(small);
  const folder = scratch();
  const file = join(folder, "buildings.csv");
  execFileSync(baselineProgram, ["write-buildings", `${data}/linli.db`, "100000", file]);
  const copy = (name) => {
    const target = join(folder, name);
    rmSync(target, { recursive: true, force: true });
    rmSync(`${target}.keys`, { recursive: true, force: true });
    execFileSync("cp", ["-r", data, target]);
    execFileSync("cp", ["-r", `${data}.keys`, `${target}.keys`]);
    return target;
  };
  let last = "";
  const ours = () => {
    last = copy("ours");
    const began = process.hrtime.bigint();
    execFileSync(binary, ["import", file, "--into", "buildings", "--data", last], { stdio: ["ignore", "ignore", "inherit"] });
    return 100_000 / (Number(process.hrtime.bigint() - began) / 1e9);
  };
  const bare = () => JSON.parse(execFileSync(baselineProgram, ["import", `${last}/linli.db`])).per_second;
  return alternate(ours, bare).then((result) => {
    const ratio = result.ours / result.baseline;
    rmSync(folder, { recursive: true });
    return row("import", result.ours, "rows/s", result.baseline, ratio, ratio >= 0.35);
  });
}

async function start() {
  const data = demoData(large);
  const result = await alternate(
    async () => {
      const server = await startLinli(data);
      await server.stop();
      return server.startSeconds;
    },
    () => {
      const began = process.hrtime.bigint();
      sqlite(data, "select number from cases limit 1");
      return Number(process.hrtime.bigint() - began) / 1e9;
    },
  );
  return row("start", result.ours, "s", result.baseline, result.ours / result.baseline, null);
}

const findProgram = new URL("../../build/bench/spine_find", import.meta.url).pathname;

async function find() {
  const data = demoData(large);
  let baseline = 0;
  const result = await alternate(
    () => {
      const run = JSON.parse(execFileSync(findProgram, [data, "1000"], { encoding: "utf8" }));
      baseline = run.baseline;
      return run.ours;
    },
    () => baseline,
  );
  const ratio = result.ours / result.baseline;
  return row("find", result.ours, "us p95", result.baseline, ratio, ratio <= 3, "two words, a community's scope, 50 a page; FTS5 has the scope too");
}

export const spineNames = ["read_case", "create_case", "board", "list", "list_deep", "import", "start", "memory", "find"];

export async function spineRows(names) {
  const wanted = spineNames.filter((name) => names.length === 0 || names.includes(name));
  const rows = [];
  const served = wanted.filter((name) => !["import", "start", "find"].includes(name));
  if (served.length > 0) {
    const of = async (cases) => {
      const data = demoData(cases);
      return { data, server: await startLinli(data) };
    };
    const big = await of(large);
    const little = await of(small);
    const rowsOf = { read_case: () => readCase(big), board: () => board(big, little), list: () => list(big, little),
      list_deep: () => listDeep(big, little), create_case: () => createCase(big) };
    for (const [name, run] of Object.entries(rowsOf)) if (served.includes(name)) rows.push(await run());
    if (served.includes("memory")) {
      const used = big.server.residentMegabytes();
      rows.push(row("memory", used, "MB resident", null, null, used <= 512, "after the rows above"));
    }
    await big.server.stop();
    await little.server.stop();
  }
  if (wanted.includes("import")) rows.push(await importRow());
  if (wanted.includes("start")) rows.push(await start());
  if (wanted.includes("find")) rows.push(await find());
  return rows;
}
