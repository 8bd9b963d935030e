import assert from "node:assert/strict";
import { anOrganisation } from "#places/testing";
import { audit } from "#platform/audit";
import type { Actor } from "#platform/auth";
import { type Ctx, inTx, type TxCtx, trueRandom } from "#platform/ctx";
import type { Problem } from "#platform/errors";
import { performer } from "#platform/http";
import { shownMessages } from "#platform/notify";
import { joinSlots } from "#platform/slots";
import { at, dbTest } from "#platform/testing";
import { accountOf, phoneHash } from "../account/account.ts";
import { actorFor } from "../account/actor.ts";
import { accountByPhone } from "../account/store.ts";
import { keepByGuardian } from "../identity/by-guardian.ts";
import { peopleModule } from "../module.ts";
import { noticesOf } from "../notices/notify.ts";
import { sendCodeLetter } from "../notices/send.ts";
import { operations } from "../routes.ts";
import { aChild, aResident, aStaff, type Made } from "../testing.ts";
import { endGuardianshipsByAge } from "./birthdays.ts";
import { mostChildren } from "./children.ts";
import { aSitting } from "./testing.ts";

const city = performer(operations, { checkAnswers: true });
const noon = "2026-06-12T04:00:00Z";

const signedIn = (base: Ctx, who: Made) => aSitting(city, base, who, noon);

const newResident = (ctx: Ctx, differs: Parameters<typeof aResident>[1] = {}) =>
  inTx({ ...ctx, clock: at(noon) }, (inner) => aResident(inner, differs));

interface Family {
  wards: { id: string; name: string | null; as: string; born: string | null; can: string[] }[];
  agents: { id: string; name: string | null; as: string; can: string[] }[];
  acting: { as: string; name: string | null } | null;
}

dbTest("a guardian adds a child and acts for it; the child's own doings are the child's", async ({ ctx }) => {
  const mother = await signedIn(ctx, await newResident(ctx, { name: "阿依努尔" }));
  const input = { body: { name: "艾力·艾山", born: "2018-05-20", consent: true } };
  const { relation, subject } = await mother.call<{ relation: string; subject: string }>(
    "people.add-child",
    input,
  );
  const before = await mother.call<Family>("people.family", {});
  assert.deepEqual(
    before.wards.map(({ name, born, as, can }) => [name, born, as, can]),
    [["艾力·艾山", "2018-05-20", "guardian", ["act", "share"]]],
  );

  await mother.call("people.act-for", { body: { relation } });
  const acting = await mother.whoIs();
  assert.deepEqual([acting?.onBehalfOf?.subject, acting?.onBehalfOf?.as], [subject, "guardian"]);
  const me = await mother.call<{ name: string; acting: { by: string }; born: string }>("people.me", {});
  assert.deepEqual([me.name, me.acting.by, me.born], ["艾力·艾山", "阿依努尔", "2018-05-20"]);
  await assert.rejects(
    mother.call("people.add-child", input),
    { id: "forbidden" },
    "a child has no children",
  );
  await mother.call("people.act-for", { body: { relation: null } });
  assert.equal((await mother.whoIs())?.onBehalfOf, null);
});

dbTest(
  "whoever erases the ward they act for is told that the acting ended, and it is on record",
  async ({ db, ctx }) => {
    const slots = joinSlots(peopleModule.slots ?? []);
    const mother = await signedIn({ ...ctx, slots }, await newResident(ctx));
    const { relation } = await mother.call<{ relation: string }>("people.add-child", {
      body: { name: "艾力·艾山", born: "2018-05-20", consent: true },
    });
    await mother.call("people.act-for", { body: { relation } });
    const ward = (await mother.whoIs())?.onBehalfOf?.account;
    const answer = await mother.call<{ actingEnded: boolean }>("people.erase", {
      body: { understood: true },
    });
    assert.equal(answer.actingEnded, true);
    assert.equal((await mother.whoIs())?.onBehalfOf, null);
    const noted =
      await db.many`select 1 from platform.audit where what = 'acting.stopped' and target = ${ward}`;
    assert.equal(noted.length, 1);
  },
);

dbTest("the consent under 14 is on record, and nobody of full age becomes a child", async ({ db, ctx }) => {
  const mother = await signedIn(ctx, await newResident(ctx));
  let added = 0;
  const add = (born: string, differs = {}) =>
    mother.call<{ relation: string }>("people.add-child", {
      body: { name: `小明 ${added++}`, born, consent: true, ...differs },
    });
  const cases: [string, boolean][] = [
    ["2012-06-13", true],
    ["2012-06-12", false],
    ["2008-06-13", false],
  ];
  for (const [born, under14] of cases) {
    const { relation } = await add(born);
    const { detail } = await db.one<{ detail: object }>`
      select a.detail from platform.audit a join people.relation r on r.ward::text = a.target
       where a.what = 'guardian.consented' and r.id = ${relation}`;
    assert.deepEqual(detail, { version: "2026-11-23", under14 }, born);
  }
  const faultOf = async (tried: Promise<unknown>) =>
    tried.then(
      () => "none",
      (error: Problem) => error.faults.map(({ field, id }) => `${field} ${id}`).join(),
    );
  assert.equal(await faultOf(add("2008-06-12")), "/body/born born.full-age");
  assert.equal(await faultOf(add("2026-06-13")), "/body/born born.future");
  assert.equal(await faultOf(add("2018-02-30")), "/body/born format.date");
  assert.equal(await faultOf(add("2018-05-20", { consent: false })), "/body/consent consent.missing");
  for (let n = cases.length; n < mostChildren; n++) await add("2018-05-20");
  await assert.rejects(add("2018-05-20"), { id: "child.too-many" });
});

dbTest("the same child is added once, however its name is spaced, also twice at once", async ({ ctx }) => {
  const [mother, father] = await Promise.all(
    [1, 2].map(async () => signedIn(ctx, await newResident(ctx, { name: "阿依努尔" }))),
  );
  assert.ok(mother && father);
  const add = (who: typeof mother, name: string, born = "2018-05-20") =>
    who.call<{ relation: string }>("people.add-child", { body: { name, born, consent: true } });
  const { relation } = await add(mother, "艾力·艾山");
  for (const name of ["艾力·艾山", "艾力 • 艾山", " 艾力艾山 "])
    await assert.rejects(add(mother, name), { id: "child.already", next: `/my/family#${relation}` });
  await assert.rejects(add(mother, "  "), (problem: Problem) => problem.faults[0]?.id === "missing");
  await add(mother, "艾力·艾山", "2019-05-20");
  await add(mother, "努尔·艾山");
  const tried = await Promise.allSettled([1, 2, 3].map(() => add(father, "艾力·艾山")));
  assert.equal(tried.filter(({ status }) => status === "fulfilled").length, 1);
});

dbTest("a guardianship ends on the day of full age", async ({ ctx }) => {
  const father = await newResident(ctx);
  const made = await inTx({ ...ctx, clock: at(noon) }, (inner) =>
    aChild(inner, father, { born: "2008-11-20" }),
  );
  const acting = (instant: string) =>
    actorFor({ ...ctx, clock: at(instant) }, { account: father.account, actingFor: made.account });
  const dayBefore = { ...ctx, clock: at("2026-11-19T15:59:00Z") };
  await inTx(dayBefore, endGuardianshipsByAge);
  assert.ok(await acting("2026-11-19T15:59:00Z"));
  await inTx({ ...ctx, clock: at("2026-11-19T16:00:00Z") }, endGuardianshipsByAge);
  assert.equal(await acting("2026-11-19T16:00:00Z"), null);
});

dbTest(
  "a helper acts with the code the person was sent; the person sees it and ends it",
  async ({ db, ctx }) => {
    const granny = await newResident(ctx, { name: "帕提古丽", phone: "+8613900003001" });
    const helper = await signedIn(ctx, await newResident(ctx, { name: "李志愿" }));
    const { attempt } = await helper.call<{ attempt: string }>("people.ask-to-help", {
      body: { phone: "13900003001" },
    });
    const messenger = shownMessages(at(noon));
    await sendCodeLetter({ ...ctx, clock: at(noon), messenger }, { attempt });
    const code = /\d{6}/.exec(messenger.list()[0]?.text ?? "")?.[0] ?? "";

    const thief = await signedIn(ctx, await newResident(ctx));
    await assert.rejects(thief.call("people.confirm-help", { body: { attempt, code } }), { id: "code.over" });
    await assert.rejects(city.perform(ctx, "people.sign-in", { body: { attempt, code } }, null), {
      id: "code.over",
    });
    const { relation } = await helper.call<{ relation: string }>("people.confirm-help", {
      body: { attempt, code },
    });

    await helper.call("people.act-for", { body: { relation } });
    const asGranny = await helper.asMe();
    assert.equal(asGranny.actor.onBehalfOf?.as, "helper");
    await inTx(asGranny, (inner) => audit(inner, { what: "claim.made", on: { kind: "claim", id: "c1" } }));
    for (const own of ["people.messages", "people.export", "people.my-pass", "people.acted-for-me"]) {
      await assert.rejects(helper.call(own, {}), { id: "forbidden" }, own);
    }
    await assert.rejects(helper.call("people.erase", { body: { understood: true } }), { id: "forbidden" });

    const herself = await signedIn(ctx, granny);
    const { items } = await herself.call<{ items: { what: string; by: string }[] }>("people.acted-for-me", {
      query: {},
    });
    assert.deepEqual(
      items.map(({ what, by }) => [what, by]),
      [
        ["claim.made", "李志愿"],
        ["acting.started", "李志愿"],
      ],
    );
    const family = await herself.call<Family>("people.family", {});
    assert.deepEqual(
      family.agents.map(({ name, can }) => [name, can]),
      [["李志愿", ["end"]]],
    );
    await herself.call("people.end-relation", { params: { id: relation }, body: {} });
    assert.equal(await helper.whoIs(), null, "whoever may not act any more does not quietly become oneself");
    assert.equal(
      (await db.many`select 1 from people.relation where id = ${relation} and ended_at is not null`).length,
      1,
    );
  },
);

dbTest("a consent runs out after a year, and a new one takes its place", async ({ ctx }) => {
  const granny = await newResident(ctx, { phone: "+8613900003002" });
  const helping = await newResident(ctx);
  const consent = async (instant: string) => {
    const now = {
      ...ctx,
      clock: at(instant),
      actor: helping.actor,
      random: trueRandom,
      messenger: shownMessages(at(instant)),
    };
    const asked = await city.perform(now, "people.ask-to-help", { body: { phone: "13900003002" } }, null);
    const { attempt } = asked as { attempt: string };
    await sendCodeLetter(now, { attempt });
    const code = /\d{6}/.exec(now.messenger.list()[0]?.text ?? "")?.[0] ?? "";
    await city.perform(now, "people.confirm-help", { body: { attempt, code } }, null);
  };
  const acts = async (instant: string) =>
    (await actorFor(
      { ...ctx, clock: at(instant) },
      { account: helping.account, actingFor: granny.account },
    )) !== null;
  await consent(noon);
  assert.ok(await acts("2027-06-12T03:59:59Z"));
  assert.ok(!(await acts("2027-06-12T04:00:00Z")));
  await consent("2027-06-01T04:00:00Z");
  assert.ok(await acts("2028-05-31T03:59:59Z"));
});

dbTest("staff note a paper consent for a grandmother without a phone", async ({ db, ctx }) => {
  const { clerk, organisation } = await inTx({ ...ctx, clock: at(noon) }, async (inner) => {
    const organisation = await anOrganisation(inner);
    return { organisation, clerk: await aStaff(inner, { organisationId: organisation.id, role: "clerk" }) };
  });
  const helper = await newResident(ctx, { phone: "+8613900003003" });
  const note = (differs = {}, actor = clerk.actor) =>
    city.perform(
      { ...ctx, actor, clock: at(noon) },
      "people.note-paper-consent",
      {
        body: {
          organisation: organisation.id,
          name: "努尔古丽",
          phone: null,
          helper: "139 0000 3003",
          paper: "2026-12",
          through: "2027-06-11",
          ...differs,
        },
      },
      null,
    ) as Promise<{ relation: string; subject: string }>;
  const { subject } = await note();
  const { account } = await db.one<{
    account: string;
  }>`select id as account from people.account where subject = ${subject}`;
  const acting = { account: helper.account, actingFor: account };
  assert.equal(
    (await actorFor({ ...ctx, clock: at("2027-06-11T15:59:00Z") }, acting))?.onBehalfOf?.subject,
    subject,
  );
  assert.equal(
    await actorFor({ ...ctx, clock: at("2027-06-11T16:00:00Z") }, acting),
    null,
    "it ended with the day",
  );

  const faults = async (differs: object) =>
    note(differs).then(
      () => [],
      (error: Problem) => error.faults.map(({ field, id }) => `${field} ${id}`),
    );
  assert.deepEqual(await faults({ helper: "nobody-here", through: "2027-12-01" }), [
    "/body/helper helper.unknown",
    "/body/through consent.too-long",
  ]);
  assert.deepEqual(await faults({ through: "2026-06-11" }), ["/body/through consent.over"]);
  assert.deepEqual(await faults({ phone: "12" }), ["/body/phone phone.unreadable"]);
  await assert.rejects(note({}, helper.actor), { id: "forbidden" });

  await note({ phone: "13900003004", name: "买买提" });
  const known = await accountByPhone(db, phoneHash(ctx, "+8613900003004"));
  assert.equal(known?.name, "买买提");
  const { items } = await noticesOf(ctx, known.id, { after: undefined, limit: 10 });
  assert.match(items[0]?.text ?? "", /帮办员/, "whoever is said to have agreed is told");

  // A known number is no consent: whoever has an account shows who they are.
  for (const [phone, differs] of [
    ["13900003007", { name: "帕提古丽" }],
    ["13900003008", { name: null, level: 1 }],
  ] as const) {
    const one = await newResident(ctx, { ...differs, phone: `+86${phone}` });
    await assert.rejects(note({ phone }), { id: "help.has-account", next: "/desk/identity" });
    assert.deepEqual(await db.many`select 1 from people.relation where ward = ${one.account}`, []);
  }
});

dbTest("whoever helps many reads on, nobody is left out", async ({ ctx }) => {
  const helper = await newResident(ctx);
  await inTx({ ...ctx, clock: at(noon) }, async (inner) => {
    await aChild(inner, helper);
    for (let n = 0; n < 60; n++) {
      const { account } = await aResident(inner, { name: `居民 ${n}` });
      await inner.db.run`
        insert into people.relation (id, kind, ward, agent, consent, consented_at, consent_version, paper, noted_by, valid_to)
        values (gen_random_uuid(), 'helper', ${account}, ${helper.account}, 'paper', ${noon}, 'test', '2026-1',
                ${helper.account}, '2026-12-31T00:00:00Z')`;
    }
  });
  const sitting = await signedIn(ctx, helper);
  const read = (query: object) => sitting.call<Family & { next: string | null }>("people.family", { query });
  const first = await read({});
  const second = await read({ after: first.next });
  assert.deepEqual(
    [first.wards.length, first.wards[0]?.as, second.wards.length, second.next],
    [50, "guardian", 11, null],
  );
  const all = [...first.wards, ...second.wards];
  assert.equal(new Set(all.map(({ id }) => id)).size, 61);
});

dbTest("nobody helps themselves: no code is sent", async ({ db, ctx }) => {
  const one = await newResident(ctx, { phone: "+8613900003005" });
  const own = { ...ctx, clock: at(noon), actor: one.actor, random: trueRandom };
  await assert.rejects(city.perform(own, "people.ask-to-help", { body: { phone: "139 0000 3005" } }, null), {
    id: "help.oneself",
  });
  assert.deepEqual(await db.many`select 1 from people.code_sent where asked_by = ${one.account}`, []);
});

dbTest("the last guardian stays", async ({ ctx }) => {
  const one = await newResident(ctx);
  const own = { ...ctx, clock: at(noon), actor: one.actor };
  const { relation, account } = await inTx({ ...ctx, clock: at(noon) }, (inner) => aChild(inner, one));
  await assert.rejects(
    city.perform(own, "people.end-relation", { params: { id: relation }, body: {} }, null),
    {
      id: "relation.last-guardian",
    },
  );
  assert.equal((await accountOf(ctx.db, account))?.status, "active");
});

dbTest("one guardian does not send the other away", async ({ db, ctx }) => {
  const { mother, father, child } = await inTx({ ...ctx, clock: at(noon) }, async (inner) => {
    const mother = await aResident(inner);
    return { mother, father: await aResident(inner), child: await aChild(inner, mother) };
  });
  const { id } = await db.one<{ id: string }>`
    insert into people.relation (id, kind, ward, agent, consent, consented_at, consent_version, guardian_place)
    values (gen_random_uuid(), 'guardian', ${child.account}, ${father.account}, 'guardian', ${noon}, 'test', 2) returning id`;
  const end = (actor: Actor) =>
    city.perform(
      { ...ctx, actor, clock: at(noon) },
      "people.end-relation",
      { params: { id }, body: {} },
      null,
    );
  await assert.rejects(end(child.actor), { id: "forbidden" }, "not even while acting for the child");
  await assert.rejects(end(mother.actor), { id: "forbidden" });
  await end(father.actor);
});

dbTest("a relation is used by its agent and nobody else", async ({ ctx }) => {
  const { relation } = await inTx({ ...ctx, clock: at(noon) }, async (inner) =>
    aChild(inner, await aResident(inner)),
  );
  const stranger = await signedIn(ctx, await newResident(ctx));
  await assert.rejects(stranger.call("people.act-for", { body: { relation } }), { id: "forbidden" });
  await assert.rejects(stranger.call("people.end-relation", { params: { id: relation }, body: {} }), {
    id: "forbidden",
  });
});

/** A clerk at an organisation's counter. */
async function counter(ctx: Ctx) {
  const { organisation, clerk } = await inTx({ ...ctx, clock: at(noon) }, async (inner) => {
    const { id } = await anOrganisation(inner);
    return { organisation: id, clerk: await aStaff(inner, { organisationId: id, role: "clerk" }) };
  });
  const call = <A>(operation: string, params: object, body: object, actor = clerk.actor) =>
    city.perform(
      { ...ctx, actor, clock: at(noon) },
      operation,
      { params, body: { organisation, seen: true, ...body } },
      null,
    ) as Promise<A>;
  return { clerk, call };
}

const faultsOf = (tried: Promise<unknown>) =>
  tried.then(
    () => [],
    (error: Problem) => error.faults.map(({ field, id }) => `${field} ${id}`),
  );

dbTest(
  "a paper consent goes to the account one has, the record is shown, and the desk ends it",
  async ({ db, ctx }) => {
    const desk = await counter(ctx);
    const granny = await newResident(ctx, { name: "帕提古丽", born: "1948-05-01" });
    const helping = await newResident(ctx, { name: "李志愿", phone: "+8613900003006" });
    const helper = await signedIn(ctx, helping);
    const of = { subject: granny.subject };
    const paper = { helper: "13900003006", paper: "2026-7", through: "2026-12-31" };
    assert.deepEqual(
      await faultsOf(desk.call("people.note-paper-consent-of", of, { ...paper, seen: false })),
      ["/body/seen seen.missing"],
    );
    const { relation } = await desk.call<{ relation: string }>("people.note-paper-consent-of", of, paper);
    const { wards } = await helper.call<Family>("people.family", {});
    assert.deepEqual(
      wards.map(({ name, born }) => [name, born]),
      [["帕提古丽", null]],
      "the day of birth is no helper's to see",
    );

    await helper.call("people.act-for", { body: { relation } });
    await inTx(await helper.asMe(), (inner) =>
      audit(inner, { what: "claim.made", on: { kind: "claim", id: "c" } }),
    );
    assert.deepEqual(await faultsOf(desk.call("people.acts-at-desk", of, { seen: false })), [
      "/body/seen seen.missing",
    ]);
    const shown = await desk.call<{ name: string; items: { what: string; by: string }[]; more: boolean }>(
      "people.acts-at-desk",
      of,
      {},
    );
    assert.deepEqual(
      [shown.name, shown.items.map(({ what, by }) => `${by} ${what}`), shown.more],
      ["帕提古丽", ["李志愿 claim.made", "李志愿 acting.started"], false],
    );
    await assert.rejects(desk.call("people.acts-at-desk", of, {}, helping.actor), { id: "forbidden" });

    const ending = { subject: granny.subject, relation };
    assert.deepEqual(
      await faultsOf(desk.call("people.end-relation-at-desk", ending, { reason: " ", seen: false })),
      ["/body/reason missing"],
    );
    assert.deepEqual(await faultsOf(desk.call("people.end-relation-at-desk", ending, { reason: "无" })), [
      "/body/reason format.reason",
    ]);
    assert.deepEqual(
      await faultsOf(
        desk.call("people.end-relation-at-desk", ending, { reason: "本人不再需要", seen: false }),
      ),
      ["/body/seen seen.missing"],
    );
    const stranger = { subject: (await newResident(ctx)).subject, relation };
    await assert.rejects(desk.call("people.end-relation-at-desk", stranger, { reason: "本人不再需要" }), {
      id: "not-found",
    });
    await desk.call("people.end-relation-at-desk", ending, { reason: "本人不再需要" });
    assert.equal(await helper.whoIs(), null, "it ended at once");
    for (const { account } of [granny, helping]) {
      const told = await noticesOf(ctx, account, { after: undefined, limit: 5 });
      assert.match(told.items.map(({ text }) => text).join("\n"), /终止，理由：本人不再需要/);
    }
    const done = await db.many<{ what: string; detail: { reason?: string } | null }>`
      select what, detail from platform.audit where actor = ${desk.clerk.subject} order by seq`;
    assert.deepEqual(
      done.map(({ what, detail }) => [what, detail?.reason]),
      [
        ["helper.consented-to", undefined],
        ["acts.shown-at-desk", undefined],
        ["relation.ended-at-desk", "本人不再需要"],
      ],
    );
  },
);

dbTest(
  "at the desk the last guardian goes too, and the document that stood for the child",
  async ({ db, ctx }) => {
    const desk = await counter(ctx);
    const child = await inTx({ ...ctx, clock: at(noon) }, async (inner) => {
      const mother = await aResident(inner, { level: 2 });
      const made = await aChild(inner, mother);
      await keepByGuardianOf(inner, made, mother);
      return made;
    });
    await desk.call(
      "people.end-relation-at-desk",
      { subject: child.subject, relation: child.relation },
      { reason: "法院变更监护人" },
    );
    assert.deepEqual(await db.many`select 1 from people.document where account = ${child.account}`, []);
    assert.deepEqual(
      await db.many`select 1 from people.relation where ward = ${child.account} and ended_at is null`,
      [],
    );
  },
);

async function keepByGuardianOf(ctx: TxCtx, { account }: { account: string }, guardian: Made): Promise<void> {
  const child = await accountOf(ctx.db, account);
  const of = await accountOf(ctx.db, guardian.account);
  assert.ok(child && of);
  await keepByGuardian(ctx, { child, guardian: of, shownTo: null, consent: true });
}
