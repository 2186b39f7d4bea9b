// A clock that is set back, while serving and over a restart: ids go on rising, nothing is refused, nothing is lost.
// The process is given another clock by libfaketime; the machine's own stays as it is.
import assert from "node:assert/strict";
import { existsSync, renameSync, writeFileSync } from "node:fs";
import test from "node:test";
import { Server, demoAccounts, linli, must, scratch, sqlite } from "./lib.mjs";
import { Load, prepare } from "./load.mjs";

const library = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu"]
  .map((folder) => `${folder}/faketime/libfaketimeMT.so.1`).find(existsSync);

test("a clock set back harms nothing", { timeout: 300_000, skip: !library && "libfaketime is not installed" }, async (t) => {
  const folder = scratch(t);
  const data = `${folder}/data`;
  must("demo", "--data", data, "--cases", "200");
  // Roles are dated: people who held theirs before the day that the clock is set back to.
  const { quban, wangge } = demoAccounts(data);
  const set = (shift) => {
    writeFileSync(`${folder}/clock.new`, `${shift}\n`);
    renameSync(`${folder}/clock.new`, `${folder}/clock`);
  };
  const env = {
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: `${folder}/clock`,
    FAKETIME_NO_CACHE: "1",
    FAKETIME_DONT_FAKE_MONOTONIC: "1",
    DONT_FAKE_MONOTONIC: "1",
  };
  set("+0");
  let server = await Server.startWith({ data, env });
  let desk = await server.signIn(quban);
  let steward = await server.signIn(wangge);
  const load = new Load({ ...(await prepare(server, desk, steward)), mark: "拨钟" });
  // To a clock that went forward a session has been idle for hours: it ends, and its owner is asked to sign in again.
  const signIn = async () => {
    desk = await server.signIn(quban);
    steward = await server.signIn(wangge);
  };
  const highest = () => BigInt(sqlite(data, "select max(id) from cases"));
  const work = async (what) => {
    const before = highest();
    const known = load.reports.length;
    const end = Date.now() + 1200;
    await load.run({ desk, steward }, 6, () => Date.now() < end);
    assert.deepEqual(load.refusals.map(({ status, body }) => [status, body?.error?.code]), [], what);
    const fresh = load.reports.slice(known).filter((report) => report.id);
    assert.ok(fresh.length > 0, `${what}: nothing was taken in`);
    for (const { id } of fresh) assert.ok(BigInt(id) > before, `${what}: an id did not rise`);
    const list = await desk.get("/api/v1/cases?list=all&limit=20");
    assert.equal(list.status, 200);
    assert.equal((await server.get("/healthz")).status, 200);
  };
  await work("under the right clock");
  set("-2h");
  await work("two hours back, while serving");
  set("+40m");
  await signIn();
  await work("forward again");
  set("-26h");
  await work("more than a day back, while serving");

  assert.equal(await server.stop(), 0);
  set("-3d");
  server = await Server.startWith({ data, env });
  desk = desk.on(server);
  steward = steward.on(server);
  await work("three days back, over a restart");
  await server.stop("SIGKILL");
  set("+0");
  server = await Server.startWith({ data, env });
  await signIn();
  await work("the right clock again, after a kill");

  await load.finish({ desk });
  await load.check({ desk }, (mark) =>
    sqlite(data, `select text, count(*) from cases where text like '${mark} %' group by text`).split("\n").map((line) => line.split("|")));
  assert.equal(await server.stop(), 0);
  const verified = linli("verify", "--data", data, "--json");
  assert.equal(verified.code, 0, verified.out);
  assert.equal(sqlite(data, "select count(*) from (select number from cases group by number having count(*) > 1)"), "0");
  t.diagnostic(`${load.reports.length} reports, ${load.steps} steps`);
});
