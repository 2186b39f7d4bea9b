// Runs the named rows, or all, and prints one line each: name, value, unit, baseline, ratio, reach.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { complianceRows } from "./compliance/rows.mjs";
import { loadRows } from "./loads/rows.mjs";
import { peopleRows } from "./people/rows.mjs";
import { registerRows } from "./registers/rows.mjs";
import { spineRows } from "./spine/rows.mjs";

const args = process.argv.slice(2);
const json = args.includes("--json");
const names = args.filter((arg) => !arg.startsWith("--"));
const flags = args.filter((arg) => arg.startsWith("--"));

export function print(row) {
  if (json) return console.log(JSON.stringify(row));
  const number = (value) => (value === null ? "–" : value >= 100 ? value.toFixed(0) : value.toPrecision(3));
  const reach = row.reach === null ? "reported" : row.reach ? "reached" : "SHORT";
  console.log(
    `${row.name.padEnd(18)} ${number(row.value).padStart(9)} ${row.unit.padEnd(14)} baseline ${number(row.baseline).padStart(9)}` +
      `  ratio ${number(row.ratio).padStart(7)}  ${reach}${row.note ? `  (${row.note})` : ""}`,
  );
}

let short = false;
const printed = new Set();
for (const row of [
  ...(await spineRows(names)),
  ...(await loadRows(names)),
  ...registerRows(names),
  ...(await peopleRows(names)),
  ...(await complianceRows(names)),
]) {
  print(row);
  printed.add(row.name);
  short ||= row.reach === false;
}

// The grid engine brings its own rows.
const gridding = new URL("gridding/run", import.meta.url).pathname;
const wanted = names.filter((name) => /^(grid_|maxp_|replan)/.test(name));
if (existsSync(gridding) && (names.length === 0 || wanted.length > 0)) {
  const ended = spawnSync(gridding, [...wanted, ...flags], { stdio: "inherit" });
  short ||= ended.status !== 0;
}
const unknown = names.filter((name) => !printed.has(name) && !wanted.includes(name));
if (unknown.length > 0) console.error(`没有这一行 / no such row: ${unknown.join(", ")}`);
process.exit(unknown.length > 0 ? 2 : short ? 1 : 0);
