import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { type TestContext, test } from "node:test";
import { mailServer } from "./mail.ts";

const letter = {
  id: "0199d8a4-3b52-email",
  address: "reader@example.cn",
  kind: "notice.event-cancelled",
  text: "您预约的“冰上音乐会”已取消。",
  mail: { subject: "文脉：预约有变动", unsubscribe: "https://city.example/stop/x.y.z" },
};

/** A mail server on loopback that answers RCPT as told; the letters it took. */
async function smtpServer(t: TestContext, rcpt = "250 ok") {
  const letters: string[] = [];
  const server = createServer((socket) => {
    let [data, buffer]: [string | null, string] = [null, ""];
    const answer = (line: string) => socket.write(`${line}\r\n`);
    answer("220 here");
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      buffer += chunk.toString("latin1");
      for (let end = buffer.indexOf("\r\n"); end >= 0; end = buffer.indexOf("\r\n")) {
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + 2);
        if (data !== null) {
          if (line !== ".") data += `${line}\n`;
          else {
            letters.push(data);
            data = null;
            answer("250 queued as 4711");
          }
        } else if (line === "DATA") {
          data = "";
          answer("354 go on");
        } else if (line.startsWith("RCPT")) answer(rcpt);
        else if (line === "QUIT") socket.end("221 bye\r\n");
        else answer("250 ok");
      }
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  t.after(() => server.close());
  const address = server.address();
  assert.ok(address && typeof address === "object");
  return { url: `smtp://127.0.0.1:${address.port}?ignoreTLS=true`, letters };
}

test("a letter has its own id, its subject and one tap to stop it; the server's answer is kept", async (t) => {
  const { url, letters } = await smtpServer(t);
  const sent = await mailServer({ url, from: "文脉 <city@city.example>" }).send(letter);
  assert.equal(sent, "250 queued as 4711");
  const [text = ""] = letters;
  for (const head of [
    /^Message-ID: <0199d8a4-3b52-email@city\.example>$/m,
    /^To: reader@example\.cn$/m,
    /^List-Unsubscribe: <https:\/\/city\.example\/stop\/x\.y\.z>$/m,
    /^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m,
    /^Auto-Submitted: auto-generated$/m,
  ])
    assert.match(text, head);
});

test("what the server refuses is final, trouble is not, and neither names the address", async (t) => {
  for (const [answer, again] of [
    ["550 no such reader@example.cn", false],
    ["451 later, reader@example.cn", true],
  ] as const) {
    const { url } = await smtpServer(t, answer);
    await assert.rejects(mailServer({ url, from: "city@city.example" }).send(letter), (error: Error) => {
      assert.equal((error as { again?: boolean }).again, again);
      assert.ok(!error.message.includes("reader"), error.message);
      return true;
    });
  }
  const { url } = await smtpServer(t);
  const { mail: _, ...message } = letter;
  await assert.rejects(mailServer({ url, from: "city@city.example" }).send(message), { again: false });
});

test("no server there: worth another try", async () => {
  const server = createServer();
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  assert.ok(address && typeof address === "object");
  server.close();
  await once(server, "close");
  const nowhere = mailServer({
    url: `smtp://127.0.0.1:${address.port}`,
    from: "city@city.example",
    timeoutMs: 300,
  });
  await assert.rejects(nowhere.send(letter), { again: true, message: /ECONNREFUSED|ESOCKET|ECONNECTION/ });
});
