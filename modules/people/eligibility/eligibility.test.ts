import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx, type TxCtx, trueRandom } from "#platform/ctx";
import { sql } from "#platform/db";
import {
  type EligibilityAnswer,
  type EligibilityQuestion,
  openEligibility,
  simulatedEligibility,
} from "#platform/eligibility";
import type { Problem } from "#platform/errors";
import { performer } from "#platform/http";
import { signedHeaders } from "#platform/signed";
import { at, dbTest, somebodyWaits } from "#platform/testing";
import { showByGuardian } from "../identity/desk/at-desk.ts";
import { noticesOf } from "../notices/notify.ts";
import { forgetAged } from "../privacy/aged.ts";
import { operations } from "../routes.ts";
import { aCardNumber, aChild, aDocument, aResident, aStaff, type Made } from "../testing.ts";
import { answerAsk } from "./ask.ts";
import { type CheckInput, checkNow } from "./checks.ts";
import { qualified } from "./qualified.ts";
import { moveEligibility } from "./store.ts";
import { aCheck, aDecision, aRecordedWay, lending } from "./testing.ts";

const city = performer(operations, { checkAnswers: true });
const noon = "2026-06-12T04:00:00Z";
const make = <R>(ctx: Ctx, work: (inner: TxCtx) => Promise<R>) => inTx(ctx, work);
const world = (base: Ctx, instant = noon): Ctx => ({ ...base, clock: at(instant), random: trueRandom });

async function as<A>(ctx: Ctx, { actor }: Pick<Made, "actor">, operation: string, input: object): Promise<A> {
  return (await city.perform({ ...ctx, actor }, operation, input, null)) as A;
}
const idOf = (problem: Promise<unknown>) =>
  problem.then(
    () => "none",
    (error: Problem) => error.id,
  );

interface Own {
  under14: boolean;
  checks: {
    code: string;
    standing: string;
    explain: string;
    notAsked: string | null;
    askFrom: string | null;
    decision: string | null;
    appeal: { dueOn: string; outcome: string | null; answer: string | null } | null;
    can: string[];
  }[];
  consents: { at: string; by: string; withdrawnAt: string | null }[];
  looks: { what: string; by: string | null }[];
}

/** A library with a rule, its clerk and manager, and a reader with a document. */
async function library(ctx: Ctx, differs: Partial<CheckInput> = {}, name = "李梅") {
  return make(ctx, async (inner) => {
    const { id: organisation } = await anOrganisation(inner);
    const { code } = await aCheck(inner, organisation, differs);
    const staff = { organisationId: organisation };
    const clerk = await aStaff(inner, { ...staff, role: "clerk", name: "张柜台" });
    const manager = await aStaff(inner, { ...staff, role: "manager", name: "王馆长" });
    const reader = await aResident(inner, { name });
    const document = await aDocument(inner, reader, { name });
    return { organisation, code, clerk, manager, reader, document, name };
  });
}
type Library = Awaited<ReturnType<typeof library>>;

const question = ({ code, document, name }: Library, differs = {}) => ({
  params: { check: code },
  body: { document: document.id, number: document.number, name, consent: true, ...differs },
});
const ask = (ctx: Ctx, at: Library, differs = {}) =>
  as<{ id: string }>(ctx, at.reader, "people.ask-eligibility", question(at, differs));
const own = async (ctx: Ctx, { reader, code }: Pick<Library, "reader" | "code">) => {
  const view = await as<Own>(ctx, reader, "people.eligibility", {});
  const check = view.checks.find((one) => one.code === code);
  assert.ok(check);
  return { ...view, check };
};
/** Asked, and the job has run. */
async function asked(ctx: Ctx, at: Library): Promise<string> {
  const { id } = await ask(ctx, at);
  await answerAsk(ctx, { ask: id });
  return id;
}
const onPerson = ({ reader, code, organisation }: Library, body: object) => ({
  params: { subject: reader.subject, check: code },
  body: { organisation, ...body },
});
const record = (ctx: Ctx, at: Library, body = {}) =>
  as(
    ctx,
    at.clerk,
    "people.record-eligibility",
    onPerson(at, { way: "deposit", seen: true, sentence: null, ...body }),
  );

async function queueOf(ctx: Ctx, { manager, organisation }: Pick<Library, "manager" | "organisation">) {
  const { items } = await as<{
    items: { id: string; against: string; words: string; overdue: boolean; outcome: string | null }[];
  }>(ctx, manager, "people.eligibility-appeals", { query: { organisation } });
  return items;
}

/** Providers that answer as told; what they were asked. */
function told(answer: EligibilityAnswer) {
  const questions: EligibilityQuestion[] = [];
  const eligibility: Ctx["eligibility"] = {
    ...simulatedEligibility,
    ask: async (_provider, one) => {
      questions.push(one);
      return answer;
    },
  };
  return { eligibility, questions };
}

async function everything(db: Ctx["db"]): Promise<string> {
  const tables = await db.many<{ place: string }>`
    select format('%I.%I', n.nspname, c.relname) as place from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname in ('people', 'platform', 'graphile_worker')`;
  const all: string[] = [];
  for (const { place } of tables) {
    const rows = await db.many<{ text: string }>`select t::text as text from ${sql.raw(place)} t`;
    all.push(...rows.map(({ text }) => text));
  }
  return all.join("\n");
}

dbTest("asked with consent, yes, withdrawn: the yes ends at once", async ({ db, ctx: base }) => {
  const { eligibility, questions } = told({ answer: "yes", validUntil: null });
  const ctx = { ...world(base), eligibility };
  const here = await library(ctx);
  assert.equal((await own(ctx, here)).check.standing, "none");
  const { id } = await ask(ctx, here);
  assert.equal((await own(ctx, here)).check.standing, "waiting");
  assert.equal(await idOf(ask(ctx, here)), "eligibility.waiting");
  await answerAsk(ctx, { ask: id });
  await answerAsk(ctx, { ask: id }); // a job may come twice
  assert.deepEqual(questions, [
    {
      id,
      check: here.code,
      person: { name: "李梅", kind: "resident-id", number: here.document.number, country: null },
      consent: { at: noon, wording: "2026-11-29" },
    },
  ]);
  const { check, consents } = await own(ctx, here);
  assert.deepEqual([check.standing, check.can], ["yes", ["withdraw"]]);
  assert.match(check.explain, /信用服务机构答复：符合。有效到 2027年6月12日/);
  assert.deepEqual(await qualified(ctx, here.reader.subject, here.code), {
    qualified: true,
    until: "2027-06-12T04:00:00Z",
  });
  assert.deepEqual(consents, [{ ...consents[0], at: noon, by: "self", withdrawnAt: null }]);
  assert.equal(await idOf(ask(ctx, here)), "eligibility.standing", "nobody is asked again while it stands");
  const { items } = await noticesOf(ctx, here.reader.account, { after: undefined, limit: 5 });
  assert.equal(items.length, 1);
  assert.doesNotMatch(items[0]?.text ?? "", /符合|不符/, "a phone shows no result");

  const later = { ...ctx, clock: at("2026-06-13T04:00:00Z") };
  const withdrawal = { params: { check: here.code }, body: {} };
  await as(later, here.reader, "people.withdraw-eligibility", withdrawal);
  const answer = await qualified(later, here.reader.subject, here.code);
  assert.equal(answer.qualified, false);
  assert.deepEqual(!answer.qualified && [answer.reason, answer.ways.map(({ name }) => name)], [
    "withdrawn",
    ["交押金", "保证人"],
  ]);
  assert.equal((await own(later, here)).consents[0]?.withdrawnAt, "2026-06-13T04:00:00Z");
  assert.equal(
    await idOf(as(later, here.reader, "people.withdraw-eligibility", withdrawal)),
    "eligibility.nothing-asked",
  );

  const log = await db.many<{ what: string; detail: object }>`
    select what, detail from platform.audit where kind = 'eligibility' and target = ${id} order by seq`;
  assert.deepEqual(
    log.map(({ what }) => what),
    ["eligibility.asked", "eligibility.answered", "eligibility.withdrawn"],
  );
  assert.doesNotMatch(JSON.stringify(log), /yes|met/, "the log is kept for ever and says no result");
  const news = await db.many<{ payload: object }>`
    select payload from platform.outbox where type = 'eligibility.changed' and payload->>'subject' = ${here.reader.subject}`;
  assert.deepEqual(
    news.map(({ payload }) => payload),
    Array(2).fill({ subject: here.reader.subject, check: here.code }),
  );
  assert.ok(!(await everything(db)).includes(here.document.number), "nobody keeps the number");
});

dbTest(
  "a no says why and how else; another way at the counter is a yes; the counter sees no no",
  async ({ ctx: base }) => {
    const ctx = world(base);
    const here = await library(ctx, {}, "李不符");
    await asked(ctx, here);
    const { check } = await own(ctx, here);
    assert.deepEqual([check.standing, check.can], ["no", ["withdraw", "appeal"]]);
    assert.match(check.explain, /不符合这条规则.*不保存分数.*2026年7月12日/s);
    const answer = await qualified(ctx, here.reader.subject, here.code);
    assert.equal(!answer.qualified && answer.explain, check.explain);

    const look = () =>
      as<{ checks: { code: string; until: string | null; can: string[] }[] }>(
        ctx,
        here.clerk,
        "people.look-at-eligibility",
        { params: { subject: here.reader.subject }, body: { organisation: here.organisation } },
      );
    const seen = await look();
    assert.doesNotMatch(JSON.stringify(seen), /not-met|不符合|waiting/);
    assert.deepEqual(
      seen.checks.map(({ until, can }) => [until, can]),
      [[null, ["record"]]],
    );
    assert.equal(await idOf(record(ctx, here, { seen: false })), "input.invalid");
    assert.equal(await idOf(record(ctx, here, { way: "no-such" })), "input.invalid");
    await record(ctx, here, { sentence: "收据 A-17。" });
    assert.equal((await qualified(ctx, here.reader.subject, here.code)).qualified, true);
    const after = await own(ctx, here);
    assert.deepEqual([after.check.standing, after.check.can], ["yes", []], "there is no consent to withdraw");
    assert.match(after.check.explain, /已在服务点用“交押金”登记.*收据 A-17。/);
    assert.deepEqual(
      after.looks.map(({ what, by }) => [what, by]),
      [
        ["在柜台为您登记资格", "张柜台"],
        ["在柜台查看您的资格", "张柜台"],
      ],
    );
    assert.deepEqual(
      (await look()).checks.map(({ can }) => can),
      [["record", "end"]],
    );

    const end = () =>
      as(ctx, here.clerk, "people.end-eligibility", onPerson(here, { sentence: "押金已退还。" }));
    await end();
    assert.equal(await idOf(end()), "eligibility.nothing-recorded");
    const ended = await own(ctx, here);
    assert.match(ended.check.explain, /押金已退还/);
    assert.deepEqual(ended.check.can, ["appeal"], "the no is not asked about again before its day");
  },
);

dbTest(
  "a no that is withdrawn is not asked about again before its day, kept as long, and void after an appeal",
  async ({ ctx: base }) => {
    const ctx = world(base);
    const here = await library(ctx, { againDays: 200 }, "李不符");
    await asked(ctx, here);
    const withdrawal = { params: { check: here.code }, body: {} };
    await as(ctx, here.reader, "people.withdraw-eligibility", withdrawal);
    const { check } = await own(ctx, here);
    assert.deepEqual(
      [check.standing, check.notAsked, check.askFrom],
      ["withdrawn", "eligibility.again-later", "2026-12-29"],
    );
    await assert.rejects(ask(ctx, here), { id: "eligibility.again-later", data: { until: "2026-12-29" } });
    const dayBefore = { ...ctx, clock: at("2026-12-29T03:59:59Z") };
    await forgetAged(dayBefore);
    assert.equal(await idOf(ask(dayBefore, here)), "eligibility.again-later");
    assert.equal(await idOf(ask({ ...ctx, clock: at("2026-12-29T04:00:00Z") }, here)), "none");

    const wronged = await library(ctx, { validDays: 10, againDays: 200 }, "李不符");
    const wrong = await asked(ctx, wronged);
    await as(ctx, wronged.reader, "people.appeal", { params: { id: wrong }, body: { words: "弄错了。" } });
    await as(ctx, wronged.reader, "people.withdraw-eligibility", {
      ...withdrawal,
      params: { check: wronged.code },
    });
    const [waiting] = await queueOf(ctx, wronged);
    await as(ctx, wronged.manager, "people.answer-appeal", {
      params: { id: waiting?.id },
      body: { outcome: "changed", answer: "改为符合。" },
    });
    const over = { ...ctx, clock: at("2026-06-22T04:00:00Z") };
    assert.deepEqual((await own(over, wronged)).check.can, ["ask"]);
  },
);

dbTest("two questions at once: one is asked; without the guard more are", async ({ db, ctx: base }) => {
  const ctx = world(base);
  const race = async () => {
    const here = await library(ctx);
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => ask(ctx, here)));
    const { rows } = await db.one<{ rows: number }>`
      select count(*)::int as rows from people.eligibility where account = ${here.reader.account}`;
    return { rows, won: results.filter(({ status }) => status === "fulfilled").length };
  };
  assert.deepEqual(await race(), { rows: 1, won: 1 });
  await db.run`drop index people.eligibility_standing`;
  const here = await library(ctx);
  await Promise.all([1, 2].map(() => make(ctx, (inner) => askedWithoutLooking(inner, here))));
  const { rows } = await db.one<{ rows: number }>`
    select count(*)::int as rows from people.eligibility where account = ${here.reader.account}`;
  await db.run`delete from people.eligibility where account = ${here.reader.account}`;
  await db.run`create unique index eligibility_standing on people.eligibility (account, code) where ended_at is null`;
  assert.equal(rows, 2, "the guard is what keeps one question to one person and rule");
});

/** What the command writes, without leaving out what stands: that names the guard. */
async function askedWithoutLooking({ db, clock }: TxCtx, { reader, code }: Library): Promise<number> {
  return db.run`
    insert into people.eligibility (id, account, check_id, code, begun_at, consent_version, consent_by, sealed)
    select gen_random_uuid(), ${reader.account}, id, code, ${clock()}, 'test', 'self', '\\x00' from people.eligibility_check where code = ${code}`;
}

dbTest("an outage is what the rule says, and says nothing about the person", async ({ ctx: base }) => {
  const ctx = { ...world(base), ...told({ answer: "unavailable" }) };
  const later = await library(ctx);
  await asked(ctx, later);
  const { check } = await own(ctx, later);
  assert.deepEqual([check.standing, check.can], ["unreachable", ["ask"]]);
  await asked(ctx, later);

  const bridged = await library(ctx, { outage: "grant-until", grantDays: 7 });
  await asked(ctx, bridged);
  assert.deepEqual(await qualified(ctx, bridged.reader.subject, bridged.code), {
    qualified: true,
    until: "2026-06-19T04:00:00Z",
  });
  assert.match((await own(ctx, bridged)).check.explain, /暂时联系不上信用服务机构/);
  const weekAfter = { ...ctx, clock: at("2026-06-19T04:00:00Z") };
  assert.equal((await qualified(weekAfter, bridged.reader.subject, bridged.code)).qualified, false);
  await asked(weekAfter, bridged);
  assert.equal((await own(weekAfter, bridged)).check.standing, "unreachable", "bridged once");

  const ways = await library(ctx, { outage: "other-ways-only" });
  await asked(ctx, ways);
  assert.equal((await own(ctx, ways)).check.notAsked, "eligibility.other-ways");
  assert.equal(await idOf(ask(ctx, ways)), "eligibility.other-ways");
  await record(ctx, ways);
  assert.equal((await qualified(ctx, ways.reader.subject, ways.code)).qualified, true);
});

dbTest("a score that a provider sends is kept nowhere and decides nothing", async ({ db, ctx: base, t }) => {
  const ctx = world(base);
  const server = createServer(async (request, response) => {
    const { id } = JSON.parse(await text(request)) as { id: string };
    const said = JSON.stringify({ id, answer: "yes", validUntil: null, score: 76543 });
    response.writeHead(200, signedHeaders("shared", said, ctx.clock())).end(said);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  t.after(() => server.close());
  const address = server.address();
  assert.ok(address && typeof address === "object");
  const troubles: string[] = [];
  const eligibility = openEligibility(
    {
      mode: "production",
      eligibilityProviders: `credit=http://127.0.0.1:${address.port}/`,
      eligibilitySecrets: "credit=shared",
    },
    ctx.clock,
    (reason) => troubles.push(reason),
  );
  const here = await library(ctx);
  await asked({ ...ctx, eligibility }, here);
  assert.equal((await own(ctx, here)).check.standing, "unreachable");
  assert.deepEqual(troubles, [
    "the eligibility provider gave an answer that is not a yes or a no and nothing else",
  ]);
  assert.ok(!(await everything(db)).includes("76543"));
});

dbTest(
  "nobody asks about a stranger, without consent, or where nobody can be asked",
  async ({ ctx: base }) => {
    const ctx = world(base);
    const here = await library(ctx);
    assert.equal(await idOf(ask(ctx, here, { consent: false })), "input.invalid");
    assert.equal(await idOf(ask(ctx, here, { number: aCardNumber() })), "confirm.other-number");
    const stranger = await make(ctx, (inner) => aResident(inner));
    assert.equal(
      await idOf(as(ctx, stranger, "people.ask-eligibility", question(here))),
      "not-found",
      "a document of somebody else",
    );
    assert.equal((await own(ctx, here)).check.standing, "none", "nothing was kept");
    const shown = await library(ctx, { level: 2 });
    assert.equal(await idOf(ask(ctx, shown)), "eligibility.level");
    const alone = { ...ctx, eligibility: { ...ctx.eligibility, connected: [] } };
    assert.equal(await idOf(ask(alone, here)), "eligibility.nobody");
    const put = (differs: object) =>
      make(ctx, (inner) => aCheck(inner, here.organisation, { code: here.code, ...differs }));
    await put({ retired: true });
    assert.equal(await idOf(ask(ctx, here)), "eligibility.retired");
    const helper = { ...stranger.actor, onBehalfOf: { ...here.reader, as: "helper" as const } };
    assert.equal(
      await idOf(as(ctx, { actor: helper }, "people.ask-eligibility", question(here))),
      "forbidden",
    );
    assert.equal(await idOf(as(ctx, { actor: helper }, "people.eligibility", {})), "forbidden");
  },
);

dbTest(
  "a child: the guardian consents and hears; too young is not asked; other ways are open",
  async ({ ctx: base }) => {
    const ctx = world(base);
    const here = await library(ctx, { fromAge: 0 });
    const { child, id, number } = await make(ctx, async (inner) => {
      const child = await aChild(inner, here.reader, { born: "2015-06-13", name: "小明" });
      return { child, ...(await aDocument(inner, child, { name: "小明" })) };
    });
    const asGuardian = { actor: child.actor };
    const asks = { ...question(here), body: { document: id, number, name: "小明", consent: true } };
    await answerAsk(ctx, {
      ask: (await as<{ id: string }>(ctx, asGuardian, "people.ask-eligibility", asks)).id,
    });
    const view = await as<Own>(ctx, asGuardian, "people.eligibility", {});
    assert.equal(view.under14, true);
    assert.deepEqual(
      view.consents.map(({ by }) => by),
      ["guardian"],
    );
    assert.equal((await qualified(ctx, child.subject, here.code)).qualified, true);
    assert.equal((await own(ctx, here)).check.standing, "none", "the guardian's own is another matter");

    const grown = await library(ctx, { fromAge: 18 });
    const tooYoung = { ...question(grown), body: asks.body };
    assert.equal(
      await idOf(as(ctx, asGuardian, "people.ask-eligibility", tooYoung)),
      "eligibility.too-young",
    );
    const { seventeen, own17 } = await make(ctx, async (inner) => {
      const seventeen = await aResident(inner);
      const number = aCardNumber({ born: "2008-06-13" });
      return { seventeen, own17: await aDocument(inner, seventeen, { number }) };
    });
    const byOwnCard = {
      ...question(grown),
      body: { ...asks.body, document: own17.id, number: own17.number },
    };
    assert.equal(
      await idOf(as(ctx, seventeen, "people.ask-eligibility", byOwnCard)),
      "eligibility.too-young",
      "the card tells the age of somebody with a phone of their own",
    );
    await ctx.db.run`update people.account set born = null where id = ${seventeen.account}`;
    assert.equal(
      await idOf(as(ctx, seventeen, "people.ask-eligibility", byOwnCard)),
      "eligibility.too-young",
      "also where it was added before days of birth were taken from it",
    );
    await record(ctx, { ...grown, reader: child });
    assert.equal((await qualified(ctx, child.subject, grown.code)).qualified, true);

    const small = await make(ctx, async (inner) => {
      const other = await aChild(inner, here.reader, { born: "2020-01-01" });
      await inner.db.run`update people.account set level = 2 where id = ${here.reader.account}`;
      const clerk = { ...inner, actor: here.clerk.actor };
      const shown = await showByGuardian(clerk, other.subject, {
        relation: other.relation,
        seen: true,
        consent: true,
      });
      return { actor: other.actor, document: shown.id };
    });
    const byGuardian = { ...asks, body: { ...asks.body, document: small.document } };
    assert.equal(await idOf(as(ctx, small, "people.ask-eligibility", byGuardian)), "confirm.own-document");
  },
);

dbTest(
  "an appeal is answered by its day, in words, by somebody else; a change is a yes",
  async ({ ctx: base }) => {
    const ctx = world(base);
    const here = await library(ctx, {}, "李不符");
    const id = await asked(ctx, here);
    const appeal = { params: { id }, body: { words: " 我一直按时还书。 " } };
    assert.deepEqual(await as(ctx, here.reader, "people.appeal", appeal), { dueOn: "2026-06-27" });
    assert.equal(await idOf(as(ctx, here.reader, "people.appeal", appeal)), "appeal.made");
    const other = await make(ctx, (inner) => aResident(inner));
    assert.equal(await idOf(as(ctx, other, "people.appeal", appeal)), "not-found");
    const queue = (instant = noon) => queueOf({ ...ctx, clock: at(instant) }, here);
    const [waiting] = await queue();
    assert.deepEqual(
      [waiting?.against, waiting?.words, waiting?.overdue, waiting?.outcome],
      ["not-met", "我一直按时还书。", false, null],
    );
    assert.equal((await queue("2026-06-28T04:00:00Z"))[0]?.overdue, true);
    const answer = { params: { id: waiting?.id }, body: { outcome: "changed", answer: "核对后改为符合。" } };
    assert.equal(await idOf(as(ctx, here.clerk, "people.answer-appeal", answer)), "forbidden");
    const elsewhere = await library(ctx);
    assert.equal(await idOf(as(ctx, elsewhere.manager, "people.answer-appeal", answer)), "forbidden");
    await as(ctx, here.manager, "people.answer-appeal", answer);
    assert.equal(await idOf(as(ctx, here.manager, "people.answer-appeal", answer)), "appeal.answered");
    const { check } = await own(ctx, here);
    assert.deepEqual([check.standing, check.can], ["yes", []]);
    assert.match(check.explain, /申诉后改为符合.*核对后改为符合。/s);
    assert.equal((await qualified(ctx, here.reader.subject, here.code)).qualified, true);

    // What staff have ended can be appealed against, and is answered by somebody else.
    const ended = await library(ctx);
    const recorded = onPerson(ended, { way: "deposit", seen: true, sentence: null });
    await as(ctx, ended.manager, "people.record-eligibility", recorded);
    await as(ctx, ended.manager, "people.end-eligibility", onPerson(ended, { sentence: "登记有误。" }));
    const { decision } = (await own(ctx, ended)).check;
    await as(ctx, ended.reader, "people.appeal", { ...appeal, params: { id: decision } });
    const [against] = await queueOf(ctx, ended);
    assert.equal(against?.against, "ended");
    const kept = { params: { id: against?.id }, body: { outcome: "kept", answer: "押金已退。" } };
    assert.equal(await idOf(as(ctx, ended.manager, "people.answer-appeal", kept)), "appeal.own-decision");
    const second = await make(ctx, (inner) =>
      aStaff(inner, { organisationId: ended.organisation, role: "manager" }),
    );
    await as(ctx, second, "people.answer-appeal", kept);
    assert.deepEqual((await own(ctx, ended)).check.appeal, {
      words: "我一直按时还书。",
      dueOn: "2026-06-27",
      outcome: "kept",
      answer: "押金已退。",
    });
  },
);

dbTest(
  "a change on appeal gives what the rule gives, also where a shorter yes stands",
  async ({ ctx: base }) => {
    const ctx = { ...world(base), ...told({ answer: "no", reason: "not-met" }) };
    const changed = async (days: number) => {
      const here = await library(ctx, { validDays: 60 });
      const id = await asked(ctx, here);
      await as(ctx, here.reader, "people.appeal", { params: { id }, body: { words: "请再看看。" } });
      await as(ctx, here.reader, "people.withdraw-eligibility", { params: { check: here.code }, body: {} });
      await make(ctx, (inner) => aDecision(inner, here.reader, here.code, "yes", days));
      const [waiting] = await queueOf(ctx, here);
      const body = { outcome: "changed", answer: "改为符合。" };
      await as(ctx, here.manager, "people.answer-appeal", { params: { id: waiting?.id }, body });
      const answer = await qualified(ctx, here.reader.subject, here.code);
      return answer.qualified && answer.until;
    };
    assert.equal(await changed(7), "2026-08-11T04:00:00Z", "the rule's sixty days");
    assert.equal(await changed(90), "2026-09-10T04:00:00Z", "a longer one stays");
  },
);

dbTest("an appeal is not answered 'changed' when nothing could be given", async ({ db, ctx: base }) => {
  const ctx = world(base);
  const here = await library(ctx, {}, "李不符");
  const id = await asked(ctx, here);
  await as(ctx, here.reader, "people.appeal", { params: { id }, body: { words: "请再看看。" } });
  await as(ctx, here.reader, "people.withdraw-eligibility", { params: { check: here.code }, body: {} });
  const [waiting] = await queueOf(ctx, here);
  const answer = { params: { id: waiting?.id }, body: { outcome: "changed", answer: "改为符合。" } };
  const { answering } = await make(ctx, async (inner) => {
    await aRecordedWay(inner, here.reader, here.code);
    const answering = idOf(as(ctx, here.manager, "people.answer-appeal", answer));
    await somebodyWaits(db);
    return { answering };
  });
  assert.equal(await answering, "eligibility.meanwhile");
  assert.equal((await queueOf(ctx, here))[0]?.outcome, null, "it waits on");
});

dbTest(
  "the queue says how many wait beyond those it lists, and tells the answered of late",
  async ({ db, ctx: base }) => {
    const ctx = world(base);
    const here = await library(ctx);
    const { check } = await make(ctx, async (inner) => ({ check: (await checkNow(inner, here.code)).id }));
    // Day n of 2026: due then, and of the last sixty also answered then.
    await db.run`
    with day as (select n, timestamptz '2026-01-01 04:00Z' + make_interval(days => n) as at from generate_series(1, 261) n),
      no as (insert into people.eligibility (id, account, check_id, code, begun_at, consent_version, consent_by, answer, reason, decided_at,
                                             valid_until, ended_at, ended_because)
        select gen_random_uuid(), ${here.reader.account}, ${check}, ${here.code}, at, 'test', 'self', 'no', 'not-met', at, at, at, 'withdrawn'
          from day returning id, begun_at)
    insert into people.eligibility_appeal (id, eligibility, words, made_at, due_on, outcome, answer, answered_by, answered_at)
    select gen_random_uuid(), no.id, day.n::text, day.at, day.at::date,
           case when n > 201 then 'kept' end, case when n > 201 then '维持。' end,
           case when n > 201 then ${here.manager.account}::uuid end, case when n > 201 then day.at end
      from no join day on day.at = no.begun_at`;
    const { items, waiting } = await as<{ items: { words: string }[]; waiting: number }>(
      ctx,
      here.manager,
      "people.eligibility-appeals",
      { query: { organisation: here.organisation } },
    );
    assert.equal(waiting, 201);
    const words = items.map((one) => Number(one.words));
    assert.deepEqual(
      words.slice(0, 200),
      Array.from({ length: 200 }, (_, n) => n + 1),
    );
    assert.deepEqual(
      words.slice(200),
      Array.from({ length: 50 }, (_, n) => 261 - n),
    );
  },
);

dbTest(
  "a rule is data in versions: later ones change nothing decided, none is without another way",
  async ({ db, ctx: base }) => {
    const ctx = world(base);
    const here = await library(ctx);
    await asked(ctx, here);
    const put = (body: object, as_ = here.manager) =>
      as<{ version: number }>(ctx, as_, "people.put-eligibility-check", {
        params: { code: here.code },
        body: { ...lending, organisation: here.organisation, validFrom: null, ...body },
      });
    assert.equal((await put({ validDays: 30, validFrom: "2026-07-01" })).version, 2);
    const until = async (instant: string) => {
      const answer = await qualified({ ...ctx, clock: at(instant) }, here.reader.subject, here.code);
      return answer.qualified && answer.until;
    };
    assert.equal(await until("2026-08-30T04:00:00Z"), "2027-06-12T04:00:00Z", "decided under version 1");
    const listed = async (instant: string) => {
      const { items } = await as<{ items: { code: string; version: number }[] }>(
        { ...ctx, clock: at(instant) },
        here.reader,
        "people.eligibility-checks",
        {},
      );
      return items.find(({ code }) => code === here.code)?.version;
    };
    assert.deepEqual([await listed("2026-06-30T15:59:59Z"), await listed("2026-06-30T16:00:00Z")], [1, 2]);
    const faults = (body: object) =>
      put(body).then(
        () => [],
        (error: Problem) => error.faults.map(({ field, id }) => `${field} ${id}`),
      );
    assert.deepEqual(await faults({ validFrom: "2026-06-11" }), ["/body/validFrom day.past"]);
    assert.deepEqual(await faults({ outage: "grant-until" }), ["/body/grantDays grant-days.missing"]);
    assert.deepEqual(await faults({ grantDays: 3 }), ["/body/grantDays grant-days.unused"]);
    assert.deepEqual(await faults({ ways: [lending.ways[0], lending.ways[0]] }), ["/body/ways ways.twice"]);
    assert.equal((await faults({ ways: [] })).length, 1);
    assert.deepEqual(await faults({ provider: "credti" }), ["/body/provider provider.not-connected"]);
    assert.deepEqual(await faults({ provider: "credti", retired: true }), [], "one that went can be retired");
    assert.deepEqual(await faults({ provider: "nobody" }), [], "other ways alone");
    assert.equal(await idOf(put({}, here.clerk)), "forbidden");
    const can = async (who: Made) =>
      (await as<{ can: string[] }>(ctx, who, "people.eligibility-check", { params: { code: here.code } }))
        .can;
    assert.deepEqual(
      [await can(here.manager), await can(here.clerk), await can(here.reader)],
      [["put"], [], []],
    );
    const other = await library(ctx);
    assert.equal(
      await idOf(put({ organisation: other.organisation }, other.manager)),
      "eligibility-check.of-another",
    );
    await assert.rejects(
      db.run`
      insert into people.eligibility_check (id, code, version, organisation, path, valid_from, name, purpose, asks, asked_of, provider,
                                            level, from_age, valid_days, again_days, outage, appeal_days)
      select gen_random_uuid(), code, 9, organisation, path, valid_from, name, purpose, asks, asked_of, provider, level, from_age,
             valid_days, again_days, outage, appeal_days from people.eligibility_check where code = ${here.code} and version = 1`,
      { constraint: "eligibility_check_has_a_way" },
    );
  },
);

dbTest(
  "ninety days after its end nothing is left; name and number wait a day at most",
  async ({ db, ctx: base }) => {
    const ctx = world(base);
    const here = await library(ctx, { againDays: 10 }, "李不符");
    const id = await asked(ctx, here);
    const rows = async () =>
      (
        await db.many<{ id: string; sealed: Buffer | null }>`
        select id, sealed from people.eligibility where account = ${here.reader.account}`
      ).length;
    // Over since 22 June.
    assert.deepEqual(await forgetAged({ ...ctx, clock: at("2026-09-20T04:00:00Z") }), []);
    assert.equal(await rows(), 1);
    await as(ctx, here.reader, "people.appeal", { params: { id }, body: { words: "请再看看。" } });
    await forgetAged({ ...ctx, clock: at("2026-09-20T04:00:01Z") });
    assert.equal(await rows(), 1, "an appeal waits for its answer");
    await db.run`update people.eligibility_appeal set outcome = 'kept', answer = '核对无误。', answered_at = ${ctx.clock()},
                      answered_by = ${here.manager.account} where eligibility = ${id}`;
    await forgetAged({ ...ctx, clock: at("2026-09-20T04:00:01Z") });
    assert.equal(await rows(), 0);

    const silent = await library(ctx);
    await ask(ctx, silent);
    await forgetAged({ ...ctx, clock: at("2026-06-13T04:00:00Z") });
    assert.equal((await own(ctx, silent)).check.standing, "waiting");
    const after = { ...ctx, clock: at("2026-06-13T04:00:01Z") };
    await forgetAged(after);
    assert.equal((await own(after, silent)).check.standing, "unreachable");
    const { sealed } = await db.one<{ sealed: Buffer | null }>`
    select sealed from people.eligibility where account = ${silent.reader.account}`;
    assert.equal(sealed, null);
  },
);

dbTest(
  "of two accounts of one person the yes that lasts longer stands; nothing is lost",
  async ({ ctx: base }) => {
    const ctx = world(base);
    await make(ctx, async (inner) => {
      const { id: organisation } = await anOrganisation(inner);
      const codes = await Promise.all([1, 2, 3].map(async () => (await aCheck(inner, organisation)).code));
      const [credit = "", residence = "", third = ""] = codes;
      const [from, into] = [await aResident(inner), await aResident(inner)];
      const longer = await aDecision(inner, from, credit, "yes", 60);
      await aDecision(inner, into, credit, "yes", 50);
      await aDecision(inner, from, residence, "no", 90);
      const way = await aRecordedWay(inner, into, residence);
      const only = await aDecision(inner, from, third, "no");
      const pair = { from: from.account, into: into.account, now: inner.clock() };
      assert.deepEqual(await moveEligibility(inner.db, pair), { moved: 3, ended: 2 });
      const standing = await inner.db.many<{ id: string }>`
      select id from people.eligibility where account = ${into.account} and ended_at is null`;
      assert.deepEqual(standing.map(({ id }) => id).sort(), [longer.id, way.id, only.id].sort());
    });
  },
);
