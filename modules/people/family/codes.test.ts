import assert from "node:assert/strict";
import { personMerge } from "#platform/auth";
import { type Ctx, inTx, trueRandom } from "#platform/ctx";
import { performer } from "#platform/http";
import { shownMessages } from "#platform/notify";
import { fill, joinSlots } from "#platform/slots";
import { at, dbTest } from "#platform/testing";
import { mergeByCode, mergeOwn } from "../merging/merge.ts";
import { noticesOf } from "../notices/notify.ts";
import { sendCodeLetter } from "../notices/send.ts";
import { operations } from "../routes.ts";
import { aChild, aDocument, aResident, type Made } from "../testing.ts";
import { endGuardianshipsByAge, tellFourteenth } from "./birthdays.ts";
import { forgetFamilyCodes } from "./code-store.ts";
import { aSitting } from "./testing.ts";

const city = performer(operations, { checkAnswers: true });
const noon = "2026-06-12T04:00:00Z";
const withMerge = (ctx: Ctx): Ctx => ({ ...ctx, slots: joinSlots([fill(personMerge, mergeOwn)]) });

interface Relation {
  id: string;
  name: string | null;
  otherGuardians: (string | null)[];
  can: string[];
}
interface Family {
  wards: Relation[];
  agents: Relation[];
}
interface Code {
  code: string;
  expiresAt: string;
}

/** A mother with a child of this age, a father beside her; each with a session. */
async function aFamily(base: Ctx, born = "2018-05-20") {
  const ctx = withMerge(base);
  const made = await inTx({ ...ctx, clock: at(noon) }, async (inner) => {
    const mother = await aResident(inner, { name: "阿依努尔" });
    const father = await aResident(inner, { name: "艾山" });
    return { mother, father, child: await aChild(inner, mother, { born }) };
  });
  const sits = (who: Made) => aSitting(city, ctx, who, noon);
  return { ctx, ...made, sits, atMother: await sits(made.mother), atFather: await sits(made.father) };
}

type Sitting = Awaited<ReturnType<typeof aSitting>>;

const codeOf = (sitting: Sitting, relation: string, opens: string, instant = noon) =>
  sitting.call<Code>("people.make-family-code", { params: { id: relation }, body: { opens } }, instant);
const join = (sitting: Sitting, code: string, as: string, instant = noon) =>
  sitting.call("people.join-family", { body: { code, as, consent: true } }, instant);
const told = async (ctx: Ctx, account: string) =>
  (await noticesOf(ctx, account, { after: undefined, limit: 20 })).items.map(({ text }) => text).join("\n");

dbTest("a second guardian joins by the code the first one gives; both act, either leaves", async (given) => {
  const { ctx, mother, father, child, atMother, atFather } = await aFamily(given.ctx);
  const { code, expiresAt } = await codeOf(atMother, child.relation, "guardianship");
  assert.equal(expiresAt, "2026-06-13T04:00:00Z");
  await assert.rejects(
    atFather.call("people.join-family", { body: { code, as: "guardian", consent: false } }),
    { id: "input.invalid" },
  );
  await join(atFather, ` ${code.toLowerCase().replace("-", " ")}`, "guardian");
  const { wards } = await atFather.call<Family>("people.family", {});
  assert.deepEqual(
    wards.map(({ otherGuardians, can }) => [otherGuardians, can]),
    [[["阿依努尔"], ["act", "end"]]],
    "no third one is invited",
  );
  assert.match(await told(ctx, mother.account), /艾山 成为 艾力·艾山 的第二位监护人/);
  assert.match(await told(ctx, child.account), /艾山 成为/);

  await atFather.call("people.act-for", { body: { relation: wards[0]?.id } });
  assert.equal((await atFather.whoIs())?.onBehalfOf?.subject, child.subject);
  assert.equal((await atFather.call<{ born: string }>("people.me", {})).born, "2018-05-20");

  await atMother.call("people.end-relation", { params: { id: child.relation }, body: {} });
  assert.match(await told(ctx, father.account), /阿依努尔 不再是 艾力·艾山 的监护人/);
  await assert.rejects(atFather.call("people.end-relation", { params: { id: wards[0]?.id }, body: {} }), {
    id: "relation.last-guardian",
  });
  const { detail } = await given.db.one<{ detail: object }>`
    select detail from platform.audit where what = 'family-code.made' and actor = ${mother.subject}`;
  assert.deepEqual(detail, { opens: "guardianship" });
});

dbTest(
  "a code is used once, by the next day, for what it is, and while its giver is guardian",
  async (given) => {
    const { child, mother, father, atMother, atFather, sits } = await aFamily(given.ctx);
    const wrong = { id: "family-code.wrong" };
    const first = await codeOf(atMother, child.relation, "guardianship");
    const second = await codeOf(atMother, child.relation, "guardianship");
    await assert.rejects(join(atFather, first.code, "guardian"), wrong, "the new one takes its place");
    await assert.rejects(join(atFather, second.code, "oneself"), wrong);
    await assert.rejects(join(atFather, second.code, "guardian", "2026-06-13T04:00:00Z"), wrong);
    await assert.rejects(join(atMother, second.code, "guardian"), { id: "guardian.already" });
    await join(atFather, second.code, "guardian");
    const stranger = await sits(await inTx(given.ctx, (inner) => aResident(inner)));
    await assert.rejects(join(stranger, second.code, "guardian"), wrong);
    await assert.rejects(codeOf(atMother, child.relation, "guardianship"), { id: "guardian.full" });
    await assert.rejects(codeOf(atFather, child.relation, "guardianship"), { id: "forbidden" });
    await assert.rejects(codeOf(atMother, child.relation, "own-sign-in"), { id: "own-sign-in.too-young" });

    const { db } = given;
    await db.run`update people.relation set ended_at = ${noon} where ward = ${child.account} and agent = ${father.account}`;
    const third = await codeOf(atMother, child.relation, "guardianship");
    await db.run`update people.relation set ended_at = ${noon} where ward = ${child.account} and agent = ${mother.account}`;
    await assert.rejects(join(stranger, third.code, "guardian"), wrong);
    await inTx(given.ctx, (inner) => forgetFamilyCodes(inner.db, at("2026-06-14T04:00:00Z")()));
    assert.deepEqual(await db.many`select 1 from people.family_code where ward = ${child.account}`, []);
  },
);

dbTest(
  "of two who join at once with a guardian there, and of two with one code, one becomes guardian",
  async (given) => {
    const { db, ctx } = given;
    const { child, atMother, sits } = await aFamily(ctx);
    const { code } = await codeOf(atMother, child.relation, "guardianship");
    const both = await Promise.all(
      [1, 2, 3].map(async () => sits(await inTx(ctx, (inner) => aResident(inner)))),
    );
    const joined = await Promise.allSettled(both.map((one) => join(one, code, "guardian")));
    assert.equal(joined.filter(({ status }) => status === "fulfilled").length, 1);
    const { count } = await db.one<{ count: number }>`
    select count(*)::int as count from people.relation where ward = ${child.account} and ended_at is null`;
    assert.equal(count, 2);
  },
);

dbTest("a second guardian is asked for a name first, and the code is good for it", async ({ ctx }) => {
  const { child, atMother, sits } = await aFamily(ctx);
  const nameless = await sits(await inTx(ctx, (inner) => aResident(inner, { name: null })));
  const { code } = await codeOf(atMother, child.relation, "guardianship");
  await assert.rejects(join(nameless, code, "guardian"), { id: "guardian.name-first", next: "/my/account" });
  await nameless.call("people.change-account", { body: { name: "艾山", locale: "zh-CN" } });
  await join(nameless, code, "guardian");
});

dbTest("nobody under age is a guardian, also of a child added by themself", async ({ ctx }) => {
  const { child, atMother, sits } = await aFamily(ctx);
  const young = await sits(
    await inTx(ctx, (inner) => aResident(inner, { born: "2010-01-01", phone: "+8613900006001" })),
  );
  const { code } = await codeOf(atMother, child.relation, "guardianship");
  await assert.rejects(join(young, code, "guardian"), { id: "guardian.under-age" });
  const input = { body: { name: "小明", born: "2020-01-01", consent: true } };
  await assert.rejects(young.call("people.add-child", input), { id: "guardian.under-age" });
});

dbTest("from 14 on: own phone, own agreement; the guardian books and no longer reads", async (given) => {
  const { ctx, mother, child, sits, atMother } = await aFamily(given.ctx, "2012-06-12");
  const phone = "+8613900006002";
  const young = await inTx({ ...ctx, clock: at(noon) }, (inner) => aResident(inner, { name: null, phone }));
  const atYoung = await sits(young);
  const relation = child.relation;

  await atMother.call("people.act-for", { body: { relation } });
  const document = {
    kind: "passport",
    number: "N1234567",
    country: "KAZ",
    born: "2012-06-12",
    name: "艾力",
    consent: true,
  };
  await assert.rejects(atMother.call("people.add-document", { body: document }), {
    id: "own-consent.needed",
  });
  const preferences = { body: { languages: ["ug"], audiences: [], consent: false } };
  await assert.rejects(atMother.call("people.change-preferences", preferences), { id: "own-consent.needed" });
  await atMother.call("people.messages", {});

  const { code } = await codeOf(atMother, relation, "own-sign-in");
  const others = await inTx({ ...ctx, clock: at(noon) }, async (inner) => {
    const aunt = await aResident(inner, { name: "古丽" });
    const known = await aResident(inner, { name: null });
    await aDocument(inner, known, { name: "艾力·艾山" });
    return [mother, aunt, known];
  });
  for (const other of others)
    await assert.rejects(join(await sits(other), code, "oneself"), { id: "own-sign-in.other-person" });
  await join(atYoung, code, "oneself");
  const me = await atYoung.call<{ name: string; born: string; phone: string }>("people.me", {});
  assert.deepEqual([me.name, me.born, me.phone], ["艾力·艾山", "2012-06-12", "139****6002"]);
  const { agreedVersion } = await given.db.one<{ agreedVersion: string }>`
    select agreed_version from people.account where id = ${child.account}`;
  assert.equal(agreedVersion, "2026-11-30");
  assert.match(await told(ctx, mother.account), /已用自己的手机登录/);
  assert.match(await told(ctx, child.account), /由自己管理账户/);

  assert.equal((await atMother.whoIs())?.onBehalfOf?.servicesOnly, true, "at once, in the open session");
  for (const own of ["people.messages", "people.export", "people.my-pass", "people.acted-for-me"])
    await assert.rejects(atMother.call(own, {}), { id: "forbidden" }, own);
  const guardianDocument = { body: { consent: true } };
  await assert.rejects(atMother.call("people.add-guardian-document", guardianDocument), { id: "forbidden" });
  await assert.rejects(atMother.call("people.erase", { body: { understood: true } }), { id: "forbidden" });
  await assert.rejects(codeOf(atMother, relation, "own-sign-in"), { id: "own-sign-in.has-phone" });

  await inTx(await atYoung.asMe(), (inner) =>
    aDocument(inner, { actor: inner.actor }, { name: "艾力·艾山" }),
  );
  const family = await atYoung.call<Family>("people.family", {});
  assert.deepEqual(
    family.agents.map(({ name, can }) => [name, can]),
    [["阿依努尔", []]],
    "the guardian stays guardian until eighteen",
  );
});

dbTest(
  "under 14 nobody signs in alone, also where a counter joined the child with a phone",
  async ({ ctx }) => {
    const phone = "13900006003";
    await inTx({ ...ctx, clock: at(noon) }, (inner) =>
      aResident(inner, { born: "2012-06-13", phone: `+86${phone}` }),
    );
    const signIn = async (instant: string) => {
      const messenger = shownMessages(at(instant));
      const now = { ...ctx, clock: at(instant), random: trueRandom, messenger };
      const asked = await city.perform(now, "people.ask-code", { body: { phone } }, null);
      const { attempt } = asked as { attempt: string };
      await sendCodeLetter(now, { attempt });
      const code = /\d{6}/.exec(messenger.list()[0]?.text ?? "")?.[0] ?? "";
      return city.perform(now, "people.sign-in", { body: { attempt, code } }, null);
    };
    await assert.rejects(signIn("2026-06-12T15:00:00Z"), { id: "sign-in.under-age" });
    assert.ok(await signIn("2026-06-12T16:30:00Z"), "on the birthday in the city");
  },
);

dbTest("both birthdays are told once, and at 18 the guardianship is over", async (given) => {
  const { ctx, mother, child } = await aFamily(given.ctx, "2012-06-13");
  const on = (instant: string, job: (inner: Parameters<typeof tellFourteenth>[0]) => Promise<unknown>) =>
    inTx({ ...ctx, clock: at(instant) }, job);
  await on("2026-06-12T15:59:00Z", tellFourteenth);
  assert.equal(await told(ctx, mother.account), "");
  await on("2026-06-12T16:00:00Z", tellFourteenth);
  await on("2026-06-15T16:00:00Z", tellFourteenth);
  assert.deepEqual((await told(ctx, mother.account)).match(/已满 14 周岁/g)?.length, 1);
  assert.equal(await told(ctx, child.account), "", "who cannot sign in is told through the guardian");

  await on("2030-06-12T15:59:00Z", endGuardianshipsByAge);
  assert.doesNotMatch(await told(ctx, mother.account), /18/);
  await on("2030-06-12T16:00:00Z", endGuardianshipsByAge);
  await on("2030-06-12T16:05:00Z", endGuardianshipsByAge);
  assert.equal((await told(ctx, mother.account)).match(/艾力·艾山 已满 18 周岁/g)?.length, 1);
  assert.match(await told(ctx, child.account), /您已满 18 周岁/);
  const ended = await given.db.many`
    select target, detail from platform.audit where what = 'relation.ended-by-age' and subject = ${child.subject}`;
  assert.deepEqual(ended, [{ target: child.relation, detail: { kind: "guardian" } }]);
});

dbTest("two accounts of one child become one with both guardians, and never with three", async (given) => {
  const { ctx, mother, father } = await aFamily(given.ctx);
  const at12 = { ...ctx, clock: at(noon) };
  const born = "2019-01-01";
  const { ofMother, ofFather, ofAunt } = await inTx(at12, async (inner) => ({
    ofMother: await aChild(inner, mother, { born }),
    ofFather: await aChild(inner, father, { born }),
    ofAunt: await aChild(inner, await aResident(inner), { born }),
  }));
  const join = (from: { subject: string }) =>
    inTx(at12, (inner) => mergeByCode(inner, { from: from.subject, into: ofMother.subject }));
  await join(ofFather);
  const rows = await given.db.many<{ agent: string; guardianPlace: number }>`
    select agent, guardian_place from people.relation
     where ward = ${ofMother.account} and ended_at is null order by guardian_place`;
  assert.deepEqual(rows, [
    { agent: mother.account, guardianPlace: 1 },
    { agent: father.account, guardianPlace: 2 },
  ]);
  await assert.rejects(join(ofAunt), { id: "merge.guardians" });
});
