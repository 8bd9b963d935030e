import assert from "node:assert/strict";
import { test } from "node:test";
import { anOrganisation } from "#places/testing";
import { openForSubject } from "#platform/auth";
import { type Ctx, inTx, type TxCtx, trueRandom } from "#platform/ctx";
import type { Problem } from "#platform/errors";
import { performer } from "#platform/http";
import { at, dbTest } from "#platform/testing";
import { accountOf } from "../account/account.ts";
import { noticesOf } from "../notices/notify.ts";
import { operations } from "../routes.ts";
import { aCardNumber, aChild, aResident, aStaff, type Made } from "../testing.ts";
import { contradictionsOf, type KnownDocument } from "./contradiction.ts";

const hash = (letter: string) => Buffer.from(letter.repeat(32));

test("another card for life and another day of birth contradict, another passport does not", () => {
  const known = (differs: Partial<KnownDocument>): KnownDocument => ({
    id: "known",
    kind: "resident-id",
    level: 1,
    numberHash: hash("a"),
    tellsBirth: true,
    ...differs,
  });
  const shown = (kind: KnownDocument["kind"], letter: string, born: string | null = "1980-01-01") => ({
    kind: kind as "passport",
    born,
    numberHash: hash(letter),
  });
  const account = { born: "1980-01-01" };
  const cases: [string, typeof account, KnownDocument[], ReturnType<typeof shown>, unknown[]][] = [
    ["the same again", account, [known({})], shown("resident-id", "a"), []],
    ["another card", account, [known({})], shown("resident-id", "b"), [["number", false, 1]]],
    ["a shown card", account, [known({ level: 2 })], shown("resident-id", "b"), [["number", true, 1]]],
    ["two passports", account, [known({ kind: "passport" })], shown("passport", "b"), []],
    ["a card and a passport", account, [known({})], shown("passport", "b"), []],
    ["a passport without a day", account, [known({})], shown("passport", "b", null), []],
    ["another day", account, [known({})], shown("passport", "b", "1981-01-01"), [["born", false, 1]]],
    [
      "a day its guardian gave",
      account,
      [known({ kind: "by-guardian", numberHash: null })],
      shown("resident-id", "b", "1981-01-01"),
      [["born", false, 0]],
    ],
    [
      "both",
      account,
      [known({ level: 3 }), known({ kind: "passport", numberHash: hash("c"), tellsBirth: false })],
      shown("resident-id", "b", "1981-01-01"),
      [
        ["number", true, 1],
        ["born", true, 1],
      ],
    ],
  ];
  for (const [name, of, documents, document, expected] of cases) {
    const found = contradictionsOf(of, documents, document);
    assert.deepEqual(
      found.map(({ what, checked, documents: gone }) => [what, checked, gone.length]),
      expected,
      name,
    );
  }
});

const city = performer(operations, { checkAnswers: true });
const world = (base: Ctx): Ctx => ({ ...base, clock: at("2026-06-12T04:00:00Z"), random: trueRandom });
const make = <R>(ctx: Ctx, work: (inner: TxCtx) => Promise<R>) => inTx(ctx, work);

async function as<A>(ctx: Ctx, { actor }: Pick<Made, "actor">, operation: string, input: object): Promise<A> {
  return (await city.perform({ ...ctx, actor }, operation, input, null)) as A;
}
const idOf = (problem: Promise<unknown>) =>
  problem.then(
    () => "none",
    ({ id, data }: Problem) => (data.what ? `${id} ${data.what}` : id),
  );

const card = (born: string) => ({ kind: "resident-id", number: aCardNumber({ born }), name: "阿依古丽" });
const passport = (number: string, born: string) => ({
  ...card(born),
  kind: "passport",
  number,
  born,
  country: "KAZ",
});

const add = (ctx: Ctx, who: Pick<Made, "actor">, document: object) =>
  as<{ id: string }>(ctx, who, "people.add-document", { body: { ...document, consent: true } });

async function counter(ctx: Ctx) {
  return make(ctx, async (inner) => {
    const { id: organisation } = await anOrganisation(inner);
    const staff = async (role: "clerk" | "manager") => {
      const one = await aStaff(inner, { organisationId: organisation, role });
      return ({ subject }: { subject: string }, document: object, correction?: string) =>
        as(ctx, one, "people.show-document", {
          params: { subject },
          body: {
            otherName: "take",
            ...document,
            organisation,
            seen: true,
            consent: true,
            ...(correction && { correction }),
          },
        });
    };
    return { clerk: await staff("clerk"), manager: await staff("manager") };
  });
}

const numbersOf = async ({ db }: Ctx, { account }: { account: string }) =>
  (
    await db.many<{ lastFour: string }>`
      select last_four from people.document where account = ${account} and last_four is not null order by last_four`
  ).map(({ lastFour }) => lastFour);
const end = ({ number }: { number: string }) => number.slice(-4);

dbTest("one who types a second card, or another day of birth, is told what to do", async ({ ctx: base }) => {
  const ctx = world(base);
  const one = await make(ctx, (inner) => aResident(inner));
  const first = card("1980-01-01");
  const { id } = await add(ctx, one, first);
  assert.equal(await idOf(add(ctx, one, card("1980-01-01"))), "document.other-number");
  assert.equal(await idOf(add(ctx, one, passport("N2000001", "1981-01-01"))), "document.other-born");
  assert.deepEqual(await numbersOf(ctx, one), [end(first)]);
  await add(ctx, one, passport("N2000001", "1980-01-01"));
  // Mistyped: taken away and typed again, by oneself.
  await as(ctx, one, "people.remove-document", { params: { id }, body: {} });
  await add(ctx, one, card("1980-01-01"));
});

dbTest("of two cards typed at once one is kept", async ({ ctx: base }) => {
  const ctx = world(base);
  const one = await make(ctx, (inner) => aResident(inner));
  const results = await Promise.all(Array.from({ length: 5 }, () => idOf(add(ctx, one, card("1980-01-01")))));
  assert.deepEqual(results.sort(), [
    "document.other-number",
    "document.other-number",
    "document.other-number",
    "document.other-number",
    "none",
  ]);
});

dbTest(
  "a clerk corrects with a reason what was only typed, and the person is told",
  async ({ ctx: base }) => {
    const ctx = world(base);
    const { clerk } = await counter(ctx);
    const one = await make(ctx, (inner) => aResident(inner));
    await add(ctx, one, card("1990-01-01"));
    await add(ctx, one, passport("N2000002", "1990-01-01"));
    const right = card("1980-01-01");
    assert.equal(await idOf(clerk(one, right)), "document.correction-needed number");
    await clerk(one, right, "本人登记时写错了");
    assert.deepEqual(await numbersOf(ctx, one), [end(right)], "the passport had told the wrong day too");
    const { level, born } = (await accountOf(ctx.db, one.account)) ?? {};
    assert.deepEqual([level, born], [2, "1980-01-01"]);
    const { items } = await noticesOf(ctx, one.account, { after: undefined, limit: 5 });
    assert.match(items[0]?.text ?? "", /本人登记时写错了/);
    const { detail } = await ctx.db.one<{ detail: object }>`
      select detail from platform.audit where what = 'document.corrected' and subject = ${one.subject}`;
    assert.deepEqual(detail, {
      kind: "resident-id",
      corrected: ["number", "born"],
      removed: 2,
      reason: "本人登记时写错了",
    });
  },
);

dbTest("what a counter has checked is corrected by a manager", async ({ ctx: base }) => {
  const ctx = world(base);
  const { clerk, manager } = await counter(ctx);
  const one = await make(ctx, (inner) => aResident(inner));
  const [old, renewed] = [card("1980-01-01"), card("1980-01-01")];
  await clerk(one, old);
  assert.equal(await idOf(clerk(one, renewed, "公安更正了号码")), "document.correct-by-manager");
  assert.deepEqual(await numbersOf(ctx, one), [end(old)]);
  await manager(one, renewed, "公安更正了号码");
  assert.deepEqual(await numbersOf(ctx, one), [end(renewed)]);
});

dbTest(
  "a child's day of birth, mistyped by the guardian, is put right by the card",
  async ({ ctx: base }) => {
    const ctx = world(base);
    const { clerk } = await counter(ctx);
    const child = await make(ctx, async (inner) =>
      aChild(inner, await aResident(inner), { born: "2015-06-02" }),
    );
    const own = card("2015-06-20");
    assert.equal(await idOf(add(ctx, child, own)), "document.other-born");
    assert.equal(await idOf(clerk(child, own)), "document.correction-needed born");
    await clerk(child, own, "监护人写错了一位");
    assert.equal((await accountOf(ctx.db, child.account))?.born, "2015-06-20");
  },
);

dbTest(
  "another name on a document needs the clerk's word that it is the same person; a checked one is changed with a reason",
  async ({ ctx: base }) => {
    const ctx = world(base);
    const { clerk } = await counter(ctx);
    const one = await make(ctx, (inner) => aResident(inner, { name: "小梅" }));
    const nameNow = async () => (await accountOf(ctx.db, one.account))?.name;
    const before = { ...card("1980-01-01"), name: "李梅" };
    assert.equal(await idOf(clerk(one, { ...before, otherName: undefined })), "document.other-name");
    assert.equal(await idOf(clerk(one, { ...before, otherName: "keep" })), "input.invalid", "only typed");
    assert.deepEqual([await nameNow(), (await accountOf(ctx.db, one.account))?.level], ["小梅", 0]);
    await clerk(one, before);
    assert.equal(await nameNow(), "李梅");

    const married = { ...before, name: "古丽·李" };
    assert.equal(await idOf(clerk(one, { ...married, otherName: undefined })), "document.other-name");
    assert.equal(await idOf(clerk(one, married)), "input.invalid", "a reason is missing");
    await clerk(one, { ...married, otherName: "keep" });
    assert.equal(await nameNow(), "李梅");
    await clerk(one, married, "结婚以后改名");
    assert.equal(await nameNow(), "古丽·李");
    await clerk(one, { ...married, name: "古丽 李", otherName: undefined });
    assert.equal(await nameNow(), "古丽·李", "another spelling is no other name");

    const { items } = await noticesOf(ctx, one.account, { after: undefined, limit: 5 });
    const told = items.filter(({ text }) => text.includes("姓名改成了"));
    // All in one moment; a name in a message is the person's of today.
    assert.deepEqual(told.map(({ text }) => text.split("姓名改成了")[1]?.split("如果")[0]).sort(), [
      "“古丽·李”。",
      "“古丽·李”。原因：结婚以后改名。",
    ]);
    const rows = await ctx.db.many<{ detail: object | null; sealed: Buffer }>`
      select detail, sealed from platform.audit
       where what = 'account.renamed-at-desk' and subject = ${one.subject} order by seq`;
    const opened = await Promise.all(
      rows.map(async ({ detail, sealed }) => [
        detail,
        JSON.parse((await openForSubject(ctx.db, one.subject, sealed)).toString("utf8")),
      ]),
    );
    assert.deepEqual(opened, [
      [null, { before: "小梅", after: "李梅" }],
      [{ reason: "结婚以后改名" }, { before: "李梅", after: "古丽·李" }],
    ]);
  },
);
