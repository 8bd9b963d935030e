import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cleanText } from "./clean.ts";
import { cityLogger, type Logger } from "./index.ts";

function collected(readable = false): { log: Logger; text(): string; entries(): Record<string, unknown>[] } {
  const lines: string[] = [];
  const log = cityLogger({ logLevel: "debug" }, { readable, to: { write: (line) => lines.push(line) } });
  return { log, text: () => lines.join(""), entries: () => lines.map((line) => JSON.parse(line)) };
}

const phone = "13999912345";
const document = "650203199001012316";
const secrets = [phone, document, "张三", "482913", "hunter2", "s%3Aabc", "zhang@example.cn", "192.0.2.7"];
const person = {
  phone,
  id_number: document,
  displayName: "张三",
  code: "482913",
  Password: "hunter2",
  "Set-Cookie": "s%3Aabc",
  email: "zhang@example.cn",
  remoteAddress: "192.0.2.7",
};

test("nothing personal leaves: not as field, child, sentence, argument, key, nested or in an error", () => {
  const { log, text } = collected();
  log.info(person, "field");
  log.child(person).info("child");
  log.info(
    { request: { headers: { cookie: "s%3Aabc", authorization: "hunter2" }, people: [person, [person]] } },
    "nested",
  );
  log.info(`sent to ${phone}, 身份证${document}，或 139-9991-2345 or +86 139 9991 2345`);
  log.info({ note: `tel:${phone}`, [phone]: 1 }, "to %s %j", phone, { n: document });
  log.error({ err: new Error(`no such phone ${phone}`, { cause: new Error(document) }) }, "unexpected");
  log.error(new AggregateError([new Error(phone)], document));
  log.error(
    Object.assign(new Error("duplicate key"), {
      code: "23505",
      detail: "Key (name)=(张三) already exists.",
      where: phone,
      query: "x",
    }),
  );
  log.error({
    err: Object.assign(new Error('invalid input syntax for type uuid: "张三"'), { code: "22P02" }),
  });
  log.error({ err: `thrown text ${phone}` }, "text");
  log.info(
    { url: `/search?q=张三&x=hunter2`, to: "https://sms.example.cn/send?to=张三 and then" },
    "address",
  );
  for (const secret of [...secrets, "139-9991-2345", "139 9991 2345"])
    assert.equal(text().includes(secret), false, secret);
  assert.equal(text().split("\n").length, 12);
});

test("what is needed to find a fault stays", () => {
  const { log, entries } = collected();
  const request = "0199d8a4-3b52-7c11-8f00-13999912345a";
  const sha256 = `a13999912345f${"0".repeat(51)}`;
  const lost = Object.assign(new Error("duplicate key value"), {
    code: "23505",
    constraint: "account_phone_key",
  });
  log
    .child({ request })
    .error({ err: lost, sha256, bytes: 13_999_912_345, at: 1764000000000, place: "places/12" }, "unexpected");
  const [entry] = entries();
  assert.ok(entry);
  const { err, time, pid, ...rest } = entry;
  assert.deepEqual(rest, {
    level: "error",
    request,
    sha256,
    bytes: 13_999_912_345,
    at: 1764000000000,
    place: "places/12",
    msg: "unexpected",
  });
  assert.equal(pid, process.pid);
  assert.match(String(time), /^\d{4}-\d\d-\d\dT.*Z$/);
  const { stack, ...told } = Object(err);
  assert.deepEqual(told, {
    type: "Error",
    said: "duplicate key value",
    errno: "23505",
    constraint: "account_phone_key",
  });
  assert.match(stack[0], /log\.test\.ts/);
});

test("levels below the configured one are not written", () => {
  const lines: string[] = [];
  const log = cityLogger(
    { logLevel: "warn" },
    { readable: false, to: { write: (line) => lines.push(line) } },
  );
  log.info({}, "quiet");
  log.warn({}, "loud");
  assert.equal(lines.length, 1);
});

test("on a terminal a line is read by people, and as clean", () => {
  const { log, text } = collected(true);
  log.warn({ place: 7, phone }, `late ${phone}`);
  assert.match(text(), /^\d\d:\d\d:\d\d warn late \[phone\] \{"place":7,"phone":"\[hidden\]"\}\n$/);
});

test("deep, endless and long things do not stop the log", () => {
  const { log, entries } = collected();
  const round: { self?: unknown } = {};
  round.self = round;
  let deep: object = {};
  for (let level = 0; level < 50; level++) deep = { deep };
  log.info({ round, deep, many: Array(10_000).fill(0) }, "odd");
  const [entry] = entries();
  assert.ok(Array.isArray(entry?.many) && entry.many.length === 100);
});

test("any phone number in any Chinese or spaced text is found", () => {
  const digits = fc.tuple(fc.integer({ min: 130, max: 199 }), fc.integer({ min: 0, max: 99_999_999 }));
  const around = fc.constantFrom("", " ", "：", "电话", "tel:", '"', "(", "。", "\n", "+86", "x");
  fc.assert(
    fc.property(digits, around, around, ([head, tail], before, after) => {
      const number = `${head}${String(tail).padStart(8, "0")}`;
      const cleaned = cleanText(`${before}${number}${after}`);
      assert.equal(cleaned.includes(number), false, cleaned);
    }),
  );
});
