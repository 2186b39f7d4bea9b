// kill -9 under full write load: what was acknowledged is there, the chain holds, the counters equal a recount.
import assert from "node:assert/strict";
import test from "node:test";
import { Server, accounts, addAccount, gridMatter, linli, must, scratch } from "./lib.mjs";

const rounds = Number(process.env.CRASH_ROUNDS ?? 20);
const clients = 32;

async function writeUntilKilled(server, session, matter, grids, acknowledged) {
  let running = true;
  const client = async () => {
    while (running) {
      try {
        const answer = await session.post("/api/v1/cases", {
          matter_id: matter.id,
          text: "路灯不亮",
          channel: "phone",
          grid_id: grids[Math.floor(Math.random() * grids.length)].id,
        });
        if (answer.status === 201) acknowledged.push(answer.body.id);
      } catch {
        return; // the connection died with the server
      }
    }
  };
  const all = Array.from({ length: clients }, client);
  await new Promise((resolve) => setTimeout(resolve, 150 + Math.random() * 350));
  await server.stop("SIGKILL");
  running = false;
  await Promise.all(all);
}

test(`kill -9 ${rounds} times under write load loses nothing acknowledged`, { timeout: 600_000 }, async (t) => {
  const data = `${scratch(t)}/data`;
  must("demo", "--data", data, "--cases", "200");
  addAccount(data, accounts.district, "district");
  const acknowledged = [];
  for (let round = 0; round < rounds; round += 1) {
    const server = await Server.start(data);
    const session = await server.signIn(accounts.district);
    const matter = await gridMatter(server);
    const { items: grids } = (await session.get("/api/v1/grids?limit=200")).body;
    await writeUntilKilled(server, session, matter, grids, acknowledged);
  }
  const server = await Server.start(data);
  const session = await server.signIn(accounts.district);
  assert.ok(acknowledged.length > rounds * 20, `only ${acknowledged.length} cases were acknowledged`);
  for (const id of acknowledged) assert.equal((await session.get(`/api/v1/cases/${id}`)).status, 200, `case ${id} is gone`);
  assert.equal(await server.stop(), 0);
  const verified = linli("verify", "--data", data, "--json");
  assert.equal(verified.code, 0, verified.out);
  t.diagnostic(`${acknowledged.length} acknowledged cases survived ${rounds} kills`);
});
