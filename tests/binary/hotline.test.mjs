// The city's 12345 on the real binary: its sheet in, its results out, what it sends back.
import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import test from "node:test";
import { Server, accounts, addAccount, linli, must, scratch, until } from "./lib.mjs";

test("the hotline's orders in and out by command", { timeout: 120_000 }, async (t) => {
  const folder = scratch(t);
  const data = `${folder}/data`;
  const steward = { login: "wangge", password: /wangge\s+(\S+)/.exec(must("demo", "--data", data, "--cases", "200"))[1] };
  addAccount(data, accounts.district, "district");
  const server = await Server.start(data);
  t.after(() => server.stop("SIGKILL"));
  const session = await server.signIn(accounts.district);
  const grid = await server.signIn(steward);
  const mine = (await grid.get("/api/v1/cases?list=all&limit=50")).body.items;
  // With the names above it: courtyards of one name stand in several communities.
  const path = mine.find((item) => item.grid && item.area_path.some((part) => part.level === "courtyard")).area_path;
  const yard = path.filter((part) => part.level !== "district" && part.level !== "building").map((part) => part.name).join("");

  const head = "工单编号,受理时间,办结时限,诉求内容,联系人,联系电话,地址,诉求分类,承办单位,派单时间,是否退回/重办,退回原因";
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const sheet = (name, ...rows) => {
    writeFileSync(`${folder}/${name}`, [head, ...rows].join("\n"));
    return `${folder}/${name}`;
  };
  const take = (file, ...flags) => linli("import", file, "--into", "hotline", "--data", data, "--json", ...flags);

  const first = sheet("第一天.csv",
    `DH1,${today} 00:01,3,垃圾没人清,张三,13800138000,${yard}3号楼,垃圾清运,,,,`,
    `DH2,${today} 00:02,${today} 00:03,路边垃圾,,,外星,垃圾清运,外星局,,,`,
    `DH2,${today} 00:02,3,路边垃圾,,,外星,垃圾清运,,,,`);
  const refused = take(first, "--faults", `${folder}/faults.xlsx`);
  assert.equal(refused.code, 1, refused.out + refused.err);
  assert.ok(existsSync(`${folder}/faults.xlsx`));
  const report = JSON.parse(refused.out);
  assert.equal(report.summary.refused, 1, "a number twice");
  const taken = take(first, "--only-good");
  assert.equal(JSON.parse(taken.out).summary.add, 2, taken.out);

  const counts = async () => (await session.get("/api/v1/hotline")).body;
  assert.equal((await counts()).open, 2);
  const order = (await session.get("/api/v1/hotline/orders?list=all")).body.items[0];
  assert.equal(order.number, "DH1");
  assert.equal(order.case.state, "dispatched");
  await until(async () => JSON.stringify((await grid.get("/api/v1/notices")).body).includes(order.case.number), 30,
    "the steward is told of an order that came by the command");
  assert.equal(linli("export", "hotline", `${folder}/out.xlsx`, "--data", data).code, 1, "nothing to hand out yet");

  const step = async (who, body) => {
    const { version } = (await who.get(`/api/v1/cases/${order.case.id}`)).body;
    const answer = await who.post(`/api/v1/cases/${order.case.id}/steps`, { version, ...body });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
  };
  const settle = async () => {
    await step(grid, { step: "done", result: "已清走" });
    await step(session, { step: "verify" });
  };
  await settle();
  must("export", "hotline", `${folder}/out.xlsx`, "--data", data);
  assert.equal((await counts()).to_report, 0);
  assert.equal((await counts()).reported, 1);
  assert.equal(JSON.parse(take(first, "--only-good").out).summary.same, 2, "both numbers");
  assert.equal((await counts()).sent_back, 0, "the same file again is not another sending");

  const again = take(sheet("第二天.csv", `DH1,${today} 00:01,5,垃圾没人清,张三,13800138000,${yard}3号楼,垃圾清运,,,是,居民说又堆上了`));
  assert.equal(JSON.parse(again.out).summary.change, 1, again.out);
  assert.equal((await counts()).sent_back, 1);
  const back = (await session.get(`/api/v1/cases/${order.case.id}`)).body;
  assert.equal(back.reopened, 1);
  assert.ok(back.hops.some((hop) => hop.step === "reopen" && hop.reason.includes("居民说又堆上了")));
  const links = (await session.get(`/api/v1/cases/${order.case.id}/links`)).body;
  assert.equal(links.hotline[0].times, 2);
  await settle();
  must("export", "hotline", `${folder}/out2.xlsx`, "--data", data);
  must("export", "hotline", `${folder}/out3.xlsx`, "--data", data, "--again", "last");
  assert.ok(existsSync(`${folder}/out3.xlsx`));

  await server.stop();
  must("verify", "--data", data);
});
