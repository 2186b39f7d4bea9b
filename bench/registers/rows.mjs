// register_list: a filtered page of a declared register, p95, against the same handler over a table made for it.
import { execFileSync } from "node:child_process";

const program = new URL("../../build/bench/register_list", import.meta.url).pathname;

export function registerRows(names) {
  if (names.length > 0 && !names.includes("register_list")) return [];
  const records = process.env.LINLI_BENCH_RECORDS ?? "1000000";
  const { ours, baseline } = JSON.parse(execFileSync(program, [records, "2000"], { encoding: "utf8" }));
  const ratio = ours / baseline;
  return [{ name: "register_list", value: ours, unit: "us p95", baseline, ratio, reach: ratio <= 2, note: `${records} records` }];
}
