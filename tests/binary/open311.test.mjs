// Open311 on the real binary, as another system uses it: discovery → services → report → steward → closed → feed.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import test from "node:test";
import { Server, accounts, addAccount, must, scratch } from "./lib.mjs";

// Python's expat says whether it is well formed; gives the root's name and the texts of one element.
function xml(text, element) {
  const code = "import sys,xml.etree.ElementTree as e;t=e.fromstring(sys.stdin.buffer.read());print(t.tag);[print(x.text or '') for x in t.iter(sys.argv[1])]";
  const ended = spawnSync("python3", ["-c", code, element], { input: text, encoding: "utf8" });
  assert.equal(ended.status, 0, `not well formed: ${ended.stderr}\n${text}`);
  const [root, ...texts] = ended.stdout.trimEnd().split("\n");
  return { root, texts };
}

test("Open311 from discovery to the feed", { timeout: 120_000 }, async (t) => {
  const data = `${scratch(t)}/data`;
  const steward = { login: "wangge", password: /wangge\s+(\S+)/.exec(must("demo", "--data", data, "--cases", "300"))[1] };
  addAccount(data, accounts.district, "district");
  const server = await Server.start(data);
  t.after(() => server.stop("SIGKILL"));
  const session = await server.signIn(accounts.district);

  const issued = await session.post("/api/v1/tokens", {
    name: "外部系统",
    role: "district",
    expires: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
  });
  assert.equal(issued.status, 201, JSON.stringify(issued.body));
  const key = issued.body.secret;

  const base = `${server.base}/open311/v2`;
  const get = async (path) => {
    const answer = await fetch(`${base}/${path}`);
    return { status: answer.status, type: answer.headers.get("content-type"), text: await answer.text() };
  };
  const json = async (path) => JSON.parse((await get(path)).text);
  const post = async (path, form) => {
    const answer = await fetch(`${base}/${path}`, { method: "POST", body: new URLSearchParams(form) });
    return { status: answer.status, text: await answer.text() };
  };

  const discovery = await get("discovery.xml");
  assert.equal(discovery.type, "text/xml; charset=utf-8");
  assert.equal(xml(discovery.text, "specification").texts[0], "http://wiki.open311.org/GeoReport_v2");
  const endpoint = (await json("discovery.json")).endpoints[0];
  assert.match(endpoint.url, /\/open311\/v2$/);

  const services = await json("services.json");
  assert.equal(xml((await get("services.xml")).text, "service_code").texts.length, services.length);
  const rubbish = services.find((service) => service.service_code === "E1-01");
  assert.equal(rubbish.metadata, true);
  assert.equal(xml((await get("services/E1-01.xml")).text, "code").root, "service_definition");

  // A place whose grid has a steward: where the newest cases of the demo's steward lie.
  const grid = await server.signIn(steward);
  const mine = (await grid.get("/api/v1/cases?list=all&limit=50")).body.items;
  const there = mine.find((item) => item.lon !== null && item.grid);
  assert.ok(there, "a demo case with a position");
  const at = { lat: String(there.lat), long: String(there.lon) };

  const refused = await post("requests.xml", { service_code: "E1-01", ...at });
  assert.equal(refused.status, 403);
  assert.deepEqual(xml(refused.text, "code").texts, ["403"]);
  const bad = await post("requests.json", { api_key: key, lat: "x", long: "1" });
  assert.equal(bad.status, 400);
  assert.equal(JSON.parse(bad.text).length, 2);

  const posted = await post("requests.json", {
    api_key: key,
    service_code: "E1-01",
    ...at,
    description: "垃圾 <3 堆 & \"很臭\"\n第二行",
    media_url: "https://example.org/a.jpg",
  });
  assert.equal(posted.status, 200, posted.text);
  const [{ service_request_id: id }] = JSON.parse(posted.text);
  assert.match(id, /^\d{6}-\d{9}$/);
  const [{ token }] = JSON.parse((await post("requests.json", { api_key: key, service_code: "E1-01", ...at, return_token: "true" })).text);
  assert.match((await json(`tokens/${token}.json`))[0].service_request_id, /^\d{6}-\d{9}$/);

  const open = (await json(`requests/${id}.json`))[0];
  assert.equal(open.status, "open");
  assert.equal(open.description, null, "nobody reads the words without a key");
  const seen = await get(`requests/${id}.xml?api_key=${key}`);
  assert.match(xml(seen.text, "description").texts.join("\n"), /^垃圾 <3 堆 & "很臭"/);

  // The steward accepts and settles it, somebody else verifies.
  const { items } = (await grid.get(`/api/v1/cases?q=${id}`)).body;
  const found = items.find((item) => item.number === id);
  assert.equal(found?.state, "dispatched", "a grid with a steward gets it at once");
  const take = async (who, body) => {
    const { version } = (await who.get(`/api/v1/cases/${found.id}`)).body;
    const taken = await who.post(`/api/v1/cases/${found.id}/steps`, { version, ...body });
    assert.equal(taken.status, 200, JSON.stringify(taken.body));
  };
  await take(grid, { step: "accept" });
  await take(grid, { step: "done", result: "已清走" });
  assert.equal((await json(`requests/${id}.json`))[0].status, "open", "a mere done closes nothing");
  await take(session, { step: "verify" });
  const closed = (await json(`requests/${id}.json`))[0];
  assert.equal(closed.status, "closed");
  assert.ok(Date.parse(closed.updated_datetime) >= Date.parse(closed.requested_datetime));
  assert.ok((await json("requests.json?status=closed&page_size=5")).length > 0);

  const feed = await json(`servicerequestupdates.json?service_request_id=${id}`);
  assert.deepEqual(feed.map((update) => update.status), ["FOR_TRIAGE", "INTERNAL_REFERRAL", "IN_PROGRESS", "INVESTIGATING", "FIXED"]);
  assert.equal(xml((await get("servicerequestupdates.xml")).text, "update_id").root, "service_request_updates");

  // The client's resident is not content.
  const update = { api_key: key, service_request_id: id, status: "REOPEN", description: "还是很臭", update_id: "c-1", updated_datetime: new Date().toISOString() };
  for (let i = 0; i < 2; i += 1) {
    const answered = await post("servicerequestupdates.json", update);
    assert.equal(answered.status, 200, answered.text);
  }
  assert.equal((await json(`requests/${id}.json`))[0].status, "open");
  assert.equal((await json(`servicerequestupdates.json?service_request_id=${id}`)).filter((one) => one.status === "REOPEN").length, 1);
  assert.equal((await fetch(`${server.base}/api/openapi.json`).then((answer) => answer.json())).paths["/open311/v2/requests.json"].post !== undefined, true);

  await server.stop();
  must("verify", "--data", data);
});
