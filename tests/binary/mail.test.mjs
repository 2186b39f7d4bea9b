// A mail server that dies and returns: nobody waits for it, nothing is lost, what it refused for good is seen and can be
// sent again.
import assert from "node:assert/strict";
import { createServer } from "node:net";
import test from "node:test";
import { Server, accounts, addAccount, demoAccounts, freePort, must, scratch, sqlite, until } from "./lib.mjs";
import { prepare } from "./load.mjs";

// Enough of SMTP to take letters, or to refuse every recipient.
class MailServer {
  constructor(port) {
    this.port = port;
    this.letters = [];
    this.refuses = false;
  }
  start() {
    this.sockets = new Set();
    this.server = createServer((socket) => this.talk(socket));
    return new Promise((resolve) => this.server.listen(this.port, "127.0.0.1", resolve));
  }
  stop() {
    for (const socket of this.sockets) socket.destroy();
    return new Promise((resolve) => this.server.close(resolve));
  }
  talk(socket) {
    this.sockets.add(socket);
    socket.on("close", () => this.sockets.delete(socket));
    socket.on("error", () => {});
    let text = "";
    let letter = null;
    socket.write("220 test ESMTP\r\n");
    socket.on("data", (bytes) => {
      text += bytes;
      for (let end = text.indexOf("\r\n"); end >= 0; end = text.indexOf("\r\n")) {
        const line = text.slice(0, end);
        text = text.slice(end + 2);
        if (letter !== null) {
          if (line !== ".") letter += `${line}\n`;
          else {
            this.letters.push(letter);
            letter = null;
            socket.write("250 taken\r\n");
          }
        } else if (/^(EHLO|HELO)/i.test(line)) socket.write("250 test\r\n");
        else if (/^RCPT/i.test(line)) socket.write(this.refuses ? "550 no such mailbox\r\n" : "250 ok\r\n");
        else if (/^DATA/i.test(line)) {
          letter = "";
          socket.write("354 go on\r\n");
        } else if (/^QUIT/i.test(line)) socket.end("221 bye\r\n");
        else socket.write("250 ok\r\n");
      }
    });
  }
  about(number) {
    const words = (letter) => Buffer.from(letter.split("\n\n")[1], "base64").toString();
    return this.letters.filter((letter) => words(letter).includes(number)).length;
  }
}

const clockIn = (hours) => {
  const at = new Date(Date.now() + (8 + hours) * 3_600_000);
  return `${String(at.getUTCHours()).padStart(2, "0")}:${String(at.getUTCMinutes()).padStart(2, "0")}`;
};

test("a dead mail server holds nobody up, and its return needs no hands", { timeout: 300_000 }, async (t) => {
  const data = `${scratch(t)}/data`;
  must("demo", "--data", data, "--cases", "50");
  addAccount(data, accounts.district, "district");
  const mail = new MailServer(await freePort());
  must("notices", "set", "mail", "--data", data, "--host", "127.0.0.1", "--port", String(mail.port), "--security", "none", "--from", "linli@example.cn");
  const server = await Server.startWith({ data, quiet: true });
  t.after(() => server.stop("SIGKILL"));
  const desk = await server.signIn(accounts.district);
  const steward = await server.signIn(demoAccounts(data).wangge);
  const { grid } = await prepare(server, desk, steward);
  const matter = (await server.get("/api/v1/matters")).body.items.find((one) => one.code === "E1-01");
  const chosen = await steward.put("/api/v1/notices/choices", {
    mail: "zhou@example.cn",
    choices: [{ kind: "assigned", ways: ["page", "mail"] }],
    quiet_from: clockIn(10),
    quiet_to: clockIn(11),
  });
  assert.equal(chosen.status, 200, JSON.stringify(chosen.body));
  const report = async () => {
    const answer = await desk.post("/api/v1/cases", { matter_id: matter.id, grid_id: grid, channel: "phone", text: "垃圾没人清" });
    assert.equal(answer.status, 201, "writing does not wait for letters");
    return answer.body.number;
  };
  const letters = (where) => Number(sqlite(data, `select count(*) from outbox where channel = 'mail' and ${where}`));

  // Nobody listens at its port: the letter waits, and says how often it was tried.
  const first = await report();
  await until(() => letters("attempts > 0 and dead = 0") === 1, 60, "the letter was never tried");
  assert.equal((await server.get("/healthz")).status, 200);

  await mail.start();
  t.after(() => mail.stop());
  await until(() => mail.about(first) === 1, 90, "the letter never came");
  await until(() => letters("1 = 1") === 0, 30, "what was sent still waits");

  // Refused for good: a dead letter at once, with the reason, and sent again by hand when the cause is mended.
  mail.refuses = true;
  const second = await report();
  const dead = await until(() => must("notices", "dead", "--data", data).trim(), 90, "no dead letter");
  assert.match(dead, /550|mailbox|收/);
  assert.equal(mail.about(second), 0);
  mail.refuses = false;
  must("notices", "replay", "--all", "--data", data);
  await until(() => mail.about(second) === 1, 90, "the dead letter was not sent again");
  assert.equal(must("notices", "dead", "--data", data).trim(), "");

  // It dies in the middle and returns: each letter arrives, none twice.
  await mail.stop();
  const later = [await report(), await report(), await report()];
  await until(() => letters("attempts > 0") > 0, 60, "nothing was tried");
  await mail.start();
  await until(() => later.every((number) => mail.about(number) === 1), 120, "letters are missing");
  assert.equal(await server.stop(), 0);
});
