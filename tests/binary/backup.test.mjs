// A backup taken while serving, restored elsewhere, verifies and equals.
import assert from "node:assert/strict";
import test from "node:test";
import { Server, accounts, addAccount, gridMatter, must, scratch, sqlite } from "./lib.mjs";

test("backup runs while serving; restore elsewhere verifies", { timeout: 300_000 }, async (t) => {
  const folder = scratch(t);
  const data = `${folder}/data`;
  must("demo", "--data", data, "--cases", "500");
  addAccount(data, accounts.district, "district");
  const server = await Server.start(data);
  const session = await server.signIn(accounts.district);
  const matter = await gridMatter(server);
  const { items: grids } = (await session.get("/api/v1/grids?limit=50")).body;
  let writing = true;
  let written = 0;
  const writer = (async () => {
    while (writing) {
      const body = { matter_id: matter.id, text: "井盖松动", channel: "window", grid_id: grids[written % grids.length].id };
      const answer = await session.post("/api/v1/cases", body);
      assert.equal(answer.status, 201);
      written += 1;
    }
  })();
  must("backup", `${folder}/backup.linli`, "--data", data);
  writing = false;
  await writer;
  assert.ok(written > 0);
  assert.equal(await server.stop(), 0);

  const elsewhere = `${folder}/elsewhere`;
  must("restore", `${folder}/backup.linli`, "--data", elsewhere, "--keys", `${data}.keys`);
  must("verify", "--data", elsewhere, "--keys", `${data}.keys`);
  const count = Number(sqlite(elsewhere, "select count(*) from cases"));
  assert.ok(count >= 500 && count <= 500 + written, `${count} cases came back`);

  const areas = (folder) => sqlite(folder, "select district, id, seq, name, valid_from from area_versions order by 1, 2, 3");
  assert.equal(areas(elsewhere), areas(data));
});
