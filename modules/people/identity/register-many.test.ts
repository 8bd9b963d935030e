import assert from "node:assert/strict";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import type { Problem } from "#platform/errors";
import { at, dbTest } from "#platform/testing";
import { phoneHash, phoneOf } from "../account/account.ts";
import { accountByPhone } from "../account/store.ts";
import { wardsOf } from "../family/store.ts";
import { aCardNumber, aStaff } from "../testing.ts";
import { type Registration, registerMany } from "./register-many.ts";
import { documentsOf } from "./store.ts";

const world = (base: Ctx): Ctx => ({ ...base, clock: at("2026-06-12T04:00:00Z") });

let made = 0;
const somebody = (differs: Partial<Registration> = {}): Registration => ({
  name: "阿依古丽·买买提",
  phone: `+8619900${String(80_000 + made++).padStart(6, "0")}`,
  locale: "ug",
  document: null,
  shownTo: null,
  children: [],
  ...differs,
});
const card = () => ({ kind: "resident-id" as const, number: aCardNumber() });
const enter = (ctx: Ctx, ...people: Registration[]) => inTx(ctx, (inner) => registerMany(inner, people));

async function accountOf(ctx: Ctx, { phone }: Registration) {
  const account = await accountByPhone(ctx.db, phoneHash(ctx, phone ?? ""));
  assert.ok(account);
  return account;
}

dbTest(
  "a phone is level 0, a typed document 1, one that was shown 2, and a child is as known as its guardian",
  async ({ ctx: base }) => {
    const ctx = world(base);
    const clerk = await inTx(ctx, async (inner) =>
      aStaff(inner, { organisationId: (await anOrganisation(inner)).id, role: "clerk" }),
    );
    const byPhone = somebody({ children: [{ name: "努尔·买买提", born: "2019-05-01" }] });
    const typed = somebody({ document: card() });
    const shown = somebody({
      document: card(),
      shownTo: clerk.account,
      children: [
        { name: "艾力·买买提", born: "2016-03-01" },
        { name: "古丽·买买提", born: "2009-03-01" },
      ],
    });
    assert.deepEqual(await enter(ctx, byPhone, typed, shown), { registered: 6, known: 0 });
    const levels = [];
    for (const one of [byPhone, typed, shown]) {
      const account = await accountOf(ctx, one);
      // All came in one moment: the list has no order of its own.
      const wards = (await wardsOf(ctx.db, account.id, ctx.clock())).sort((a, b) =>
        (a.born ?? "").localeCompare(b.born ?? ""),
      );
      const of = await Promise.all(wards.map(({ other }) => documentsOf(ctx.db, other)));
      levels.push([
        account.level,
        wards.map(({ name, kind }) => [name, kind]),
        of.map((some) => some.map(({ kind, level }) => [kind, level])),
      ]);
      assert.equal(account.locale, "ug");
      assert.equal(account.born, one.document ? "1957-03-08" : null);
      assert.equal(await phoneOf(ctx.db, account.id), one.phone);
    }
    assert.deepEqual(levels, [
      [0, [["努尔·买买提", "guardian"]], [[]]],
      [1, [], []],
      // From sixteen on one has a card of one's own.
      [
        2,
        [
          ["古丽·买买提", "guardian"],
          ["艾力·买买提", "guardian"],
        ],
        [[], [["by-guardian", 2]]],
      ],
    ]);
  },
);

dbTest("what was entered is on record and announced, person by person", async ({ db, ctx: base }) => {
  const ctx = world(base);
  const one = somebody({ document: card(), children: [{ name: "努尔·买买提", born: "2019-05-01" }] });
  await enter(ctx, one);
  const { subject } = await accountOf(ctx, one);
  const acts = await db.many<{
    what: string;
  }>`select what from platform.audit where subject = ${subject} order by what`;
  assert.deepEqual(
    acts.map(({ what }) => what),
    ["account.made", "document.added"],
  );
  const [child] = await wardsOf(db, (await accountOf(ctx, one)).id, ctx.clock());
  const { consented, told } = await db.one<{ consented: number; told: number }>`
    select (select count(*)::int from platform.audit
             where what = 'guardian.consented' and subject = ${child?.subject} and detail ->> 'under14' = 'true') as consented,
           (select count(*)::int from platform.outbox
             where type = 'account.made' and payload ->> 'subject' in (${subject}::text, ${child?.subject}::text)) as told`;
  assert.deepEqual([consented, told], [1, 2]);
});

dbTest(
  "twice changes nothing: who is here by number or document is passed over, within one list too",
  async ({ db, ctx: base }) => {
    const ctx = world(base);
    const one = somebody({ document: card() });
    const sameDocument = somebody({ document: one.document });
    assert.deepEqual(await enter(ctx, one, sameDocument, { ...one }), { registered: 1, known: 2 });
    assert.deepEqual(await enter(ctx, one, sameDocument), { registered: 0, known: 2 });
    assert.equal((await documentsOf(db, (await accountOf(ctx, one)).id)).length, 1);
    assert.equal(await accountByPhone(db, phoneHash(ctx, sameDocument.phone ?? "")), null);
  },
);

dbTest(
  "a fault anywhere refuses the list, told at its place, and nothing of it is kept",
  async ({ db, ctx: base }) => {
    const ctx = world(base);
    const before = await db.one`select count(*)::int as accounts from people.account`;
    const good = somebody();
    const passport = { kind: "passport" as const, country: "KAZ", born: "1980-01-01" };
    const bad = [
      somebody({ name: " " }),
      somebody({ phone: "12345" }),
      somebody({ phone: null }),
      somebody({ document: { kind: "resident-id", number: "650299195703080011" } }),
      somebody({ children: [{ name: "努尔", born: "2001-01-01" }] }),
      somebody({ document: { kind: "resident-id", number: aCardNumber({ born: "2012-06-13" }) } }),
      somebody({ children: ["努尔 ", "努尔"].map((name) => ({ name, born: "2019-01-01" })) }),
      somebody({
        document: { kind: "resident-id", number: aCardNumber({ born: "2008-06-13" }) },
        children: [{ name: "努尔", born: "2025-01-01" }],
      }),
      somebody({ name: "e1234567", document: { ...passport, number: "E1234567" } }),
    ];
    await assert.rejects(enter(ctx, good, ...bad), (problem: Problem) => {
      assert.deepEqual(
        problem.faults.map(({ field, id }) => [field, id]),
        [
          ["/people/1/name", "name.empty"],
          ["/people/2/phone", "phone.unreadable"],
          ["/people/3/document", "missing"],
          ["/people/4/document/number", "document.check-digit"],
          ["/people/5/children/0/born", "born.full-age"],
          ["/people/6/document/number", "guardian.needed"],
          ["/people/7/children/1", "child.twice"],
          ["/people/8/children", "guardian.under-age"],
          ["/people/9/name", "name.card-number"],
        ],
      );
      return true;
    });
    assert.deepEqual(await db.one`select count(*)::int as accounts from people.account`, before);
  },
);
