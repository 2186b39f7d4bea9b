// compliance: every check of a district, asked anew, over HTTP, against one pass over the same tables by the SQLite library.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { addDesk, binary, startLinli } from "../spine/server.mjs";
import { median } from "../spine/wrk.mjs";

const root = new URL("../..", import.meta.url).pathname;
const program = join(root, "build/bench/compliance_one_pass");
const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

// A centre for each community and courtyard, as an office would enter it.
async function recordPremises(server) {
  const headers = { Cookie: server.cookie, "X-CSRF-Token": server.csrf, "Content-Type": "application/json" };
  for (const level of ["community", "courtyard"]) {
    let next = "";
    do {
      const page = await server.json(`/api/v1/areas?level=${level}&limit=100${next && `&cursor=${next}`}`);
      for (const [i, { id, name }] of page.items.entries()) {
        const values = { name: `${name}中心`, place: id, tier: level, floor_area: 30 + ((i * 37) % 900) };
        const answer = await fetch(`${server.base}/api/v1/registers/premise/records`, { method: "POST", headers, body: JSON.stringify({ values }) });
        if (!answer.ok) throw new Error(`premises of ${name}: ${await answer.text()}`);
      }
      next = page.next ?? "";
    } while (next);
  }
}

// Weidu's demo district with its premises; made once and kept below build/.
async function districtWithRecords() {
  const data = join(root, "build/bench-data/weidu");
  if (existsSync(`${data}/ready`)) return data;
  for (const ending of ["", ".keys"]) rmSync(data + ending, { recursive: true, force: true });
  mkdirSync(data, { recursive: true });
  execFileSync(binary, ["demo", "--model", join(root, "models/weidu"), "--data", data], { stdio: ["ignore", "ignore", "inherit"] });
  addDesk(data);
  const server = await startLinli(data);
  await recordPremises(server).finally(() => server.stop());
  writeFileSync(`${data}/ready`, "");
  return data;
}

export async function complianceRows(names) {
  if (names.length > 0 && !names.includes("compliance")) return [];
  const data = await districtWithRecords();
  const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const server = await startLinli(data);
  const ours = [];
  const baselines = [];
  let rules = 0;
  let rows = 0;
  for (let i = 0; i < 6; i += 1) {
    const began = performance.now();
    const board = await server.json("/api/v1/compliance");
    // The first opens files and fills caches, on either side.
    if (i > 0) ours.push(performance.now() - began);
    rules = board.rules.length;
    const pass = JSON.parse(execFileSync(program, [`${data}/linli.db`, day, "9"], { encoding: "utf8" }));
    baselines.push(pass.milliseconds);
    rows = pass.rows;
    await pause(5.2); // the board keeps its answers for five seconds
  }
  await server.stop();
  const value = median(ours);
  const baseline = median(baselines);
  const ratio = value / baseline;
  return [{ name: "compliance", value, unit: "ms", baseline, ratio, reach: ratio <= 10, note: `${rules} rules, ${rows} rows` }];
}
