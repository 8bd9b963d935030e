import assert from "node:assert/strict";
import { once } from "node:events";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx, type TxCtx, trueRandom } from "#platform/ctx";
import { sql } from "#platform/db";
import type { Problem } from "#platform/errors";
import { performer } from "#platform/http";
import { httpIdentity, identitySimulator } from "#platform/identity";
import { at, dbTest } from "#platform/testing";
import { accountOf } from "../account/account.ts";
import { keepGuardian } from "../family/children.ts";
import { noticesOf } from "../notices/notify.ts";
import { operations } from "../routes.ts";
import { aCardNumber, aChild, aResident, aStaff, type Made } from "../testing.ts";
import { endStandingInByAge, keepByGuardian } from "./by-guardian.ts";
import { checkDocument } from "./confirm.ts";
import { personAtDesk } from "./desk/at-desk.ts";
import { mostDocuments, triesPerDay } from "./keep-document.ts";

const city = performer(operations, { checkAnswers: true });
const noon = "2026-06-12T04:00:00Z";

const world = (base: Ctx): Ctx => ({ ...base, clock: at(noon), random: trueRandom });
const make = <R>(ctx: Ctx, work: (inner: TxCtx) => Promise<R>) => inTx(ctx, work);

async function as<A>(ctx: Ctx, actor: Made["actor"], operation: string, input: object): Promise<A> {
  return (await city.perform({ ...ctx, actor }, operation, input, null)) as A;
}

const typed = (number: string, differs = {}) => ({
  body: { kind: "resident-id", number, name: "阿依古丽·买买提", consent: true, ...differs },
});
const shownTo = (organisation: string, subject: string, number: string, differs = {}) => ({
  params: { subject },
  body: {
    organisation,
    kind: "resident-id",
    number,
    name: "阿依古丽·买买提",
    seen: true,
    consent: true,
    otherName: "take",
    ...differs,
  },
});

async function counter(ctx: Ctx) {
  return make(ctx, async (inner) => {
    const organisation = await anOrganisation(inner);
    const clerk = await aStaff(inner, { organisationId: organisation.id, role: "clerk", name: "张柜台" });
    return { organisation: organisation.id, clerk };
  });
}

const levelOf = async (ctx: Ctx, { account }: { account: string }) =>
  (await accountOf(ctx.db, account))?.level;
const idOf = (problem: Promise<unknown>) =>
  problem.then(
    () => "none",
    (error: Problem) => error.id,
  );

interface Documents {
  level: number;
  items: {
    id: string;
    lastFour: string | null;
    kind: string;
    level: number;
    check: string | null;
    can: string[];
  }[];
  can: string[];
}

dbTest(
  "a typed document gives level 1, and nothing but a hash and the last four is kept",
  async ({ db, ctx: base }) => {
    const ctx = world(base);
    const one = await make(ctx, (inner) => aResident(inner, { name: null }));
    const number = aCardNumber({ born: "1957-03-08" });
    await as(ctx, one.actor, "people.add-document", typed(number));
    assert.equal(await levelOf(ctx, one), 1);
    const { items } = await as<Documents>(ctx, one.actor, "people.documents", {});
    assert.deepEqual(
      items.map(({ kind, lastFour, level, can }) => [kind, lastFour, level, can]),
      [["resident-id", number.slice(-4), 1, ["confirm", "remove"]]],
    );
    assert.equal(
      (await accountOf(db, one.account))?.name,
      "阿依古丽·买买提",
      "the first name is taken from it",
    );
    const all = await everything(db);
    assert.ok(all.includes(number.slice(-4)), "the search finds what is there");
    for (const gone of [number, number.slice(0, 17), "19570308"])
      assert.ok(!all.includes(gone), `${gone} is kept somewhere`);
  },
);

dbTest("a number typed where the name belongs is kept nowhere", async ({ db, ctx: base }) => {
  const ctx = world(base);
  const { organisation, clerk } = await counter(ctx);
  const one = await make(ctx, (inner) => aResident(inner, { name: null }));
  const number = aCardNumber();
  const passport = "E12345678";
  const asName = async (name: string, body: object, of = one, operation = "people.add-document") => {
    const sent = { body: { ...body, name } };
    return assert.rejects(as(ctx, of.actor, operation, sent), ({ faults }: Problem) => {
      assert.deepEqual(
        faults.map(({ field, id }) => [field, id]),
        [["/body/name", "name.card-number"]],
      );
      return true;
    });
  };
  const { body } = typed(number);
  await asName(number, body);
  await asName(passport, typed(passport, { kind: "passport", country: "KAZ", born: "1957-03-08" }).body);
  await asName(number, { ...body, organisation, seen: true }, clerk, "people.register-at-desk");
  await asName(number, { locale: "zh-CN" }, one, "people.change-account");
  await asName(number, { born: "2019-05-01", consent: true }, one, "people.add-child");
  const all = await everything(db);
  for (const gone of [number, passport]) assert.ok(!all.includes(gone));
});

dbTest(
  "a person with two documents keeps both; removing the better one lowers the level",
  async ({ ctx: base }) => {
    const ctx = world(base);
    const { organisation, clerk } = await counter(ctx);
    const one = await make(ctx, (inner) => aResident(inner));
    const card = aCardNumber();
    await as(
      ctx,
      one.actor,
      "people.add-document",
      typed("N7654321", { kind: "passport", country: "KAZ", born: "1957-03-08" }),
    );
    await as(ctx, clerk.actor, "people.show-document", shownTo(organisation, one.subject, card));
    const { items } = await as<Documents>(ctx, one.actor, "people.documents", {});
    assert.deepEqual(
      items.map(({ kind, level }) => [kind, level]),
      [
        ["resident-id", 2],
        ["passport", 1],
      ],
    );
    const removed = await as<{ level: number }>(ctx, one.actor, "people.remove-document", {
      params: { id: items[0]?.id },
      body: {},
    });
    assert.equal(removed.level, 1);
    assert.equal(await levelOf(ctx, one), 1);
  },
);

dbTest(
  "the same again changes nothing; at another account it is refused, tries counted",
  async ({ ctx: base }) => {
    const ctx = world(base);
    const [one, other] = await make(
      ctx,
      async (inner) => [await aResident(inner), await aResident(inner)] as const,
    );
    const number = aCardNumber();
    const first = await as<{ id: string }>(ctx, one.actor, "people.add-document", typed(number));
    assert.deepEqual(
      await as(ctx, one.actor, "people.add-document", typed(` ${number.toLowerCase()} `)),
      first,
    );
    for (let tried = 0; tried < triesPerDay; tried++) {
      assert.equal(
        await idOf(as(ctx, other.actor, "people.add-document", typed(number))),
        "document.elsewhere",
      );
    }
    assert.equal(
      await idOf(as(ctx, other.actor, "people.add-document", typed(aCardNumber()))),
      "document.too-many-tries",
    );
    const tomorrow = { ...ctx, clock: at("2026-06-13T04:00:01Z") };
    await as(tomorrow, other.actor, "people.add-document", typed(aCardNumber()));
  },
);

dbTest("one document too many is refused, and is a try as well", async ({ ctx: base }) => {
  const ctx = world(base);
  const one = await make(ctx, (inner) => aResident(inner));
  const passport = (n: number) =>
    typed(`N400000${n}`, { kind: "passport", country: "KAZ", born: "1990-05-01" });
  const add = (n: number) => idOf(as(ctx, one.actor, "people.add-document", passport(n)));
  for (let n = 0; n < mostDocuments; n++) assert.equal(await add(n), "none");
  assert.equal(await add(0), "none", "the same again is not another one");
  for (let tried = mostDocuments + 1; tried < triesPerDay; tried++)
    assert.equal(await add(tried), "document.too-many");
  assert.equal(await add(9), "document.too-many-tries");
});

dbTest("a document removed by several taps at once is removed once", async ({ db, ctx: base }) => {
  const ctx = world(base);
  const one = await make(ctx, (inner) => aResident(inner));
  const { id } = await as<{ id: string }>(ctx, one.actor, "people.add-document", typed(aCardNumber()));
  const removals = Array.from({ length: 5 }, () =>
    idOf(as(ctx, one.actor, "people.remove-document", { params: { id }, body: {} })),
  );
  assert.deepEqual((await Promise.all(removals)).sort(), ["none", ...Array(4).fill("not-found")]);
  const acts = await db.many`select 1 from platform.audit where what = 'document.removed' and target = ${id}`;
  assert.equal(acts.length, 1);
});

dbTest("what is wrong is told field by field, and without consent nothing is kept", async ({ ctx: base }) => {
  const ctx = world(base);
  const one = await make(ctx, (inner) => aResident(inner));
  const faults = await as(
    ctx,
    one.actor,
    "people.add-document",
    typed("110105194912310021", { consent: false }),
  )
    .then(() => [])
    .catch((error: Problem) => error.faults.map(({ field, id }) => `${field} ${id}`));
  assert.deepEqual(faults, ["/body/number document.check-digit", "/body/consent consent.missing"]);
  assert.equal(await levelOf(ctx, one), 0);
});

dbTest(
  "twenty accounts add one document at once: one has it; without the guard more do",
  async ({ db, ctx: base }) => {
    const ctx = world(base);
    const crowd = await make(ctx, (inner) => Promise.all(Array.from({ length: 20 }, () => aResident(inner))));
    const race = async () => {
      const number = aCardNumber();
      const results = await Promise.allSettled(
        crowd.map(({ actor }) => as(ctx, actor, "people.add-document", typed(number))),
      );
      const { held } = await db.one<{ held: number }>`
      select count(distinct account)::int as held from people.document where number_hash = ${ctx.keyedHash("people/document", `gb11643 ${number}`)}`;
      return { held, won: results.filter(({ status }) => status === "fulfilled").length };
    };
    assert.deepEqual(await race(), { held: 1, won: 1 });
    await db.run`alter table people.document drop constraint document_of_one_person`;
    const without = await race();
    await db.run`delete from people.document`;
    await db.run`alter table people.document add constraint document_of_one_person unique (number_hash)`;
    assert.ok(without.held > 1, "the guard is what keeps one document to one person");
  },
);

dbTest("the authority is asked over a socket: match, no match, outage", async ({ db, ctx: base, t }) => {
  const server = identitySimulator();
  await once(server.listen(0, "127.0.0.1"), "listening");
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  assert.ok(address && typeof address === "object");
  const identity = httpIdentity({ url: `http://127.0.0.1:${address.port}/`, clock: at(noon), waits: [1] });
  const ctx = { ...world(base), identity };

  const ask = async (name: string) => {
    const one = await make(ctx, (inner) => aResident(inner));
    const number = aCardNumber();
    const { id } = await as<{ id: string }>(ctx, one.actor, "people.add-document", typed(number));
    const asked = { params: { id }, body: { number, name, consent: true } };
    const { check } = await as<{ check: string }>(ctx, one.actor, "people.confirm-document", asked);
    assert.equal(await idOf(as(ctx, one.actor, "people.confirm-document", asked)), "confirm.waiting");
    await checkDocument(ctx, { check });
    await checkDocument(ctx, { check }); // a job may come twice
    const { items } = await as<Documents>(ctx, one.actor, "people.documents", {});
    const told = await noticesOf(ctx, one.account, { after: undefined, limit: 5 });
    assert.equal(told.items.length, 1);
    return {
      level: await levelOf(ctx, one),
      check: items[0]?.check,
      told: told.items[0]?.text ?? "",
      number,
    };
  };

  const match = await ask("阿依古丽·买买提");
  assert.deepEqual([match.level, match.check], [3, "match"]);
  const other = await ask("李不符");
  assert.deepEqual([other.level, other.check], [1, "no-match"]);
  assert.match(other.told, /对不上/);
  const outage = await ask("李故障");
  assert.deepEqual([outage.level, outage.check], [1, "unavailable"]);
  assert.match(outage.told, /请稍后再试/);
  assert.equal((await db.many`select from people.document_check where sealed is not null`).length, 0);

  const without = { ...ctx, identity: { connected: false, check: async () => "unavailable" as const } };
  const one = await make(ctx, (inner) => aResident(inner));
  const number = aCardNumber();
  const { id } = await as<{ id: string }>(without, one.actor, "people.add-document", typed(number));
  const asked = { params: { id }, body: { number, name: "李梅", consent: true } };
  assert.equal(await idOf(as(without, one.actor, "people.confirm-document", asked)), "confirm.nobody");
  assert.equal(
    await idOf(
      as(ctx, one.actor, "people.confirm-document", {
        ...asked,
        body: { ...asked.body, number: aCardNumber() },
      }),
    ),
    "confirm.other-number",
  );
});

dbTest(
  "a clerk looks at the document: level 2, the clerk named in the audit, the last four shown",
  async ({ db, ctx: base }) => {
    const ctx = world(base);
    const { organisation, clerk } = await counter(ctx);
    const one = await make(ctx, (inner) => aResident(inner, { name: "阿依古丽", phone: "+8613900005001" }));
    const look = async (sign: string) =>
      (
        await as<{ subject: string | null }>(ctx, clerk.actor, "people.look-for-person", {
          body: { organisation, sign },
        })
      ).subject;
    assert.equal(await look("139 0000 5001"), one.subject);
    const number = aCardNumber();
    assert.equal(await look(number), null);
    const line = `阿依古丽·买买提|女|维吾尔|${number}|新疆克拉玛依市`;
    await as(
      ctx,
      clerk.actor,
      "people.show-document",
      shownTo(organisation, one.subject, line, { name: "" }),
    );
    assert.equal(await look(number), one.subject, "by the card now");
    assert.equal(await look(line), one.subject);

    const { actor, detail } = await db.one<{ actor: string; detail: object }>`
    select actor, detail from platform.audit where what = 'document.shown' and subject = ${one.subject}`;
    assert.equal(actor, clerk.subject);
    assert.deepEqual(detail, { kind: "resident-id", consent: "2026-11-30" });
    const person = await as<{
      name: string;
      level: number;
      phone: string;
      documents: { lastFour: string }[];
    }>(ctx, clerk.actor, "people.person-at-desk", {
      params: { subject: one.subject },
      query: { organisation },
    });
    assert.deepEqual([person.name, person.level, person.phone], ["阿依古丽·买买提", 2, "139****5001"]);
    assert.ok(!JSON.stringify(person).includes(number));
    assert.deepEqual(
      person.documents.map(({ lastFour }) => lastFour),
      [number.slice(-4)],
    );
    const all = await everything(db);
    for (const gone of [number, "维吾尔", "新疆克拉玛依市"])
      assert.ok(!all.includes(gone), `${gone} is kept somewhere`);

    // The name first looked at stays.
    const passport = {
      kind: "passport",
      country: "KAZ",
      name: "AYGUL MEMET",
      born: "1957-03-08",
      otherName: "keep",
    };
    await as(
      ctx,
      clerk.actor,
      "people.show-document",
      shownTo(organisation, one.subject, "N1111111", passport),
    );
    assert.equal((await accountOf(db, one.account))?.name, "阿依古丽·买买提");
    const unseen = as(
      ctx,
      clerk.actor,
      "people.show-document",
      shownTo(organisation, one.subject, number, { seen: false }),
    );
    assert.equal(await idOf(unseen), "input.invalid");
    assert.equal(
      await idOf(as(ctx, one.actor, "people.show-document", shownTo(organisation, one.subject, number))),
      "forbidden",
    );
  },
);

dbTest(
  "whoever shows the document has it; a number somebody else only typed goes to them",
  async ({ ctx: base }) => {
    const ctx = world(base);
    const { organisation, clerk } = await counter(ctx);
    const [owner, typist, third] = await make(
      ctx,
      async (inner) => [await aResident(inner), await aResident(inner), await aResident(inner)] as const,
    );
    const number = aCardNumber();
    await as(ctx, typist.actor, "people.add-document", typed(number));
    const show = (who: Made, differs = {}) =>
      as(ctx, clerk.actor, "people.show-document", shownTo(organisation, who.subject, number, differs));
    const refusal = await show(owner).catch((error: Problem) => [error.id, error.data]);
    assert.deepEqual(refusal, ["document.typed-elsewhere", { subject: typist.subject }]);
    await show(owner, { takeOver: true });
    assert.deepEqual([await levelOf(ctx, owner), await levelOf(ctx, typist)], [2, 0]);
    const { items } = await noticesOf(ctx, typist.account, { after: undefined, limit: 5 });
    assert.match(items[0]?.text ?? "", /移除/);
    assert.equal(await idOf(show(third, { takeOver: true })), "document.shown-elsewhere");
    assert.equal(await levelOf(ctx, owner), 2);
  },
);

dbTest(
  "a child without a card: the guardian's document stands for it until sixteen",
  async ({ ctx: base }) => {
    const ctx = world(base);
    const { organisation, clerk } = await counter(ctx);
    const mother = await make(ctx, (inner) => aResident(inner));
    const child = await make(ctx, (inner) => aChild(inner, mother, { born: "2010-06-13" }));
    const stand = () => as(ctx, child.actor, "people.add-guardian-document", { body: { consent: true } });
    assert.equal(await idOf(stand()), "document.guardian-first");
    const card = aCardNumber();
    await as(ctx, mother.actor, "people.add-document", typed(card));
    const { can } = await as<Documents>(ctx, child.actor, "people.documents", {});
    assert.deepEqual(can, ["add-by-guardian"], "from 14 on a document of one's own is added by oneself");
    const [of, guardian] = [await accountOf(ctx.db, child.account), await accountOf(ctx.db, mother.account)];
    assert.ok(of && guardian);
    const unasked = { child: of, guardian, shownTo: null, consent: false };
    assert.equal(await idOf(make(ctx, (inner) => keepByGuardian(inner, unasked))), "input.invalid");
    assert.equal(await levelOf(ctx, child), 0);
    await stand();
    assert.equal(await levelOf(ctx, child), 1);

    const atDesk = {
      params: { subject: child.subject },
      body: { organisation, relation: child.relation, seen: true, consent: true },
    };
    const show = (differs = {}) =>
      as(ctx, clerk.actor, "people.show-guardian-document", {
        ...atDesk,
        body: { ...atDesk.body, ...differs },
      });
    await assert.rejects(show({ seen: false, consent: false }), ({ faults }: Problem) => {
      assert.deepEqual(
        faults.map(({ id }) => id),
        ["seen.missing", "consent.missing"],
      );
      return true;
    });
    assert.equal(await idOf(show()), "document.guardian-first");
    await as(ctx, clerk.actor, "people.show-document", shownTo(organisation, mother.subject, card));
    await show();
    assert.equal(await levelOf(ctx, child), 2);

    await make(ctx, (inner) => endStandingInByAge(inner));
    assert.equal(await levelOf(ctx, child), 2, "fifteen today");
    const birthday = { ...ctx, clock: at("2026-06-13T04:00:00Z") };
    await make(birthday, (inner) => endStandingInByAge(inner));
    assert.equal(await levelOf(ctx, child), 0);
    assert.equal(
      await idOf(as(birthday, child.actor, "people.add-guardian-document", { body: { consent: true } })),
      "document.card-age",
    );

    const little = await make(ctx, (inner) => aChild(inner, mother));
    await as(ctx, little.actor, "people.add-guardian-document", { body: { consent: true } });
    const own = await as<Documents>(ctx, mother.actor, "people.documents", {});
    for (const { id } of own.items)
      await as(ctx, mother.actor, "people.remove-document", { params: { id }, body: {} });
    assert.equal(await levelOf(ctx, little), 0, "what is gone stands for nobody");
    const told = await noticesOf(ctx, little.account, { after: undefined, limit: 5 });
    assert.match(told.items[0]?.text ?? "", /监护人的证件不再代替本人/);
    for (const { subject } of [child, little]) {
      const removed = await ctx.db.many`
        select detail from platform.audit where what = 'document.removed' and subject = ${subject}`;
      assert.deepEqual(removed, [{ detail: { kind: "by-guardian" } }]);
    }
  },
);

dbTest(
  "numbers are sealed only where the city says so, and reading one is told to the person",
  async ({ db, ctx: base }) => {
    const ctx = world(base);
    const { organisation } = await counter(ctx);
    const admin = await make(ctx, (inner) => aStaff(inner, { organisationId: organisation, role: "admin" }));
    const keeping = { ...ctx, city: { ...ctx.city, sealDocumentNumbers: true } };
    const one = await make(ctx, (inner) => aResident(inner));
    const sealed = aCardNumber();
    const plain = typed("N3000001", { kind: "passport", country: "KAZ", born: "1957-03-08" });
    const { id: plainId } = await as<{ id: string }>(ctx, one.actor, "people.add-document", plain);
    const { id } = await as<{ id: string }>(keeping, one.actor, "people.add-document", typed(sealed));
    const open = (document: string) =>
      as<{ number: string }>(ctx, admin.actor, "people.open-document-number", {
        params: { subject: one.subject, document },
        body: { organisation, reason: "大型演出实名入场" },
      });
    assert.equal(await idOf(open(plainId)), "document.not-sealed");
    assert.equal((await open(id)).number, sealed);
    const { items } = await noticesOf(ctx, one.account, { after: undefined, limit: 5 });
    assert.match(items[0]?.text ?? "", /大型演出实名入场/);
    assert.ok(!(await everything(db)).includes(sealed));
  },
);

dbTest(
  "a name compared with a document is only spelt otherwise; the language stays free",
  async ({ ctx: base }) => {
    const ctx = world(base);
    const { organisation, clerk } = await counter(ctx);
    const one = await make(ctx, (inner) => aResident(inner, { name: "古丽娜尔 艾山" }));
    const change = (name: string | null, locale = "zh-CN") =>
      as(ctx, one.actor, "people.change-account", { body: { name, locale } });
    const can = async () => (await as<{ can: string[] }>(ctx, one.actor, "people.me", {})).can;
    await change("阿依古丽·买买提");
    assert.ok((await can()).includes("rename"));
    await as(ctx, clerk.actor, "people.show-document", shownTo(organisation, one.subject, aCardNumber()));
    for (const name of ["李梅", null]) assert.equal(await idOf(change(name)), "name.checked");
    await change("阿依古丽 买买提", "ug");
    assert.equal((await accountOf(ctx.db, one.account))?.name, "阿依古丽 买买提");
    assert.ok(!(await can()).includes("rename"));
    const { items } = await as<Documents>(ctx, one.actor, "people.documents", {});
    await as(ctx, one.actor, "people.remove-document", { params: { id: items[0]?.id }, body: {} });
    await change("李梅");
  },
);

dbTest(
  "the counter reads the levels of a child's guardians in as many questions as of one",
  async ({ ctx: base }) => {
    const ctx = world(base);
    const [mother, father] = await make(
      ctx,
      async (inner) => [await aResident(inner, { level: 2 }), await aResident(inner, { level: 1 })] as const,
    );
    const child = await make(ctx, (inner) => aChild(inner, mother));
    let asked = 0;
    const db = new Proxy(ctx.db, {
      get(of, name, self) {
        if (["one", "many", "maybeOne"].includes(String(name))) asked += 1;
        return Reflect.get(of, name, self);
      },
    });
    const levels = async () => {
      asked = 0;
      const { agents } = await personAtDesk({ ...ctx, db }, child.subject);
      return [asked, agents.map(({ level }) => level).sort()];
    };
    const [questions, alone] = await levels();
    assert.deepEqual(alone, [2]);
    const ward = await accountOf(ctx.db, child.account);
    assert.ok(ward);
    await make(ctx, (inner) => keepGuardian(inner, { ward, guardian: father.account }));
    assert.deepEqual(await levels(), [questions, [1, 2]]);
  },
);

/** Every row of every table as text. */
async function everything(db: Ctx["db"]): Promise<string> {
  const tables = await db.many<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`;
  const rows = await Promise.all(
    tables.map(({ name }) => db.many<{ text: string }>`select t::text as text from ${sql.raw(name)} t`),
  );
  return rows.flatMap((list) => list.map(({ text }) => text)).join("\n");
}
