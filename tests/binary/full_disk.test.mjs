// A full disk: a clear refusal with a way out, reading goes on, nothing half done, and once there is room again
// everything works by itself.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { Server, accounts, addAccount, demoAccounts, linli, must, sqlite, until } from "./lib.mjs";
import { Load, prepare } from "./load.mjs";

const root = process.getuid() === 0;
const asRoot = (command, ...args) => (root ? spawnSync(command, args) : spawnSync("sudo", ["-n", command, ...args]));

// A disk of its own in memory; null where mounting is not permitted.
function smallDisk(t, megabytes) {
  const folder = mkdtempSync(join(tmpdir(), "linli-disk-"));
  const options = `size=${megabytes}m,uid=${process.getuid()},gid=${process.getgid()}`;
  const mounted = asRoot("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder).status === 0;
  t.after(() => {
    if (mounted) asRoot("umount", "-l", folder);
    rmSync(folder, { recursive: true, force: true });
  });
  return mounted ? folder : null;
}

function fill(file) {
  const to = openSync(file, "a");
  for (let piece = 1 << 20; piece >= 512; ) {
    try {
      if (writeSync(to, Buffer.alloc(piece)) < piece) throw new Error("short");
    } catch {
      piece >>= 1;
    }
  }
  closeSync(to);
}

const jpeg = Buffer.from(
  "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////" +
    "wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=", "base64");

function assertFull(answer) {
  assert.equal(answer.status, 503, JSON.stringify(answer.body));
  assert.equal(answer.body.error.code, "storage.full");
  assert.match(answer.body.error.message.zh, /磁盘已满/);
  assert.match(answer.body.error.message.en, /disk is full/);
  assert.ok(Number(answer.headers.get("retry-after")) > 0);
}

test("a full disk refuses, and goes on by itself once there is room", { timeout: 300_000 }, async (t) => {
  const disk = smallDisk(t, 192);
  if (!disk) return t.skip("mounting a small disk needs root");
  const data = `${disk}/data`;
  must("demo", "--data", data, "--cases", "200");
  addAccount(data, accounts.district, "district");
  let server = await Server.startWith({ data, quiet: true });
  let desk = await server.signIn(accounts.district);
  let steward = await server.signIn(demoAccounts(data).wangge);
  const load = new Load({ ...(await prepare(server, desk, steward)), mark: "满盘" });
  let end = Date.now() + 500;
  await load.run({ desk, steward }, 8, () => Date.now() < end);
  const before = load.refusals.length;
  assert.equal(before, 0);

  // Whatever room the database still has of its own is used up by the load.
  fill(`${disk}/filler`);
  await until(async () => {
    end = Date.now() + 500;
    await load.run({ desk, steward }, 8, () => Date.now() < end);
    fill(`${disk}/filler`);
    return load.refusals.length > 20;
  }, 90, "the disk is not felt to be full");
  for (const refusal of load.refusals) assertFull(refusal);

  // Reading goes on; a photo is refused in the same words, not called unreadable.
  const known = load.reports.find((report) => report.id);
  assert.equal((await desk.get(`/api/v1/cases/${known.id}`)).status, 200);
  assert.equal((await desk.get("/api/v1/cases?list=all&limit=20")).status, 200);
  assert.equal((await server.get("/healthz")).status, 200);
  const photo = await fetch(`${server.base}/api/v1/public/photos`, { method: "POST", headers: { "Content-Type": "image/jpeg" }, body: jpeg });
  assertFull({ status: photo.status, headers: photo.headers, body: await photo.json() });

  // Without hands: only the room comes back.
  rmSync(`${disk}/filler`);
  await until(async () => (await desk.post("/api/v1/cases", load.body(load.newReport()))).status === 201, 10, "it does not go on");
  end = Date.now() + 1000;
  const refused = load.refusals.length;
  await load.run({ desk, steward }, 8, () => Date.now() < end);
  assert.equal(load.refusals.length, refused);

  // A restart while it is full, too.
  fill(`${disk}/filler`);
  await server.stop("SIGKILL");
  server = await Server.startWith({ data, quiet: true }).catch(() => null);
  rmSync(`${disk}/filler`);
  server ??= await Server.startWith({ data });
  desk = desk.on(server);
  steward = steward.on(server);
  await load.finish({ desk });
  await load.check({ desk }, (mark) =>
    sqlite(data, `select text, count(*) from cases where text like '${mark} %' group by text`).split("\n").map((line) => line.split("|")));
  assert.equal(await server.stop(), 0);
  const verified = linli("verify", "--data", data, "--json");
  assert.equal(verified.code, 0, verified.out);
  t.diagnostic(`${load.reports.length} reports, ${load.refusals.length} refusals, ${load.steps} steps`);
});
