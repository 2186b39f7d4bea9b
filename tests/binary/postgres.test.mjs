// PostgreSQL stopped and started under load: clear refusals meanwhile, each report exactly once, and Linli goes on by
// itself when the database is back.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import test from "node:test";
import { Postgres, Server, accounts, demoAccounts, linli, must, pause, scratch, until } from "./lib.mjs";
import { Load, prepare } from "./load.mjs";

test("a stopped PostgreSQL is told, and its return needs no hands", { timeout: 300_000 }, async (t) => {
  const postgres = await Postgres.start(t);
  const data = `${scratch(t)}/data`;
  const where = ["--data", data, "--database", postgres.url];
  must("demo", ...where, "--cases", "100");
  execFileSync(process.env.LINLI_BINARY ?? new URL("../../build/linli", import.meta.url).pathname,
    ["user", "add", accounts.district.login, ...where, "--name", "区办", "--role", "district", "--permanent", "--password-stdin"],
    { input: `${accounts.district.password}\n`, stdio: ["pipe", "ignore", "inherit"] });
  const server = await Server.startWith({ data, flags: ["--database", postgres.url], quiet: true });
  const desk = await server.signIn(accounts.district);
  const steward = await server.signIn(demoAccounts(data).wangge);
  const load = new Load({ ...(await prepare(server, desk, steward)), mark: "停库" });

  for (const how of ["fast", "immediate"]) {
    let running = true;
    const working = load.run({ desk, steward }, 6, () => running);
    await pause(1500);
    postgres.stop(how);
    const refused = load.refusals.length;
    await until(() => load.refusals.length > refused + 20, 30, "nobody was told");
    const health = await server.get("/healthz");
    assert.equal(health.status, 503, JSON.stringify(health.body));
    const read = await desk.get("/api/v1/cases?list=all");
    assert.equal(read.status, 503, "what cannot be read is told in the same way");
    assert.equal(read.body.error.code, "storage.unavailable");
    postgres.resume();
    await until(async () => (await server.get("/healthz")).status === 200, 20, "it does not notice the return");
    const steps = load.steps;
    await until(() => load.steps > steps + 50, 30, "it does not go on");
    running = false;
    await working;
  }
  for (const { status, headers, body } of load.refusals) {
    assert.equal(status, 503, JSON.stringify(body));
    assert.equal(body.error.code, "storage.unavailable");
    assert.ok(body.error.message.zh && body.error.message.en);
    assert.ok(Number(headers.get("retry-after")) > 0);
  }
  await load.finish({ desk });
  const psql = `${postgres.bin}/psql`;
  await load.check({ desk }, (mark) =>
    execFileSync(psql, ["-X", "-A", "-t", postgres.url, "-c", `select text, count(*) from cases where text like '${mark} %' group by text`],
      { encoding: "utf8" }).trim().split("\n").map((line) => line.split("|")));
  assert.equal(await server.stop(), 0);
  const verified = linli("verify", ...where, "--json");
  assert.equal(verified.code, 0, verified.out);
  t.diagnostic(`${load.reports.length} reports, ${load.refusals.length} refusals, ${load.steps} steps`);
});
