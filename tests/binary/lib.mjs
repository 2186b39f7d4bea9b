// The real binary, as a user or an operator would run it.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = new URL("../..", import.meta.url).pathname;
export const binary = process.env.LINLI_BINARY ?? join(root, "build/linli");
export const fixtures = join(root, "tests/data");

export const accounts = {
  district: { login: "ceshi-qu", password: "Qu-ban-2026!", name: "区办" },
  system: { login: "ceshi-xitong", password: "Xi-tong-2026!", name: "系统管理员" },
};

// A folder that goes when the test ends.
export function scratch(t) {
  const folder = mkdtempSync(join(tmpdir(), "linli-test-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

// Runs a command; {code, out, err}.
export function linli(...args) {
  const ended = spawnSync(binary, args, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (ended.error) throw ended.error;
  return { code: ended.status, out: ended.stdout, err: ended.stderr };
}

export function must(...args) {
  const ended = linli(...args);
  if (ended.code !== 0) throw new Error(`linli ${args.join(" ")} ended with ${ended.code}\n${ended.out}${ended.err}`);
  return ended.out;
}

export function addAccount(data, { login, password, name }, role) {
  execFileSync(binary, ["user", "add", login, "--data", data, "--name", name, "--role", role, "--permanent", "--password-stdin"], {
    input: `${password}\n`,
    stdio: ["pipe", "ignore", "inherit"],
  });
}

export function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

export class Server {
  static async start(data, ...flags) {
    const server = new Server();
    server.port = await freePort();
    server.base = `http://127.0.0.1:${server.port}`;
    server.child = spawn(binary, ["serve", "--data", data, "--port", String(server.port), "--log-level", "warn", ...flags], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    server.ended = new Promise((resolve) => server.child.once("exit", (code, signal) => resolve(signal ?? code)));
    for (let i = 0; i < 3000; i += 1) {
      if (server.child.exitCode !== null) throw new Error(`linli serve ended with ${server.child.exitCode}`);
      try {
        if ((await fetch(`${server.base}/healthz`)).ok) return server;
      } catch {
        // not yet
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error("linli serve does not answer");
  }

  async stop(signal = "SIGTERM") {
    this.child.kill(signal);
    return this.ended;
  }

  async signIn({ login, password }) {
    const answer = await fetch(`${this.base}/api/v1/session`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ login, password }),
    });
    const body = await answer.json();
    if (!answer.ok) throw new Error(`cannot sign in: ${JSON.stringify(body)}`);
    return new Session(this, answer.headers.get("set-cookie").split(";")[0], body);
  }

  async get(path, headers = {}) {
    const answer = await fetch(this.base + path, { headers });
    return { status: answer.status, headers: answer.headers, body: await answer.json().catch(() => null) };
  }

  async post(path, body, headers = {}) {
    const answer = await fetch(this.base + path, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
    return { status: answer.status, headers: answer.headers, body: await answer.json().catch(() => null) };
  }
}

export class Session {
  constructor(server, cookie, info) {
    this.server = server;
    this.info = info;
    this.headers = { Cookie: cookie, "X-CSRF-Token": info.csrf };
  }
  get(path) {
    return this.server.get(path, this.headers);
  }
  post(path, body) {
    return this.server.post(path, body, this.headers);
  }
}

// A leaf matter that goes to the grid's steward.
export async function gridMatter(server) {
  const { items } = (await server.get("/api/v1/matters")).body;
  const parents = new Set(items.map((matter) => matter.parent_id));
  return items.find((matter) => matter.handler === "grid" && matter.open_to_residents && !parents.has(matter.id));
}

export function sqlite(data, sql) {
  return execFileSync("sqlite3", [`${data}/linli.db`, sql], { encoding: "utf8" }).trim();
}
