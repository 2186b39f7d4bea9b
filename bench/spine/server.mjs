// Starts and stops the servers that are measured: ours and nginx.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = new URL("../..", import.meta.url).pathname;
export const binary = join(root, "build/linli");
const login = "bench";
export const password = "Measure-only-2026!";

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function untilAnswers(url, child) {
  for (let i = 0; i < 1200; i += 1) {
    if (child.exitCode !== null) throw new Error(`server ended with ${child.exitCode}`);
    try {
      if ((await fetch(url)).ok) return;
    } catch {
      // not yet
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`${url} does not answer`);
}

// Between rows a kept connection may have been idle for longer than the server keeps it: ask once more.
async function get(url, cookie) {
  const headers = { Cookie: cookie };
  return fetch(url, { headers }).catch(() => fetch(url, { headers }));
}

// The account that the rows sign in with.
export function addDesk(data) {
  execFileSync(binary, ["user", "add", login, "--data", data, "--name", "Bench", "--role", "district",
    "--permanent", "--password-stdin"], { input: `${password}\n`, stdio: ["pipe", "ignore", "inherit"] });
}

// The demo district with so many cases; made once and kept below build/.
export function demoData(cases) {
  const data = join(root, `build/bench-data/${cases}`);
  if (!existsSync(`${data}/ready`)) {
    mkdirSync(data, { recursive: true });
    execFileSync(binary, ["demo", "--data", data, "--cases", String(cases)], { stdio: ["ignore", "ignore", "inherit"] });
    addDesk(data);
    writeFileSync(`${data}/ready`, "");
  }
  return data;
}

export async function signIn(base, name) {
  const answer = await fetch(`${base}/api/v1/session`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ login: name, password }),
  });
  if (!answer.ok) throw new Error(`cannot sign in: ${await answer.text()}`);
  const { csrf } = await answer.json();
  return { cookie: answer.headers.get("set-cookie").split(";")[0], csrf };
}

export async function startLinli(data) {
  const port = await freePort();
  const began = process.hrtime.bigint();
  const child = spawn(binary, ["serve", "--data", data, "--port", String(port), "--log-level", "warn"], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const base = `http://127.0.0.1:${port}`;
  await untilAnswers(`${base}/healthz`, child);
  const startSeconds = Number(process.hrtime.bigint() - began) / 1e9;
  const { cookie, csrf } = await signIn(base, login);
  return {
    base,
    port,
    cookie,
    csrf,
    startSeconds,
    json: async (path) => (await get(base + path, cookie)).json(),
    text: async (path) => (await get(base + path, cookie)).text(),
    residentMegabytes: () => {
      const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
      return Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024;
    },
    stop: () =>
      new Promise((resolve) => {
        child.once("exit", resolve);
        child.kill("SIGTERM");
      }),
  };
}

// One worker, keep-alive, access log off, serving the given files.
export async function startNginx(files) {
  const folder = mkdtempSync(join(tmpdir(), "linli-nginx-"));
  mkdirSync(`${folder}/www`);
  files.forEach((content, i) => writeFileSync(`${folder}/www/${i}.json`, content));
  const port = await freePort();
  writeFileSync(
    `${folder}/nginx.conf`,
    `worker_processes 1; daemon off; user root; pid ${folder}/pid; error_log ${folder}/error.log;
     events { worker_connections 1024; }
     http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; open_file_cache max=50000;
       types { application/json json; }
       server { listen 127.0.0.1:${port}; root ${folder}/www; } }`,
  );
  const child = spawn("/usr/sbin/nginx", ["-c", `${folder}/nginx.conf`, "-p", folder], { stdio: "ignore" });
  const base = `http://127.0.0.1:${port}`;
  await untilAnswers(`${base}/0.json`, child);
  writeFileSync(`${folder}/paths`, files.map((_, i) => `/${i}.json`).join("\n"));
  return { base, paths: `${folder}/paths`, stop: () => child.kill("SIGTERM") };
}
