// The real binary, as a user or an operator would run it.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
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
  static start(data, ...flags) {
    return Server.startWith({ data, flags });
  }

  // `env` is added to the environment; `quiet` keeps what it says to itself (where trouble is expected).
  static async startWith({ data, flags = [], env = {}, quiet = false }) {
    const server = new Server();
    server.port = await freePort();
    server.base = `http://127.0.0.1:${server.port}`;
    server.child = spawn(binary, ["serve", "--data", data, "--port", String(server.port), "--log-level", "warn", ...flags], {
      stdio: ["ignore", "ignore", quiet ? "ignore" : "inherit"],
      env: { ...process.env, ...env },
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

  post(path, body, headers = {}) {
    return this.send("POST", path, body, headers);
  }

  async send(method, path, body, headers = {}) {
    const answer = await fetch(this.base + path, {
      method,
      headers: { "Content-Type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
    return { status: answer.status, headers: answer.headers, body: await answer.json().catch(() => null) };
  }
}

export class Session {
  // The cookie stands in the database: it holds over a restart.
  on(server) {
    return new Session(server, this.headers.Cookie, this.info);
  }
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
  put(path, body) {
    return this.server.send("PUT", path, body, this.headers);
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

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// Asks until `ask` gives something true, for so long at most; what it gave.
export async function until(ask, seconds, what) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await pause(20)) {
    const found = await ask();
    if (found) return found;
  }
  throw new Error(`${what}: not within ${seconds} s`);
}

// The accounts that `linli demo` made, {login: {login, password}}.
export function demoAccounts(data) {
  const lines = readFileSync(`${data}.keys/demo-accounts.txt`, "utf8").split("\n");
  const pairs = lines.map((line) => line.trim().split(/\s+/)).filter((words) => words.length > 1);
  return Object.fromEntries(pairs.map(([login, password]) => [login, { login, password }]));
}

// A PostgreSQL of the test's own, that may be stopped and started again.
export class Postgres {
  static async start(t) {
    const server = new Postgres();
    server.bin = readdirSync("/usr/lib/postgresql").sort((a, b) => a - b).map((v) => `/usr/lib/postgresql/${v}/bin`).at(-1);
    server.folder = mkdtempSync(join(tmpdir(), "linli-pg-"));
    server.as = [];
    if (process.getuid() === 0) {
      // It refuses to run as root.
      const [uid, gid] = ["-u", "-g"].map((flag) => Number(execFileSync("id", [flag, "postgres"])));
      chownSync(server.folder, uid, gid);
      server.as = ["runuser", "-u", "postgres", "--"];
    }
    chmodSync(server.folder, 0o755);
    server.port = await freePort();
    server.url = `postgresql://linli@127.0.0.1:${server.port}/postgres`;
    server.run("initdb", "-D", `${server.folder}/data`, "-U", "linli", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
    t.after(() => {
      server.stop("immediate");
      rmSync(server.folder, { recursive: true, force: true });
    });
    server.resume();
    return server;
  }
  run(program, ...args) {
    const [command, ...rest] = [...this.as, `${this.bin}/${program}`, ...args];
    const ended = spawnSync(command, rest, { encoding: "utf8", cwd: "/", stdio: ["ignore", "ignore", "pipe"] });
    return ended;
  }
  resume() {
    const settings = `-c listen_addresses=127.0.0.1 -p ${this.port} -k ${this.folder} -c fsync=off`;
    const ended = this.run("pg_ctl", "-D", `${this.folder}/data`, "-l", `${this.folder}/log`, "-w", "-o", settings, "start");
    if (ended.status !== 0) throw new Error(`PostgreSQL does not start: ${ended.stderr}`);
  }
  stop(how = "fast") {
    this.run("pg_ctl", "-D", `${this.folder}/data`, "-m", how, "-w", "stop");
  }
}
