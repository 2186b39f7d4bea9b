// One run of wrk: what it did per second and its latencies, from the report that report.lua prints.
import { spawnSync } from "node:child_process";

const folder = new URL(".", import.meta.url).pathname;

export function wrk({ url, script, env = {}, connections = 64, seconds = 4 }) {
  const ended = spawnSync(
    "wrk",
    ["-t1", `-c${connections}`, `-d${seconds}s`, "--timeout", "10s", "-s", `${folder}${script}`, url],
    { encoding: "utf8", env: { ...process.env, ...env, LUA_PATH: `${folder}?.lua;;` } },
  );
  const line = ended.stdout.split("\n").find((text) => text.startsWith("REPORT "));
  if (!line) throw new Error(`wrk gave no report:\n${ended.stdout}${ended.stderr}`);
  const report = JSON.parse(line.slice(7));
  if (report.bad > 0) throw new Error(`wrk saw ${report.bad} answers that are not 2xx, ${report.sockets} socket errors`);
  return report;
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

// Five runs of each, taking turns, so that whatever else the machine does falls on both.
export async function alternate(ours, baseline, runs = 5) {
  const a = [];
  const b = [];
  for (let i = 0; i < runs; i += 1) {
    a.push(await ours());
    b.push(await baseline());
  }
  return { ours: median(a), baseline: median(b) };
}
