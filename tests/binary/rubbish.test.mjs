// Rubbish gets a clear answer and harms nothing.
import assert from "node:assert/strict";
import { connect } from "node:net";
import test from "node:test";
import { Server, accounts, addAccount, gridMatter, must, scratch } from "./lib.mjs";

function raw(port, text, { endAfter = 3000 } = {}) {
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    socket.on("data", (part) => (answer += part));
    socket.on("close", () => resolve(answer));
    socket.on("error", () => resolve(answer));
    setTimeout(() => socket.destroy(), endAfter);
  });
}

test("rubbish", { timeout: 120_000 }, async (t) => {
  const data = `${scratch(t)}/data`;
  must("demo", "--data", data, "--cases", "50");
  addAccount(data, accounts.district, "district");
  const server = await Server.start(data);
  t.after(() => server.stop("SIGKILL"));
  const session = await server.signIn(accounts.district);
  const matter = await gridMatter(server);
  const { items: grids } = (await session.get("/api/v1/grids?limit=1")).body;
  const good = { matter_id: matter.id, text: "路灯不亮", channel: "phone", grid_id: grids[0].id };

  const send = (body, type = "application/json") =>
    fetch(`${server.base}/api/v1/cases`, { method: "POST", headers: { ...session.headers, "Content-Type": type }, body });
  const errorOf = async (answer) => {
    const { error } = await answer.json();
    assert.ok(error.code && error.message.zh && error.message.en && error.request_id, JSON.stringify(error));
    return error;
  };

  await t.test("malformed JSON", async () => {
    for (const body of ["{", "[1,2", '{"text":"\\ud800"}', "nul", "", "{}{}", '{"a":1,}', "[".repeat(100_000)]) {
      const answer = await send(body);
      assert.ok([400, 422].includes(answer.status), `${body.slice(0, 20)}: ${answer.status}`);
      await errorOf(answer);
    }
  });

  await t.test("wrong types name the field and the remedy", async () => {
    for (const [field, value] of [["matter_id", 7], ["text", {}], ["channel", "pigeon"], ["lon", "east"], ["photo_ids", "x"]]) {
      const answer = await send(JSON.stringify({ ...good, [field]: value }));
      assert.ok([400, 422].includes(answer.status), `${field}: ${answer.status}`);
      const { faults } = await errorOf(answer);
      const fault = faults.find((f) => f.field === field);
      assert.ok(fault?.reason.zh && fault.remedy.zh && fault.remedy.en, JSON.stringify(faults));
    }
  });

  await t.test("a 10 MB body is refused", async () => {
    const answer = await send(JSON.stringify({ ...good, text: "长".repeat(3_500_000) })).catch(() => ({ status: 413 }));
    assert.equal(answer.status, 413);
  });

  await t.test("script in text stays text", async () => {
    const answer = await send(JSON.stringify({ ...good, text: "<script>alert(1)</script>" }));
    assert.equal(answer.status, 201);
    const { id } = await answer.json();
    const page = await fetch(`${server.base}/api/v1/cases/${id}`, { headers: session.headers });
    assert.match(page.headers.get("content-type"), /^application\/json/);
    assert.equal(page.headers.get("x-content-type-options"), "nosniff");
    assert.equal((await page.json()).text, "<script>alert(1)</script>");
  });

  await t.test("forged CSRF is refused", async () => {
    for (const token of [undefined, "", "forged"]) {
      const headers = { ...session.headers, "X-CSRF-Token": token };
      if (token === undefined) delete headers["X-CSRF-Token"];
      assert.equal((await server.post("/api/v1/cases", good, headers)).status, 403);
    }
  });

  await t.test("path tricks lead nowhere", async () => {
    for (const path of ["/../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/api/v1/cases/..%2f..%2fx",
      "/assets/%00", "/api/v1/cases/%ff", "/api/v1/cases/1%27%20or%201=1"]) {
      const answer = await raw(server.port, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      assert.match(answer, /^HTTP\/1.1 (200|301|308|400|401|404)/, path);
      assert.doesNotMatch(answer, /root:/);
    }
  });

  await t.test("ids that are not there or not mine read the same", async () => {
    for (const id of ["1", "9223372036854775807", "123456789012345678"]) {
      assert.equal((await session.get(`/api/v1/cases/${id}`)).status, 404);
    }
  });

  await t.test("half a request and rubbish bytes", async () => {
    await raw(server.port, "POST /api/v1/cases HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{", { endAfter: 300 });
    assert.match(await raw(server.port, "\x16\x03\x01\x02\x00\x01\r\n\r\n"), /^(HTTP\/1.1 400|$)/);
    assert.match(await raw(server.port, `GET / HTTP/1.1\r\nHost: x\r\nX: ${"a".repeat(100_000)}\r\n\r\n`), /^(HTTP\/1.1 4|$)/);
  });

  await t.test("and it still serves", async () => {
    assert.equal((await send(JSON.stringify(good))).status, 201);
  });
});
