// Runs the tests of the real binary, one file after another: they use ports, processors and disk.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";

const folder = new URL("binary/", import.meta.url).pathname;
const files = readdirSync(folder).filter((name) => name.endsWith(".test.mjs")).sort();
let failed = 0;
for (const file of files) {
  const ended = spawnSync(process.execPath, ["--test", folder + file], { stdio: "inherit" });
  if (ended.status !== 0) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);
