// What machines rely on: exit codes, and --json wherever a command has a result, before or after its subcommand.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { binary, linli, must, scratch } from "./lib.mjs";

const lines = (text) => text.trim().split("\n").map((line) => JSON.parse(line));

test("exit codes tell done, wrong use and could not", (t) => {
  const folder = scratch(t);
  assert.equal(linli("--help").code, 0);
  assert.equal(linli().code, 2);
  assert.equal(linli("nonsense").code, 2);
  for (const command of ["verify", "backup", "key", "user", "notices", "import", "export"]) {
    assert.equal(linli(command, "--no-such-flag", "--data", join(folder, "none")).code, 2, command);
  }
  const nowhere = join(folder, "nowhere");
  for (const args of [["verify"], ["key", "show"], ["notices", "list"], ["backup", join(folder, "file")], ["user", "list"],
    ["import", join(folder, "a.csv"), "--into", "bodies"], ["export", "grids", join(folder, "a.csv")]]) {
    assert.equal(linli(...args, "--data", nowhere).code, 3, args.join(" "));
    assert.ok(!existsSync(nowhere), `${args.join(" ")} makes nothing of a folder that is not there`);
  }
});

test("every command that has a result gives it as JSON", (t) => {
  const data = join(scratch(t), "data");
  const [made] = lines(must("demo", "--data", data, "--cases", "50", "--json"));
  assert.equal(made.cases, 50);

  assert.equal(lines(must("verify", "--data", data, "--json"))[0].good, true);
  assert.ok(lines(must("user", "list", "--data", data, "--json"))[0].length > 5);
  assert.ok(lines(must("doctor", "--data", data, "--json"))[0].checks.length > 3);

  assert.equal(lines(must("key", "show", "--data", data, "--json"))[0].folder, `${data}.keys`);
  assert.equal(lines(must("key", "--json", "--data", data, "rotate"))[0].master, "2");
  const kept = join(data, "..", "kept-keys");
  const saved = execFileSync(binary, ["key", "export", kept, "--data", data, "--json"], {
    input: "a long passphrase\n", encoding: "utf8",
  });
  assert.equal(lines(saved)[0].file, kept);
  assert.ok(readFileSync(kept).length > 0);

  assert.deepEqual(lines(must("notices", "list", "--data", data, "--json")), [[]]);
  assert.deepEqual(lines(must("notices", "dead", "--json", "--data", data)), [[]]);
  assert.deepEqual(lines(must("notices", "replay", "--all", "--data", data, "--json")), [{ replayed: "0" }]);

  const [backup, verified] = lines(must("upgrade", "--data", data, "--json"));
  assert.ok(backup.rows > 50);
  assert.equal(verified.good, true);
});
