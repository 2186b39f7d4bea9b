// `linli verify` finds what somebody did to the database behind Linli's back.
import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import test from "node:test";
import { linli, must, scratch, sqlite } from "./lib.mjs";

test("verify finds a changed, a missing and an inserted row, and a cut tail", async (t) => {
  const folder = scratch(t);
  const data = `${folder}/data`;
  must("demo", "--data", data, "--cases", "300");
  assert.equal(linli("verify", "--data", data).code, 0);

  const tampered = async (name, sql, pattern) => {
    await t.test(name, () => {
      const copy = `${folder}/${name.replaceAll(" ", "-")}`;
      cpSync(data, copy, { recursive: true });
      cpSync(`${data}.keys`, `${copy}.keys`, { recursive: true });
      sqlite(copy, sql);
      const verified = linli("verify", "--data", copy, "--json");
      assert.equal(verified.code, 1, verified.out + verified.err);
      assert.match(verified.out, pattern);
    });
  };
  await tampered("a changed row", "update cases set text = text || '!' where id = (select max(id) from cases)", /changed/);
  await tampered("a missing row", "delete from case_hops where case_id = (select max(id) from cases)", /missing/);
  await tampered(
    "an inserted row",
    `create temp table forged as select * from cases where id = (select min(id) from cases);
     update forged set id = id - 1, number = number || '9'; insert into cases select * from forged`,
    /inserted/,
  );
  await tampered("a cut tail", "delete from journal where seq > (select max(seq) - 3 from journal)", /tail|cut/);
  await tampered("a changed event", "update journal set kind = 'x' where seq = 5", /journal|mac/);
  // Which the engine goes by: a case that would be left alone is named.
  await tampered("a postponed visit", "update cases set next_at = next_at + 86400000 where next_at = (select max(next_at) from cases)", /next_at .* instead of/);
  await tampered("a changed counter", "update counters set value = value + 1 where value > 0", /counter/);
});
