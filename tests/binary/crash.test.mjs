// kill -9 under the load of whole lives, with clients that send again what had no answer: each report exists exactly
// once, no acknowledged step is undone, the chain holds, counters and next visits equal a recount.
import assert from "node:assert/strict";
import test from "node:test";
import { Server, accounts, addAccount, demoAccounts, linli, must, pause, scratch, sqlite, until } from "./lib.mjs";
import { Load, prepare } from "./load.mjs";

const rounds = Number(process.env.CRASH_ROUNDS ?? 50);
const clients = 24;

const texts = (data) => (mark) =>
  sqlite(data, `select text, count(*) from cases where text like '${mark} %' group by text`).split("\n").map((line) => line.split("|"));

test(`kill -9 ${rounds} times: each report exactly once, nothing acknowledged lost`, { timeout: 900_000 }, async (t) => {
  const data = `${scratch(t)}/data`;
  must("demo", "--data", data, "--cases", "200");
  addAccount(data, accounts.district, "district");
  let server = await Server.start(data);
  let desk = await server.signIn(accounts.district);
  let steward = await server.signIn(demoAccounts(data).wangge);
  const load = new Load({ ...(await prepare(server, desk, steward)), mark: "断电" });
  for (let round = 0; round < rounds; round += 1) {
    let running = true;
    const working = load.run({ desk, steward }, clients, () => running);
    // Somewhere in the middle of the work, however fast the machine is.
    const before = load.steps;
    await until(() => load.steps >= before + 15, 30, "nothing is acknowledged");
    await pause(Math.random() * 300);
    await server.stop("SIGKILL");
    running = false;
    await working;
    server = await Server.start(data);
    desk = desk.on(server);
    steward = steward.on(server);
  }
  await load.finish({ desk });
  assert.ok(load.resent > rounds / 5, `only ${load.resent} reports were sent again after their answer`);
  assert.deepEqual(load.refusals.map(({ status, body }) => [status, body?.error?.code]), [], "a kill is no refusal");
  await load.check({ desk }, texts(data));
  assert.equal(await server.stop(), 0);
  const verified = linli("verify", "--data", data, "--json");
  assert.equal(verified.code, 0, verified.out);
  t.diagnostic(`${load.reports.length} reports, ${load.steps} steps, ${load.resent} sent twice survived ${rounds} kills`);
});
