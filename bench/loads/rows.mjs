// Rows under load from outside: whole lives, sweeps of the ladder, event streams, a rush. What they measure and how:
// ../README.md.
import { execFileSync, spawn } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { large, lines, matterOf, row, sqlite } from "../spine/rows.mjs";
import { demoData, startLinli } from "../spine/server.mjs";
import { alternate, median, wrk } from "../spine/wrk.mjs";
import { letStewardsIn, signStewardsIn } from "./stewards.mjs";

const program = (name) => new URL(`../../build/bench/spine_${name}`, import.meta.url).pathname;
const run = (name, ...args) => JSON.parse(execFileSync(program(name), args.map(String), { encoding: "utf8", maxBuffer: 1 << 26 }));
const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

// These rows leave hundreds of thousands of cases behind: they work on a copy, so that the others find what was made.
function copyOf(data) {
  const copy = `${data}-load`;
  dropCopy(copy);
  for (const end of ["", ".keys"]) execFileSync("cp", ["-r", "--reflink=auto", data + end, copy + end]);
  letStewardsIn(copy);
  return copy;
}

function dropCopy(copy) {
  for (const end of ["", ".keys"]) rmSync(copy + end, { recursive: true, force: true });
}

// The desk, its matter, and sixteen stewards with their grids, as spine_lives_http reads them.
async function planOf({ server, data }) {
  const stewards = await signStewardsIn(data, server.base, 16);
  const grids = stewards.map(({ grid, cookie, csrf }) => [grid, cookie, csrf].join("\t"));
  return lines([`${server.cookie}\t${server.csrf}`, await matterOf(server, "community"), ...grids]);
}

async function lifecycle(big) {
  const data = copyOf(demoData(0));
  const little = { data, server: await startLinli(data) };
  const plans = [await planOf(big), await planOf(little)];
  const lives = ({ server }, plan) => run("lives_http", server.port, plan, 64, 5).per_second;
  const result = await alternate(
    () => lives(big, plans[0]),
    () => lives(little, plans[1]),
  );
  await little.server.stop();
  dropCopy(data);
  const ratio = result.ours / result.baseline;
  const reach = ratio >= 0.9 && result.ours >= 500;
  return row("lifecycle", result.ours, "lives/s", result.baseline, ratio, reach, "over HTTP, on disk, 64 clients; baseline: no cases");
}

function escalate() {
  const due = Math.min(10_000, large / 10);
  const times = run("lives", large, due, 4);
  const [ours, baseline] = [median(times.large), median(times.small)];
  const share = times.per_second / times.create_per_second;
  const note = `${share.toFixed(2)} of intake's rate; services, without HTTP and fsync`;
  return row("escalate", ours, "s a sweep", baseline, ours / baseline, ours / baseline <= 1.5 && share >= 0.2, note);
}

// So many event streams, open until stop(); then {streams, lost, resyncs, heard: case id → {streams, at}}.
async function listen(server, cookies) {
  const out = lines([]);
  const child = spawn(program("streams"), [server.port, cookies, 100, out], { stdio: ["pipe", "pipe", "inherit"] });
  const said = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ready = (await said.next()).value;
  if (!ready?.startsWith("ready")) throw new Error(`the streams did not open: ${ready}`);
  return {
    stop: async () => {
      child.stdin.end();
      const summary = JSON.parse((await said.next()).value);
      const heard = new Map();
      for (const line of readFileSync(out, "utf8").trim().split("\n")) {
        const [id, , streams, at] = line.split(" ");
        // A case is told of once a step; what counts is that its coming was.
        if (!heard.has(id)) heard.set(id, { streams: Number(streams), at: Number(at) });
      }
      return { ...summary, heard };
    },
  };
}

// Cases made after `after` that some stream of their grid did not hear of within two seconds; and the slowest hearing.
function judge(data, after, heard, streamsOf) {
  let late = 0;
  let slowest = 0;
  for (const line of sqlite(data, `select id || ' ' || grid || ' ' || received_at from cases where id > ${after} and grid is not null`)) {
    const [id, grid, received] = line.split(" ");
    if (!id || !streamsOf.has(grid)) continue;
    const told = heard.get(id);
    const took = told ? told.at - Number(received) : Infinity;
    if (!told || told.streams < streamsOf.get(grid) || took > 2000) late += 1;
    if (told) slowest = Math.max(slowest, took);
  }
  return { late, slowest };
}

async function live({ server, data }) {
  const wanted = 2_000;
  const stewards = await signStewardsIn(data, server.base);
  const streamsOf = new Map();
  const cookies = lines(Array.from({ length: wanted }, (_, i) => {
    const { grid, cookie } = stewards[i % stewards.length];
    streamsOf.set(grid, (streamsOf.get(grid) ?? 0) + 1);
    return cookie;
  }));
  const points = lines(sqlite(data, "select lon || ' ' || lat from cases where lon is not null limit 2000"));
  const env = { POINTS: points, COOKIE: server.cookie, CSRF: server.csrf, MATTER: await matterOf(server, "grid") };
  const create = () => wrk({ url: server.base, script: "create.lua", env }).per_second;
  const sum = { late: 0, lost: 0, resyncs: 0, messages: 0, slowest: 0 };
  const listened = async () => {
    const streams = await listen(server, cookies);
    // What the last run still had under way came before anybody listened.
    const [newest] = sqlite(data, "select max(id) from cases");
    const rate = create();
    await pause(2.5);
    const told = await streams.stop();
    const { late, slowest } = judge(data, newest, told.heard, streamsOf);
    sum.late += late;
    sum.slowest = Math.max(sum.slowest, slowest);
    for (const what of ["lost", "resyncs", "messages"]) sum[what] += told[what];
    if (told.streams < wanted) sum.lost += wanted - told.streams;
    return rate;
  };
  const result = await alternate(listened, async () => create());
  const ratio = result.ours / result.baseline;
  const reach = ratio >= 0.8 && sum.late === 0 && sum.lost === 0;
  const note = `${wanted} streams, ${streamsOf.size} grids, ${sum.messages} heard, ${sum.late} late or missing, ` +
    `${sum.resyncs} had to load anew, slowest ${sum.slowest} ms`;
  return row("live", result.ours, "cases/s", result.baseline, ratio, reach, note);
}

// How many of the acknowledged ids are not in the database.
function lostOf(data, ids) {
  const script = `.mode list\ncreate temp table told(id integer);\n.import ${ids} told\n` +
    "select count(*) from told where not exists (select 1 from cases c where c.district = (select id from districts) and c.id = told.id);\n";
  return Number(execFileSync("sqlite3", [`${data}/linli.db`], { encoding: "utf8", input: script }).trim());
}

async function spike({ server, data }) {
  const matter = await matterOf(server, "grid");
  const head = lines([]);
  writeFileSync(head, `POST /api/v1/cases HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: ${server.cookie}\r\nX-CSRF-Token: ${server.csrf}\r\n` +
    "Content-Type: application/json\r\n");
  const bodies = lines(sqlite(data, "select lon || ' ' || lat from cases where lon is not null limit 2000").map((point) => {
    const [lon, lat] = point.split(" ").map(Number);
    return JSON.stringify({ matter_id: matter, text: "路口井盖松动，车一过就哐当响", channel: "phone", lon, lat });
  }));
  const ids = lines([]);
  const send = (...args) => run("spike", server.port, head, bodies, ...args);
  const sustained = send("closed", 64, 5).per_second;
  const calm = Math.max(1, sustained * 0.3);
  const before = send("open", calm, 512, 10, "/dev/null").p95_ms;
  const rush = send("open", sustained * 10, 8_000, 30, ids);
  // Back: five seconds of the calm load whose p95 is at most half more than before.
  let after = Infinity;
  let back = 0;
  while (back < 60 && after > before * 1.5) {
    after = send("open", calm, 512, 5, "/dev/null").p95_ms;
    back += 5;
  }
  const lost = lostOf(data, ids);
  const wrong = rush.died + rush.unanswered + Object.values(rush.other).reduce((sum, times) => sum + times, 0);
  const reach = wrong === 0 && lost === 0 && rush.acknowledged > 0 && after <= before * 1.5;
  const note = `${Math.round(rush.sent_per_second)}/s sent of ${Math.round(sustained * 10)}/s due for 30 s: ${rush.acknowledged} taken, ` +
    `${rush.refused} told to come back, ${wrong} otherwise, ${lost} lost; back within ${back} s`;
  return row("spike", after, "ms p95", before, after / before, reach, note);
}

export const loadNames = ["lifecycle", "escalate", "live", "spike"];

export async function loadRows(names) {
  const wanted = loadNames.filter((name) => names.length === 0 || names.includes(name));
  const rows = [];
  if (wanted.includes("escalate")) rows.push(escalate());
  const served = { lifecycle, live, spike };
  const loaded = wanted.filter((name) => served[name]);
  if (loaded.length === 0) return rows;
  const data = copyOf(demoData(large));
  const big = { data, server: await startLinli(data) };
  try {
    for (const name of loaded) rows.push(await served[name](big));
  } finally {
    await big.server.stop();
    dropCopy(data);
  }
  return rows;
}
