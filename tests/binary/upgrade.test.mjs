// A database of the first schema, as it was written then: upgraded in place, and restored from the backup that this took.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync } from "node:fs";
import test from "node:test";
import { Server, accounts, addAccount, fixtures, linli, must, scratch, sqlite } from "./lib.mjs";

function firstSchema(t) {
  const folder = scratch(t);
  execFileSync("tar", ["-xzf", `${fixtures}/schema-1.tar.gz`, "-C", folder]);
  return folder;
}

test("an older database is refused by what only reads it, and left alone", (t) => {
  const data = `${firstSchema(t)}/data`;
  const { code, err } = linli("verify", "--data", data);
  assert.equal(code, 3);
  assert.match(err, /linli upgrade/);
  assert.equal(sqlite(data, "select max(number) from schema_migrations where module = 'cases'"), "1");
});

test("upgrade backs up, migrates and verifies; cases read as before", { timeout: 120_000 }, async (t) => {
  const folder = firstSchema(t);
  const data = `${folder}/data`;
  const before = sqlite(data, "select id, number, text, hops from cases order by id");
  assert.match(must("upgrade", "--data", data), /完好 good/);
  assert.equal(sqlite(data, "select id, number, text, hops from cases order by id"), before);

  addAccount(data, accounts.district, "district");
  const server = await Server.start(data);
  const session = await server.signIn(accounts.district);
  const { items } = (await session.get("/api/v1/cases?list=all")).body;
  assert.equal(items.length, before.split("\n").length);
  for (const { id } of items) {
    const { body } = await session.get(`/api/v1/cases/${id}`);
    const hops = Number(sqlite(data, `select count(*) from case_hops where case_id = ${id}`));
    assert.equal(body.hops.length, hops);
  }
  assert.equal(await server.stop(), 0);
  must("verify", "--data", data);

  const backup = readdirSync(folder).find((name) => /^data-before-upgrade-\d+\.linli$/.test(name));
  assert.ok(backup, "the backup stands beside the data");
  const restored = mkdtempSync(`${folder}/restored-`);
  must("restore", `${folder}/${backup}`, "--data", `${restored}/data`, "--keys", `${data}.keys`);
  must("verify", "--data", `${restored}/data`, "--keys", `${data}.keys`);
  assert.equal(sqlite(`${restored}/data`, "select id, number, text, hops from cases order by id"), before);
});
