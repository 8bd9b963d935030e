import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from "node:http";
import { text } from "node:stream/consumers";
import { type TestContext, test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { isSigned, signedHeaders } from "../signed/index.ts";
import { askOverHttp } from "./http.ts";
import { type EligibilityQuestion, eligibilitySimulator, openEligibility } from "./index.ts";

const id = "0199d8a4-3b52-7c11-8f00-5a2d1e9c7b34";
const question: EligibilityQuestion = {
  id,
  check: "deposit-free-lending",
  person: { name: "阿依古丽·买买提", kind: "resident-id", number: "11010519491231002X", country: null },
  consent: { at: "2026-11-23T03:59:00Z", wording: "2026-11-29" },
};
const named = (name: string) => ({ ...question, person: { ...question.person, name } });
const secret = "shared";
// No time decides: only silence is waited for, and that for as short as may be.
const clock = () => Temporal.Instant.from("2026-11-23T04:00:00Z");
const fast = { clock, secret, waits: [1, 1] };
const unavailable = { answer: "unavailable" };

async function listening(t: TestContext, server: Server): Promise<string> {
  await once(server.listen(0, "127.0.0.1"), "listening");
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  assert.ok(address && typeof address === "object");
  return `http://127.0.0.1:${address.port}/`;
}

/** A provider on loopback that answers as told, the last answer again and again; what it was asked. */
async function provider(t: TestContext, ...answers: RequestListener[]) {
  const asked: { headers: IncomingHttpHeaders; body: string }[] = [];
  const server = createServer(async (request, response) => {
    asked.push({ headers: request.headers, body: await text(request) });
    (answers[asked.length - 1] ?? answers.at(-1))?.(request, response);
  });
  return { url: await listening(t, server), asked };
}

const says =
  (status: number, body: string, headers = signedHeaders(secret, body, clock())): RequestListener =>
  (_request, response) => {
    response.writeHead(status, headers).end(body);
  };
const json = (answer: object, headers?: Record<string, string>) => says(200, JSON.stringify(answer), headers);
const yes = { id, answer: "yes", validUntil: null };

test("the simulator answers over a socket by the name it is asked about, and to nobody without the secret", async (t) => {
  const url = await listening(t, eligibilitySimulator({ secret, clock }));
  const ask = (name: string, as = secret) => askOverHttp({ url, ...fast, secret: as }, named(name));
  assert.deepEqual(await ask("李梅"), { answer: "yes", validUntil: null });
  assert.deepEqual(await ask("李不符"), { answer: "no", reason: "not-met" });
  assert.deepEqual(await ask("李查无"), { answer: "no", reason: "not-known-there" });
  assert.deepEqual(await ask("李未授权"), { answer: "no", reason: "not-agreed-there" });
  assert.deepEqual(await ask("李故障"), unavailable);
  assert.deepEqual(await ask("李梅", "another"), unavailable);
});

test("a question is asked once, whole, signed, under its own key", async (t) => {
  const { url, asked } = await provider(t, json({ ...yes, validUntil: "2027-01-01T00:00:00Z" }));
  const answer = await askOverHttp({ url, ...fast }, question);
  assert.deepEqual(answer, { answer: "yes", validUntil: "2027-01-01T00:00:00Z" });
  assert.equal(asked.length, 1);
  const [{ headers, body }] = asked as [(typeof asked)[number]];
  assert.deepEqual(JSON.parse(body), question);
  assert.equal(headers["idempotency-key"], id);
  assert.ok(isSigned(secret, String(headers["x-wenmai-signature"]), body, clock()));
});

test("trouble that passes is tried again under the same key", async (t) => {
  for (const trouble of [says(503, ""), says(429, ""), ((request) => request.destroy()) as RequestListener]) {
    const { url, asked } = await provider(t, trouble, trouble, json(yes));
    assert.equal((await askOverHttp({ url, ...fast }, question)).answer, "yes");
    assert.deepEqual(new Set(asked.map(({ headers }) => headers["idempotency-key"])), new Set([id]));
  }
});

test("down, slow, rubbish, a score or a wrong signature: an outage, told without the person and without the score", async (t) => {
  const old = signedHeaders(secret, JSON.stringify(yes), clock().subtract({ minutes: 6 }));
  const troubles: [
    what: string,
    RequestListener,
    tries: number,
    why: RegExp,
    more?: { timeoutMs: number },
  ][] = [
    ["down", says(503, ""), 3, /answered 503/],
    ["slow", () => {}, 3, /did not answer in 100 ms/, { timeoutMs: 100 }],
    ["refusing", says(400, JSON.stringify(yes)), 1, /answered 400/],
    ["elsewhere", says(307, "", { location: "/elsewhere" }), 1, /answered 307/],
    ["rubbish", says(200, "<html>ok</html>"), 1, /not JSON/],
    ["perhaps", json({ ...yes, answer: "perhaps" }), 1, /not a yes or a no/],
    ["nothing", says(200, "null"), 1, /not a yes or a no/],
    ["score", json({ ...yes, score: 688 }), 1, /not a yes or a no and nothing else/],
    ["score for yes", json({ ...yes, answer: 688 }), 1, /not a yes or a no/],
    ["score as reason", json({ id, answer: "no", reason: "688" }), 1, /not a yes or a no/],
    ["score beside no", json({ id, answer: "no", reason: "not-met", level: "688" }), 1, /not a yes or a no/],
    ["score for a day", json({ ...yes, validUntil: "688" }), 1, /not a yes or a no/],
    ["unsigned", json(yes, {}), 1, /not signed/],
    ["signed by another", json(yes, signedHeaders("other", JSON.stringify(yes), clock())), 1, /not signed/],
    ["an old answer", json(yes, old), 1, /not signed/],
    ["another's answer", json({ ...yes, id: "0199d8a4-3b52-7c11-8f00-5a2d1e9c7b35" }), 1, /another question/],
  ];
  for (const [what, trouble, tries, why, more] of troubles) {
    const { url, asked } = await provider(t, trouble);
    const told: string[] = [];
    const options = { url, ...fast, ...more, onTrouble: (reason: string) => told.push(reason) };
    assert.deepEqual(await askOverHttp(options, question), unavailable, what);
    assert.equal(asked.length, tries, what);
    assert.equal(told.length, 1, what);
    assert.match(told.join(), why, what);
    assert.doesNotMatch(told.join(), /阿依古丽|002X|688/, what);
  }
});

test("each provider is asked under its own secret; one that nobody set is not asked", async (t) => {
  const [credit, residence] = [await provider(t, json(yes)), await provider(t, json(yes))];
  const city = openEligibility(
    {
      mode: "production",
      eligibilityProviders: `credit=${credit.url},residence=${residence.url}`,
      eligibilitySecrets: "credit=shared,residence=other",
    },
    clock,
    () => undefined,
  );
  assert.deepEqual(city.connected, ["credit", "residence"]);
  assert.equal((await city.ask("credit", question)).answer, "yes");
  assert.deepEqual(await city.ask("residence", question), unavailable, "signed by the secret of another");
  assert.deepEqual(await city.ask("other", question), unavailable);
  assert.deepEqual([credit.asked.length, residence.asked.length], [1, 1]);
});

test("a city without providers: simulated in demo, nobody in production", async () => {
  const quiet = () => undefined;
  assert.equal((await openEligibility({ mode: "demo" }, clock, quiet).ask("credit", question)).answer, "yes");
  const production = openEligibility({ mode: "production" }, clock, quiet);
  assert.deepEqual(production.connected, []);
  assert.deepEqual(await production.ask("credit", question), unavailable);
});
