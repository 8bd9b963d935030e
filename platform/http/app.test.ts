import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { FastifyInstance, InjectOptions } from "fastify";
import { Temporal } from "temporal-polyfill";
import { connect } from "#platform/db";
import { setLimits } from "#platform/limits";
import { openLocalHttps } from "#platform/local-https";
import { cityLogger } from "#platform/log";
import { type DbTest, dbTest } from "#platform/testing";
import { type Small, smallServer, someoneSignedIn } from "./testing.ts";

/** A server for one test. */
async function served({ db, t }: Pick<DbTest, "db" | "t">, options?: Small): Promise<FastifyInstance> {
  const app = await smallServer({ db }, options);
  t.after(() => app.close());
  return app;
}

const notes = "/api/test/notes";
const json = { "content-type": "application/json" };
const post = (payload: string | Buffer | object, headers: Record<string, string> = {}): InjectOptions => ({
  method: "POST",
  url: notes,
  payload,
  headers: { ...json, ...headers },
});

/** The problem of a refused request; asserts that it is one, whole and readable. */
async function problem(app: FastifyInstance, asked: InjectOptions) {
  const answer = await app.inject(asked);
  assert.equal(
    answer.headers["content-type"]?.toString().split(";")[0],
    "application/problem+json",
    answer.body,
  );
  const document = answer.json();
  assert.equal(document.status, answer.statusCode);
  assert.equal(document.request_id, answer.headers["x-request-id"] ?? document.request_id);
  assert.match(document.type, /^\/problems\/[a-z]/);
  for (const words of [document.title, document.detail]) {
    assert.ok(typeof words === "string" && words.length > 3, `${document.id} says what and what to do`);
    assert.doesNotMatch(words, /^(refusal|invalid)\.|[{}]/, `${document.id} has a text`);
  }
  return {
    status: answer.statusCode,
    id: document.id,
    errors: document.errors,
    headers: answer.headers,
    document,
  };
}

const cases: [number, string, InjectOptions][] = [
  [400, "body-unreadable", post('{"text":')],
  [400, "body-unreadable", post(`{"text":${"[".repeat(30_000)}${"]".repeat(30_000)}}`)],
  [400, "body-encoding", post(Buffer.from([0x7b, 0x22, 0xb9, 0xc5, 0xc0, 0xef, 0x22, 0x7d]))],
  [400, "idempotency.bad-key", post({ text: "x" }, { "idempotency-key": "short" })],
  [400, "address-unreadable", { url: "/api/test/notes/%ff" }],
  [400, "address-unreadable", { url: "/events/%E4?x=1" }],
  [400, "address-unreadable", { url: "/%" }],
  [401, "sign-in-needed", { url: "/api/test/mine" }],
  [401, "sign-in-needed", { url: "/api/test/secret" }],
  [403, "cross-site", post({ text: "x" }, { "sec-fetch-site": "cross-site" })],
  [404, "not-found", { url: "/api/nothing" }],
  [404, "not-found", { url: "/api/" }],
  [
    404,
    "not-found",
    { method: "POST", url: "/api/nothing", payload: "x", headers: { "content-type": "text/odd" } },
  ],
  [404, "not-found", { url: "/nothing" }],
  [404, "not-found", { url: "//" }],
  [405, "method-not-allowed", { method: "DELETE", url: notes }],
  [
    405,
    "method-not-allowed",
    { method: "PUT", url: notes, payload: "x", headers: { "content-type": "text/odd" } },
  ],
  [409, "too-many-requests", post({ text: "x", refuse: true })],
  [413, "body-too-large", post({ text: "名".repeat(700_000) })],
  [404, "not-found", { url: `/api/test/notes/${"a".repeat(300)}` }],
  [415, "body-charset", post({ text: "x" }, { "content-type": "application/json; charset=gbk" })],
  [415, "body-charset", post({ text: "x" }, { "content-type": 'application/json;CHARSET = "utf-16"' })],
  [415, "media-type", post("text=x", { "content-type": "application/x-www-form-urlencoded" })],
  [415, "media-type", post("<text/>", { "content-type": "text/xml" })],
  [415, "media-type", post("x", { "content-type": "text/plain" })],
  [422, "input.invalid", post({ text: "" })],
  [500, "unexpected", { url: "/api/test/crash" }],
];

dbTest("every way to be refused is a problem, in Chinese and in English", async ({ db, t }) => {
  const app = await served({ db, t });
  for (const [status, id, asked] of cases) {
    const told = async (language: string) =>
      problem(app, { ...asked, headers: { ...asked.headers, "accept-language": language } });
    const [zh, en] = [await told("zh-CN"), await told("en")];
    const what = `${asked.method ?? "GET"} ${String(asked.url).slice(0, 60)}`;
    assert.deepEqual([zh.status, zh.id], [status, id], what);
    assert.deepEqual([en.status, en.id], [status, id], what);
    assert.match(zh.document.title, /\p{Script=Han}/u);
    assert.doesNotMatch(en.document.title + en.document.detail, /\p{Script=Han}/u);
  }
});

dbTest(
  "too much, and letters of another encoding, are told with what is taken and where it stands",
  async ({ db, t }) => {
    const app = await served({ db, t });
    const large = await problem(app, post({ text: "名".repeat(700_000) }));
    assert.equal(large.document.data.limit, "64 KB");
    assert.match(large.document.detail, /64 KB/);
    const gbk = Buffer.concat([
      Buffer.from('{"text":"half","tags":[{"name":"'),
      Buffer.from([0xb9, 0xc5]),
      Buffer.from('"}]}'),
    ]);
    const broken = await problem(app, post(gbk));
    assert.deepEqual([broken.id, broken.errors[0].field], ["body-encoding", "/body/tags/0/name"]);
  },
);

dbTest("403 for those signed in who may not; 405 says what may", async ({ db, ctx, t }) => {
  const app = await served({ db, t });
  const { cookie } = await someoneSignedIn(ctx);
  const may = await problem(app, { url: "/api/test/secret", headers: { cookie } });
  assert.equal(may.id, "forbidden");
  assert.match(may.document.detail, /“我的”.*服务台/, "a resident has nobody who could grant it");
  const { headers } = await problem(app, { method: "DELETE", url: notes });
  assert.equal(headers.allow, "GET, POST, HEAD");
  assert.equal((await app.inject({ method: "HEAD", url: notes })).statusCode, 200);
});

dbTest("bad input is refused with its field named, and nothing is written", async ({ db, t }) => {
  const app = await served({ db, t });
  const faults = async (body: string) => {
    const { status, errors } = await problem(app, post(body));
    assert.equal(status, 422);
    return errors.map(({ field, id }: { field: string; id: string }) => `${field} ${id}`);
  };
  for (const [body, ...expected] of [
    ['{"text":"half","text":"two"}', "/body/text twice"],
    ['{"text":"half","tags":[{"name":"ab"},{"name":"ab","n\\u0061me":"cd"}]}', "/body/tags/1/name twice"],
    ['{"text":"half","__proto__":{"x":1}}', "/body/__proto__ unknown"],
    ['{"text":"half","a/b":1}', "/body/a~1b unknown"],
    ['{"text":"half\\u0000"}', "/body/text unwritable"],
    ['{"text":"\\ud800half"}', "/body/text unwritable"],
    ['{"text":"half\\u202e"}', "/body/text hidden"],
    ['{"text":"\\ufeffhalf"}', "/body/text hidden"],
    ['{"text":"ha\\u200blf"}', "/body/text hidden"],
    ['{"text":"half","tags":[{"name":"a\\u2066b"}]}', "/body/tags/0/name hidden"],
    ['{"text":"half","x\\u202e":1}', "/body/x\u202e hidden"],
    ['{"text":"half","x\\u0000":1}', "/body/x\u0000 unwritable"],
    ['{"text":"half","tags":[{"name":"a"}]}', "/body/tags/0/name too-short"],
    ['{"text":"half","tags":[{"name":""}]}', "/body/tags/0/name missing"],
    [
      '{"text":"half","tags":[1,2,3,4]}',
      "/body/tags too-long",
      ...[0, 1, 2, 3].map((n) => `/body/tags/${n} type`),
    ],
    [`{"text":"${"名".repeat(20_000)}"}`, "/body/text too-long"],
    ['{"text":5}', "/body/text type"],
    ['["half"]', "/body type"],
    ["null", "/body/text missing"],
    ['"half"', "/body type"],
    ["1e999", "/body type"],
    [
      `{${Array.from({ length: 2000 }, (_, n) => `"k${n}":1`)}}`,
      ...["text missing", ...Array.from({ length: 49 }, (_, n) => `k${n} unknown`)].map(
        (one) => `/body/${one}`,
      ),
    ],
  ] as const) {
    assert.deepEqual(await faults(body), expected, body.slice(0, 80));
  }
  for (const [query, expected] of [
    ["text=a&text=b", "/query/text twice"],
    ["limit=1000", "/query/limit too-large"],
    ["limit=ten", "/query/limit type"],
    ["colour=red", "/query/colour unknown"],
    ["text=%00", "/query/text unwritable"],
  ]) {
    const { errors } = await problem(app, { url: `${notes}?${query}` });
    assert.deepEqual(
      errors.map(({ field, id }: Record<string, string>) => `${field} ${id}`),
      [expected],
    );
  }
  assert.equal((await problem(app, { url: `${notes}/7` })).errors[0].field, "/params/id");
  const named = await problem(app, post({ text: "half\u202e" }));
  assert.match(named.errors[0].message, /U\+202E/);
  assert.equal((await app.inject(post({ text: "ئۇ\u200cچ 👩\u200d🚀" }))).statusCode, 200);
  const copied = encodeURIComponent("\u2068ئۇ\u200cچ 👩\u200d🚀\u2069");
  assert.equal((await app.inject({ url: `${notes}?text=${copied}` })).statusCode, 200, "copied from a page");
  const { count } = await db.one<{
    count: number;
  }>`select count(*) as count from note where body like '%half%'`;
  assert.equal(count, 0);
});

dbTest("UTF-8 with a byte order mark is read, and an empty body is an empty object", async ({ db, t }) => {
  const app = await served({ db, t });
  for (const charset of ["utf-8", "UTF-8", '"utf-8"', "utf8"]) {
    const named = post({ text: "有名" }, { "content-type": `application/json; charset=${charset}` });
    assert.equal((await app.inject(named)).statusCode, 200, charset);
  }
  const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from('{"text":"有标记"}')]);
  assert.equal((await app.inject(post(marked))).statusCode, 200);
  assert.equal((await app.inject({ method: "POST", url: "/api/test/sign-in" })).statusCode, 200);
  assert.equal(
    (await app.inject({ method: "POST", url: "/api/test/sign-in", headers: json })).statusCode,
    200,
  );
});

dbTest(
  "a repeated request gets the first answer, also at the same moment; another body is refused",
  async ({ db, ctx, t }) => {
    const app = await served({ db, t });
    const { cookie } = await someoneSignedIn(ctx);
    const own = { cookie, "sec-fetch-site": "same-origin", "idempotency-key": randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => app.inject(post({ text: "once", slow: true }, own))),
    );
    assert.deepEqual(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`)).size, 1);
    assert.equal((await app.inject(post({ text: "once", slow: true }, own))).body, answers[0]?.body);
    assert.equal((await app.inject({ url: `${notes}?text=once` })).json().count, 1);
    const { status, id } = await problem(app, post({ text: "other" }, own));
    assert.deepEqual([status, id], [422, "idempotency.other-input"]);
    assert.equal((await app.inject({ url: `${notes}?text=other` })).json().count, 0);
  },
);

dbTest(
  "a change from another site is refused; from our own pages, or without a cookie, it is not",
  async ({ db, ctx, t }) => {
    const app = await served({ db, t });
    const { cookie } = await someoneSignedIn(ctx);
    const status = async (headers: Record<string, string>) =>
      (await app.inject(post({ text: "x" }, { host: "city.example", ...headers }))).statusCode;
    assert.equal(await status({ cookie, origin: "https://evil.example" }), 403);
    assert.equal(await status({ cookie, "sec-fetch-site": "same-site" }), 403);
    assert.equal(await status({ cookie }), 403);
    assert.equal(await status({ cookie, origin: "https://city.example" }), 200);
    assert.equal(await status({ cookie, "sec-fetch-site": "same-origin" }), 200);
    assert.equal(await status({}), 200);
  },
);

dbTest("every answer carries the headers that keep browsers careful, refusals too", async ({ db, t }) => {
  const app = await served({ db, t }, { https: true });
  for (const url of [notes, "/api/nothing", "/api/test/crash", "/api/openapi.json"]) {
    const { headers } = await app.inject({ url });
    assert.match(String(headers["content-security-policy"]), /default-src 'none'/, url);
    assert.equal(headers["x-content-type-options"], "nosniff");
    assert.match(String(headers["strict-transport-security"]), /max-age=\d{8}/);
    assert.equal(headers["referrer-policy"], "same-origin");
    assert.match(String(headers["x-request-id"]), /^[0-9a-f-]{36}$/);
    assert.equal(headers["x-powered-by"], undefined);
  }
  assert.equal((await app.inject({ url: notes })).headers["cache-control"], "no-store");
  const plain = await served({ db, t });
  assert.equal((await plain.inject({ url: notes })).headers["strict-transport-security"], undefined);
});

dbTest(
  "the session cookie is out of reach of scripts and other sites, and with https of plain lines",
  async ({ db, t }) => {
    for (const https of [false, true]) {
      const app = await served({ db, t }, { https });
      const answer = await app.inject({ method: "POST", url: "/api/test/sign-in" });
      const [cookie] = answer.cookies;
      assert.ok(cookie);
      assert.equal(cookie.name, "wenmai");
      assert.deepEqual(
        [cookie.httpOnly, cookie.sameSite, cookie.path, cookie.secure ?? false],
        [true, "Lax", "/", https],
      );
      const headers = { cookie: `wenmai=${cookie.value}` };
      assert.deepEqual((await app.inject({ url: "/api/test/mine", headers })).json(), answer.json());
      assert.equal(
        (await app.inject({ url: "/api/test/mine", headers: { cookie: "wenmai=guess" } })).statusCode,
        401,
      );
    }
  },
);

dbTest(
  "with our own certificate the same is served by https, and no browser is told to come so for ever",
  async ({ db, t }) => {
    const dataDir = await mkdtemp(join(tmpdir(), "wenmai-tls-"));
    t.after(() => rm(dataDir, { recursive: true, force: true }));
    const now = Temporal.Now.instant();
    const { authority, certificate } = openLocalHttps(
      { dataDir, host: "localhost", publicUrl: "https://localhost" },
      now,
    );
    const app = await served({ db, t }, { https: true, tls: certificate });
    await app.listen({ port: 0, host: "127.0.0.1" });
    const address = app.server.address();
    assert.ok(address && typeof address === "object");
    const asked = {
      method: "POST",
      port: address.port,
      host: "127.0.0.1",
      path: "/api/test/sign-in",
      ca: authority.certificate,
    };
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      httpsRequest(asked, (got) => resolve(got.resume()))
        .on("error", reject)
        .end();
    });
    assert.equal(answer.statusCode, 200);
    assert.match(String(answer.headers["set-cookie"]), /^wenmai=[^;]+;.*; Secure/);
    assert.equal(answer.headers["strict-transport-security"], undefined);
  },
);

dbTest(
  "who asks too often waits, by account; strangers by address, which nobody can invent",
  async ({ db, ctx, t }) => {
    const two = { burst: 2, perMinute: 60 };
    const limits = {
      read: { account: two, address: two },
      write: { account: two, address: two },
      "sign-in": { account: two, address: two },
    };
    const app = await served({ db, t }, { trustProxy: true });
    setLimits(app, limits);
    const statuses = async (headers: (n: number) => Record<string, string>, remoteAddress = "10.0.0.1") => {
      const got: number[] = [];
      for (let n = 0; n < 3; n++)
        got.push((await app.inject({ url: notes, headers: headers(n), remoteAddress })).statusCode);
      return got;
    };
    for (const { cookie } of [await someoneSignedIn(ctx), await someoneSignedIn(ctx)])
      assert.deepEqual(await statuses(() => ({ cookie })), [200, 200, 429]);
    // Left of the proxy's own entry anybody may write what they like.
    assert.deepEqual(
      await statuses((n) => ({ "x-forwarded-for": `198.51.100.${n}, 192.0.2.1` })),
      [200, 200, 429],
    );
    assert.deepEqual(await statuses(() => ({ "x-forwarded-for": "192.0.2.2" })), [200, 200, 429]);
    // What is refused before it is read counts as well.
    const damaged = async () =>
      (await app.inject({ url: "/events/%E4", remoteAddress: "10.0.0.7" })).statusCode;
    assert.deepEqual([await damaged(), await damaged(), await damaged()], [400, 400, 429]);
    const refusal = await problem(app, {
      url: notes,
      headers: { "x-forwarded-for": "192.0.2.2" },
      remoteAddress: "10.0.0.1",
    });
    assert.equal(refusal.id, "too-many-requests");
    assert.equal(refusal.headers["retry-after"], "1");
  },
);

dbTest("nothing personal reaches the log, and the number of the request does", async ({ db, t }) => {
  let logged = "";
  const log = cityLogger(
    { logLevel: "trace" },
    {
      to: {
        write: (line) => {
          logged += line;
        },
      },
      readable: false,
    },
  );
  const app = await served({ db, t }, { log });
  const { document } = await problem(app, { url: "/api/test/crash?lang=en" });
  await app.inject(post({ text: "13912345678" }));
  await app.inject(post({ text: "13912345678", x: 1 }));
  await app.inject({ url: `${notes}?text=13912345678` });
  assert.ok(logged.includes(document.request_id), logged);
  assert.doesNotMatch(logged, /13912345678|650203199001011234/);
  assert.doesNotMatch(JSON.stringify(document), /13912345678|650203|Error|node_modules|at /);
});

dbTest("while the database is away people hear that it is, and when to come back", async ({ ctx, t }) => {
  const away = connect("postgres://nobody@127.0.0.1:1/nowhere");
  t.after(() => away.end());
  const app = await smallServer({ db: ctx.db });
  await app.close();
  const dark = await smallServer({ db: { ...away, run: async () => 0 } });
  t.after(() => dark.close());
  for (const asked of [{ url: notes }, post({ text: "x" })]) {
    const { status, id, headers } = await problem(dark, asked);
    assert.deepEqual([status, id, headers["retry-after"]], [503, "unavailable", "5"]);
  }
});

dbTest("a search of ten thousand characters is told which field is too long", async ({ db, t }) => {
  const app = await served({ db, t });
  const address = await app.listen({ port: 0, host: "127.0.0.1" });
  const long = encodeURIComponent("文".repeat(10_000));
  const answer = await fetch(`${address}${notes}?limit=${long}`);
  assert.equal(answer.status, 422);
  assert.deepEqual(Object(await answer.json()).errors[0].field, "/query/limit");
});

dbTest("what never becomes a request is answered in words, the API as a problem", async ({ db, t }) => {
  const app = await served({ db, t });
  await app.listen({ port: 0, host: "127.0.0.1" });
  const address = app.server.address();
  assert.ok(address && typeof address === "object");
  const told = (sent: string) =>
    new Promise<string>((resolve, reject) => {
      let heard = "";
      const socket = createConnection(address.port, "127.0.0.1");
      socket.setEncoding("utf8").on("data", (part: string) => {
        heard += part;
      });
      socket.on("close", () => resolve(heard)).on("error", reject);
      socket.write(sent);
    });
  const endless = await told(`GET /search?q=${"a".repeat(200_000)} HTTP/1.1\r\nhost: x\r\n\r\n`);
  assert.match(endless, /^HTTP\/1\.1 431 .*text\/html.*地址太长.*too long/s);
  assert.match(endless, /缩短搜索词.*Shorten/s);
  assert.match(await told("hello\r\n\r\n"), /^HTTP\/1\.1 400 .*这个请求读不出来/s);
  const [head = "", body = ""] = (await told("GET /api/test/notes HTTP/1.1\r\nho st\r\n\r\n")).split(
    "\r\n\r\n",
  );
  assert.match(head, /application\/problem\+json/);
  assert.equal(JSON.parse(body).id, "request-unreadable");
});

dbTest("stopping finishes what is being answered and keeps no connection", async ({ db, t }) => {
  const app = await served({ db, t });
  await app.listen({ port: 0, host: "127.0.0.1" });
  const address = app.server.address();
  assert.ok(address && typeof address === "object");
  const { port } = address;
  const ask = (text: string, slow: boolean) =>
    new Promise<{ status: number | undefined; connection: string | undefined }>((resolve, reject) => {
      const asked = httpRequest(
        {
          port,
          host: "127.0.0.1",
          method: "POST",
          path: notes,
          headers: { ...json, connection: "keep-alive" },
        },
        (answer) => {
          answer
            .resume()
            .on("end", () => resolve({ status: answer.statusCode, connection: answer.headers.connection }));
        },
      );
      asked.on("error", reject).end(JSON.stringify({ text, slow }));
    });
  await ask("idle", false);
  const inFlight = ask("in flight", true);
  await wait(100);
  const began = performance.now();
  await Promise.all([app.close(), inFlight]);
  assert.ok(performance.now() - began < 30_000, "waits for the answer, not for idle connections");
  assert.deepEqual(await inFlight, { status: 200, connection: "close" });
  assert.equal((await db.many`select id from note where body = 'in flight'`).length, 1);
  await assert.rejects(ask("late", false), { code: "ECONNREFUSED" });
});
