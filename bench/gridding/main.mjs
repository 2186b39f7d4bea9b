// Runs the rows of the grid engine. One object a line with --json: name, value, unit, baseline, ratio, reach (and a note).
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gridRows, maxpRows, heterogeneityRows, replanRows } from "./rows.mjs";

const args = process.argv.slice(2);
const json = args.includes("--json");
const names = args.filter((arg) => !arg.startsWith("--"));
const wanted = (name) => names.length === 0 || names.includes(name);

function print(row) {
  if (json) return console.log(JSON.stringify(row));
  const number = (value) => (value === null ? "–" : value >= 100 ? value.toFixed(0) : value.toPrecision(3));
  const reach = row.reach === null ? "reported" : row.reach ? "reached" : "SHORT";
  console.log(
    `${row.name.padEnd(18)} ${number(row.value).padStart(9)} ${row.unit.padEnd(14)} baseline ${number(row.baseline).padStart(9)}` +
      `  ratio ${number(row.ratio).padStart(7)}  ${reach}${row.note ? `  (${row.note})` : ""}`,
  );
}

const scratch = mkdtempSync(join(tmpdir(), "linli-bench-grids-"));
let short = false;
try {
  for (const rows of [gridRows, maxpRows, heterogeneityRows, replanRows]) {
    for (const row of rows(wanted, scratch)) {
      print(row);
      short ||= row.reach === false;
    }
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
process.exit(short ? 1 : 0);
