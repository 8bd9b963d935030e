import assert from "node:assert/strict";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx, type TxCtx, trueRandom } from "#platform/ctx";
import type { Problem } from "#platform/errors";
import { performer } from "#platform/http";
import { shownMessages } from "#platform/notify";
import { at, dbTest } from "#platform/testing";
import { accountOf } from "../account/account.ts";
import { actorFor } from "../account/actor.ts";
import { setBorn, updateAccount } from "../account/store.ts";
import { aSitting } from "../family/testing.ts";
import { noticesOf } from "../notices/notify.ts";
import { sendCodeLetter } from "../notices/send.ts";
import { operations } from "../routes.ts";
import { aCardNumber, aChild, aDocument, aResident, aStaff, aStaticCode, type Made } from "../testing.ts";
import { triesPerDay } from "./keep-document.ts";

const city = performer(operations, { checkAnswers: true });
const noon = "2026-06-12T04:00:00Z";
/** Days of birth of those who are thirteen, fourteen, seventeen and eighteen on that day. */
const [of13, of14, of17, of18] = ["2012-06-13", "2012-06-12", "2008-06-13", "2008-06-12"] as const;

const world = (base: Ctx): Ctx => ({ ...base, clock: at(noon), random: trueRandom });
const make = <R>(ctx: Ctx, work: (inner: TxCtx) => Promise<R>) => inTx(ctx, work);

async function as<A>(ctx: Ctx, { actor }: Pick<Made, "actor">, operation: string, input: object): Promise<A> {
  return (await city.perform({ ...ctx, actor }, operation, input, null)) as A;
}

/** The id of a refusal; of wrong input the first fault. */
const idOf = (problem: Promise<unknown>) =>
  problem.then(
    () => "none",
    ({ id, faults }: Problem) => (faults[0] ? `${faults[0].field} ${faults[0].id}` : id),
  );

const card = (born: string, differs = {}) => ({
  body: {
    kind: "resident-id",
    number: aCardNumber({ born }),
    name: "艾力·艾山",
    consent: true,
    ...differs,
  },
});
const add = (ctx: Ctx, who: Pick<Made, "actor">, born: string, differs = {}) =>
  idOf(as(ctx, who, "people.add-document", card(born, differs)));

const kept = async ({ db }: Ctx, account: string) => {
  const { level, born } = (await accountOf(db, account)) ?? { level: null, born: null };
  const documents = await db.many`select 1 from people.document where account = ${account}`;
  return [level, born, documents.length];
};

async function counter(ctx: Ctx) {
  const { organisation, clerk } = await make(ctx, async (inner) => {
    const { id } = await anOrganisation(inner);
    return { organisation: id, clerk: await aStaff(inner, { organisationId: id, role: "clerk" }) };
  });
  const shown = (born: string, differs: object) => ({
    ...card(born).body,
    organisation,
    seen: true,
    ...differs,
  });
  return {
    organisation,
    clerk,
    register: (born: string, differs = {}) =>
      as<{ subject: string; level: number }>(ctx, clerk, "people.register-at-desk", {
        body: shown(born, differs),
      }),
    show: ({ subject }: { subject: string }, born: string, differs = {}) =>
      as<{ level: number }>(ctx, clerk, "people.show-document", {
        params: { subject },
        body: shown(born, { otherName: "take", ...differs }),
      }),
  };
}

const guardiansOf = async ({ db }: Ctx, { subject }: { subject: string }) =>
  (
    await db.many<{ agent: string }>`
      select r.agent from people.relation r join people.account a on a.id = r.ward
       where a.subject = ${subject} and r.kind = 'guardian' and r.ended_at is null order by r.guardian_place`
  ).map(({ agent }) => agent);

dbTest(
  "whoever adds a document has the age it tells; under 14 nothing is kept of it",
  async ({ ctx: base }) => {
    const ctx = world(base);
    const [young, older, traveller] = await make(ctx, async (inner) => [
      await aResident(inner),
      await aResident(inner),
      await aResident(inner),
    ]);
    assert.ok(young && older && traveller);
    assert.equal(await add(ctx, young, of13), "document.under-age");
    const passport = { kind: "passport", number: "N7654321", country: "KAZ" };
    assert.equal(await add(ctx, young, of13, { ...passport, born: of13 }), "document.under-age");
    assert.equal(await add(ctx, young, of13, passport), "/body/born missing");
    assert.deepEqual(await kept(ctx, young.account), [0, null, 0]);
    assert.equal(await add(ctx, older, of14), "none");
    assert.deepEqual(await kept(ctx, older.account), [1, of14, 1]);
    assert.equal(await add(ctx, traveller, of13, { ...passport, born: of17 }), "none");
    assert.deepEqual(await kept(ctx, traveller.account), [1, of17, 1]);
    // A refused one is a try too.
    for (let tried = 2; tried < triesPerDay; tried++) await add(ctx, young, of13);
    assert.equal(await add(ctx, young, of14), "document.too-many-tries");
  },
);

dbTest("a guardian who acts for a child adds the child's own card", async ({ ctx: base }) => {
  const ctx = world(base);
  const child = await make(ctx, async (inner) => aChild(inner, await aResident(inner), { born: of13 }));
  assert.equal(await add(ctx, child, of13), "none");
  assert.deepEqual(await kept(ctx, child.account), [1, of13, 1]);
});

dbTest(
  "at a counter a child's card needs a grown guardian whose own document was shown, and makes the guardianship",
  async ({ ctx: base }) => {
    const ctx = world(base);
    const { register, show } = await counter(ctx);
    const people = await make(ctx, async (inner) => ({
      mother: await aResident(inner, { level: 2, name: "阿依努尔", phone: "+8613900008001" }),
      father: await aResident(inner, { level: 2, phone: "+8613900008002" }),
      neighbour: await aResident(inner, { level: 1, phone: "+8613900008003" }),
      brother: await aResident(inner, { level: 2, phone: "+8613900008004", born: of17 }),
    }));
    const before = await ctx.db.one`select count(*)::int as accounts from people.account`;
    const without = (differs: object) => idOf(register(of13, differs));
    assert.equal(await without({}), "/body/guardian guardian.needed");
    assert.equal(await without({ guardian: "这是谁" }), "/body/guardian person.sign");
    assert.equal(await without({ guardian: "13900008009" }), "/body/guardian guardian.no-account");
    assert.equal(await without({ guardian: "13900008003" }), "document.guardian-first");
    assert.equal(await without({ guardian: "13900008004" }), "guardian.under-age");
    assert.deepEqual(await ctx.db.one`select count(*)::int as accounts from people.account`, before);

    const child = await register(of13, { guardian: "139 0000 8001" });
    assert.equal(child.level, 2);
    assert.deepEqual(await guardiansOf(ctx, child), [people.mother.account]);
    const told = await noticesOf(ctx, people.mother.account, { after: undefined, limit: 5 });
    assert.match(told.items[0]?.text ?? "", /登记为 艾力·艾山 的监护人/);

    // The first guardian says who is the second; what is asked of a card is asked of a passport too.
    const passport = { kind: "passport", number: "N7654322", country: "KAZ", born: of13 };
    const again = (guardian: string | null) => idOf(show(child, of13, { ...passport, guardian }));
    assert.equal(await again("13900008002"), "/body/guardian guardian.second");
    assert.equal(await again("13900008001"), "none");
    assert.equal(await again(null), "none");
    assert.deepEqual(await guardiansOf(ctx, child), [people.mother.account]);

    const byPass = await make(ctx, (inner) => aStaticCode(inner, people.father));
    const sibling = await register(of13, { guardian: byPass });
    assert.deepEqual(await guardiansOf(ctx, sibling), [people.father.account]);
    assert.equal((await register(of14)).level, 2, "from 14 on nobody else is needed");
  },
);

dbTest(
  "a child whose guardian has added it before gets no second account at a counter",
  async ({ ctx: base }) => {
    const ctx = world(base);
    const { register, show, organisation } = await counter(ctx);
    const child = await make(ctx, async (inner) => {
      const mother = await aResident(inner, { level: 2, phone: "+8613900008051" });
      return aChild(inner, mother, { born: of13, name: "艾力艾山" });
    });
    await assert.rejects(register(of13, { guardian: "13900008051" }), {
      id: "child.already-at-desk",
      next: `/desk/identity/${child.subject}?organisation=${organisation}`,
    });
    await show(child, of13);
    assert.equal((await kept(ctx, child.account))[0], 2);
  },
);

dbTest(
  "a sibling's card makes no sibling of a child, and two children of one guardian are joined by a manager alone",
  async ({ ctx: base }) => {
    const ctx = world(base);
    const { show, organisation, clerk } = await counter(ctx);
    const names = { older: "孙一鸣", younger: "孙一诺", third: "孙一心" };
    const { older, younger, third, manager } = await make(ctx, async (inner) => {
      const mother = await aResident(inner, { level: 2 });
      return {
        older: await aChild(inner, mother, { name: names.older, born: of14 }),
        younger: await aChild(inner, mother, { name: names.younger, born: of13 }),
        third: await aChild(inner, mother, { name: names.third, born: of13 }),
        manager: await aStaff(inner, { organisationId: organisation, role: "manager" }),
      };
    });
    const wrong = { number: aCardNumber({ born: of13 }), name: names.younger, correction: "出生日期写错了" };
    for (let shown = 0; shown < 2; shown++) {
      await assert.rejects(show(older, of13, wrong), {
        id: "child.already-at-desk",
        next: `/desk/identity/${younger.subject}?organisation=${organisation}`,
      });
      // The second time the card is the younger one's already.
      await show(younger, of13, wrong);
    }
    assert.deepEqual((await kept(ctx, older.account)).slice(0, 2), [0, of14]);

    // Somebody typed the third one's name as that of the younger, and the card of the younger was held out for it.
    await make(ctx, (inner) => updateAccount(inner.db, third.account, { name: "孙诺", locale: "zh-CN" }));
    await show(third, of13, { number: aCardNumber({ born: of13 }), name: "孙一喏" });
    await make(ctx, (inner) =>
      updateAccount(inner.db, third.account, { name: names.younger, locale: "zh-CN" }),
    );
    await ctx.db.run`delete from people.document where account = ${third.account}`;
    const alike = await as<{ items: unknown[] }>(ctx, clerk, "people.alike", {
      params: { subject: younger.subject },
      query: { organisation },
    });
    assert.deepEqual(alike.items, [], "a name from a counter is no evidence");
    const join = (who: Pick<Made, "actor">, differs = {}) =>
      idOf(
        as(ctx, who, "people.merge", {
          params: { subject: younger.subject },
          body: { organisation, from: third.subject, proven: true, ...differs },
        }),
      );
    assert.equal(await join(clerk), "merge.siblings");
    assert.equal(await join(manager), "/body/reason reason.missing");
    assert.equal(await join(manager, { reason: "监护人添加了两次" }), "none");
  },
);

dbTest("a number that is another's makes nobody a guardian", async ({ ctx: base }) => {
  const ctx = world(base);
  const { register, show } = await counter(ctx);
  const other = await make(ctx, async (inner) => {
    await aResident(inner, { level: 2, phone: "+8613900008011" });
    return aResident(inner);
  });
  const number = aCardNumber({ born: of13 });
  await register(of13, { number, guardian: "13900008011" });
  assert.equal(
    await idOf(show(other, of13, { number, guardian: "13900008011" })),
    "document.shown-elsewhere",
  );
  assert.deepEqual(await guardiansOf(ctx, other), []);
});

dbTest("a child signed in alone is nobody as soon as the age is known, and is told why", async ({ ctx }) => {
  const phone = "13900008021";
  const child = await make(world(ctx), async (inner) => {
    await aResident(inner, { level: 2, phone: "+8613900008022" });
    return aResident(inner, { phone: `+86${phone}` });
  });
  const alone = await aSitting(city, ctx, child, noon);
  await alone.call("people.me", {});
  const { show } = await counter(world(ctx));
  await show(child, of13, { guardian: "13900008022" });
  assert.equal(await idOf(alone.call("people.me", {})), "sign-in-needed");

  const messenger = shownMessages(at(noon));
  const now = { ...world(ctx), messenger };
  const asked = await city.perform(now, "people.ask-code", { body: { phone } }, null);
  const { attempt } = asked as { attempt: string };
  await sendCodeLetter(now, { attempt });
  const code = /\d{6}/.exec(messenger.list()[0]?.text ?? "")?.[0] ?? "";
  const signIn = city.perform(now, "people.sign-in", { body: { attempt, code } }, null);
  assert.equal(await idOf(signIn), "sign-in.under-age");
});

dbTest("what a session may is asked with the age of this moment", async ({ ctx: base }) => {
  const ctx = world(base);
  const { one, ward } = await make(ctx, async (inner) => {
    const one = await aResident(inner);
    return { one, ward: await aChild(inner, one) };
  });
  const mayAct = async (born: string, actingFor: string | null) => {
    await make(ctx, (inner) => setBorn(inner.db, one.account, born));
    return (await actorFor(ctx, { account: one.account, actingFor })) !== null;
  };
  assert.deepEqual([await mayAct(of13, null), await mayAct(of14, null)], [false, true]);
  const of = ward.account;
  assert.deepEqual([await mayAct(of17, of), await mayAct(of18, of)], [false, true]);
});

dbTest("of two counters at once one makes the account, and one guardian stands", async ({ ctx: base }) => {
  const ctx = world(base);
  const [one, two] = [await counter(ctx), await counter(ctx)];
  const signs = ["13900008031", "13900008032"];
  const alone = await make(ctx, async (inner) => {
    for (const sign of signs) await aResident(inner, { level: 2, phone: `+86${sign}` });
    return aResident(inner);
  });
  const number = aCardNumber({ born: of13 });
  const made = await Promise.allSettled(
    [one, two].map(({ register }, n) => register(of13, { number, guardian: signs[n] })),
  );
  assert.equal(made.filter(({ status }) => status === "fulfilled").length, 1);
  const { relations } = await ctx.db.one<{ relations: number }>`
    select count(*)::int as relations from people.relation r join people.document d on d.account = r.ward
     where d.last_four = ${number.slice(-4)}`;
  assert.equal(relations, 1);

  const shown = aCardNumber({ born: of13 });
  await Promise.allSettled(
    [one, two].map(({ show }, n) => show(alone, of13, { number: shown, guardian: signs[n] })),
  );
  assert.equal((await guardiansOf(ctx, alone)).length, 1);
});

dbTest("a minor helps nobody, and whoever acts for others is no minor", async ({ ctx: base }) => {
  const ctx = world(base);
  const made = await make(ctx, async (inner) => ({
    young: await aResident(inner, { phone: "+8613900008041" }),
    granny: await aResident(inner, { phone: "+8613900008042" }),
    mother: await aResident(inner),
    organisation: await anOrganisation(inner),
  }));
  const { young, granny, mother, organisation } = made;
  const clerk = await make(ctx, (inner) => aStaff(inner, { organisationId: organisation.id, role: "clerk" }));
  await add(ctx, young, of17);
  const asks = { body: { phone: "13900008042" } };
  assert.equal(await idOf(as(ctx, young, "people.ask-to-help", asks)), "helper.under-age");
  const paper = { helper: "13900008041", paper: "2026-12", through: "2026-12-31", seen: true };
  const noted = as(ctx, clerk, "people.note-paper-consent-of", {
    params: { subject: granny.subject },
    body: { organisation: organisation.id, ...paper },
  });
  assert.equal(await idOf(noted), "helper.under-age");

  // A mother who forgot to change sides does not become her daughter.
  await make(ctx, (inner) => aChild(inner, mother, { born: of17 }));
  assert.equal(await add(ctx, mother, of17), "document.acts-for-others");
  assert.deepEqual(await kept(ctx, mother.account), [0, null, 0]);
  assert.equal(await add(ctx, mother, of18), "none");
});

dbTest("a refused visit at a counter leaves nothing behind", async ({ ctx: base }) => {
  const ctx = world(base);
  const { show } = await counter(ctx);
  const number = aCardNumber({ born: of13 });
  // The mother's account is open, her daughter's card is read, and the father stands beside them.
  const mother = await make(ctx, async (inner) => {
    await aResident(inner, { level: 2, phone: "+8613900008061" });
    const made = await aResident(inner);
    await aDocument(inner, made, { number: aCardNumber({ born: "1985-03-08" }) });
    // Somebody typed the daughter's number into an account of its own.
    await aDocument(inner, await aChild(inner, await aResident(inner), { born: of13 }), { number });
    await aChild(inner, made, { born: of13 });
    return made;
  });
  const everything = () => ctx.db.one`
    select (select json_agg(r order by r.id) from people.relation r) as relations,
           (select json_agg(d order by d.id) from people.document d) as documents,
           (select json_agg(a order by a.id) from people.account a) as accounts,
           (select json_agg(n order by n.id) from people.notice n) as notices`;
  const before = await everything();
  const read = (differs = {}) =>
    idOf(show(mother, of13, { number, takeOver: true, guardian: "13900008061", ...differs }));
  assert.equal(await read({ correction: "登记时写错了" }), "document.acts-for-others");
  assert.deepEqual(await everything(), before);
  assert.equal(await read(), "document.acts-for-others", "no reason is asked for what is never done");
});

dbTest(
  "an adult's day of birth goes with the last document, a minor's and a ward's stay",
  async ({ ctx: base }) => {
    const ctx = world(base);
    const born = async (who: { account: string }) => (await accountOf(ctx.db, who.account))?.born;
    const [grown, young, other] = await make(ctx, async (inner) => [
      await aResident(inner),
      await aResident(inner),
      await aResident(inner),
    ]);
    assert.ok(grown && young && other);
    const addOne = (who: Made, day: string, differs = {}) =>
      make(ctx, (inner) => aDocument(inner, who, { number: aCardNumber({ born: day }), ...differs }));
    const remove = (who: Made, { id }: { id: string }) =>
      as(ctx, who, "people.remove-document", { params: { id }, body: {} });
    const first = await addOne(grown, of18);
    const second = await addOne(grown, of18, {
      kind: "passport",
      number: "N1111111",
      country: "KAZ",
      born: of18,
    });
    await remove(grown, first);
    assert.equal(await born(grown), of18);
    await remove(grown, second);
    assert.equal(await born(grown), null);
    await remove(young, await addOne(young, of17));
    assert.equal(await born(young), of17);

    // A number somebody else had typed told nothing about them.
    const typed = await addOne(other, of17);
    const { show } = await counter(ctx);
    await show(grown, of17, { number: typed.number, takeOver: true });
    assert.deepEqual([await born(other), await born(grown)], [null, of17]);
  },
);
