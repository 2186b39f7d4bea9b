// Clients as phones and desks are: each report has a key and is sent until somebody acknowledges it, then it is walked
// through its life; whatever remained without an answer is sent again.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { pause } from "./lib.mjs";

const grouped = ["received", "dispatched", "accepted", "done", "verified"];

export class Load {
  // `desk` and `steward` are sessions, `grid` is the steward's, `matter` one that stands on the community's desk first.
  constructor({ matter, grid, mark }) {
    Object.assign(this, { matter, grid, mark });
    this.reports = [];
    this.open = [];
    this.steps = 0;
    this.resent = 0;
    this.refusals = [];
  }

  newReport() {
    const report = { key: randomUUID(), text: `${this.mark} 第${this.reports.length + 1}号`, id: null, version: 0, state: null };
    this.reports.push(report);
    return report;
  }

  // Until `running()` says no or the connection dies.
  async run({ desk, steward }, clients, running) {
    const client = async () => {
      while (running()) {
        // The oldest first: lives go to their end, and what had no answer is sent again soon.
        const report = this.open.shift() ?? this.newReport();
        try {
          const fresh = !report.id;
          await this.advance(report, { desk, steward });
          // As a phone that never heard the answer.
          if (fresh && report.id && this.reports.length % 4 === 0) await this.sendAgain(report, desk);
        } catch {
          this.open.push(report);
          return; // the connection died with the server
        }
        if (report.state !== "verified") this.open.push(report);
        if (this.open.length < clients * 2) this.open.push(this.newReport());
      }
    };
    await Promise.all(Array.from({ length: clients }, client));
  }

  async advance(report, { desk, steward }) {
    if (!report.id) return this.take(report, await desk.post("/api/v1/cases", this.body(report)));
    const to = { kind: "grid", id: this.grid };
    const [who, step] = {
      received: [desk, { step: "dispatch", to }],
      dispatched: [steward, { step: "accept" }],
      accepted: [steward, { step: "done", result: "已修好" }],
      done: [desk, { step: "verify", passed: true }],
    }[report.state] ?? [];
    if (!who) return;
    this.take(report, await who.post(`/api/v1/cases/${report.id}/steps`, { ...step, version: report.version }));
  }

  body({ key, text }) {
    return { matter_id: this.matter, grid_id: this.grid, channel: "phone", text, idempotency_key: key };
  }

  // A step whose answer was lost is stale when it is sent again; the fresh case comes with that answer.
  take(report, answer) {
    const now = answer.status < 300 ? answer.body : answer.status === 409 ? answer.body?.case : null;
    if (!now) {
      this.refusals.push({ ...answer, at: Date.now(), report });
      return;
    }
    if (report.id) assert.equal(now.id, report.id);
    Object.assign(report, { id: now.id, version: now.version, state: now.state });
    if (answer.status < 300) this.steps += 1;
  }

  async sendAgain(report, desk) {
    const answer = await desk.post("/api/v1/cases", this.body(report));
    if (answer.status >= 500) return;
    assert.ok(answer.status < 300, JSON.stringify(answer.body));
    assert.equal(answer.body.id, report.id, "a report sent again is the same case");
    this.resent += 1;
  }

  // What has no answer yet is sent until it has one.
  async finish({ desk }, seconds = 30) {
    const end = Date.now() + seconds * 1000;
    for (const report of this.reports) {
      while (!report.id && Date.now() < end) {
        await this.advance(report, { desk });
        if (!report.id) await pause(200);
      }
      assert.ok(report.id, `${report.text} was never acknowledged: ${JSON.stringify(this.refusals.at(-1)?.body)}`);
    }
  }

  // Each report exactly once, and no acknowledged step undone. `count` gives [text, how many] of the cases.
  async check({ desk }, count) {
    const found = new Map(count(this.mark));
    assert.equal(found.size, this.reports.length, "each report is a case, and nothing else is");
    for (const report of this.reports) {
      assert.equal(Number(found.get(report.text)), 1, `${report.text} exists ${found.get(report.text)} times`);
      const { status, body } = await desk.get(`/api/v1/cases/${report.id}`);
      assert.equal(status, 200, `case ${report.id} is gone`);
      assert.ok(body.version >= report.version, `case ${report.id} went back to version ${body.version} from ${report.version}`);
      assert.ok(grouped.indexOf(body.state) >= grouped.indexOf(report.state), `${report.id}: ${body.state} after ${report.state}`);
    }
  }
}

// The demo's steward with a grid of theirs, and a matter that the community's desk dispatches.
export async function prepare(server, desk, steward) {
  const matters = (await server.get("/api/v1/matters")).body.items;
  const parents = new Set(matters.map((matter) => matter.parent_id));
  const matter = matters.find(
    (one) => one.handler === "community" && one.active && !one.diverts && !one.emergency && !parents.has(one.id),
  );
  const grids = (await desk.get("/api/v1/grids?limit=200")).body;
  let page = grids;
  for (;;) {
    const grid = page.items.find((one) => one.steward?.account_id === steward.info.account.id);
    if (grid) return { matter: matter.id, grid: grid.id };
    if (!page.next) throw new Error("the steward has no grid");
    page = (await desk.get(`/api/v1/grids?limit=200&cursor=${encodeURIComponent(page.next)}`)).body;
  }
}
