/** One person in every module: joined with another account, and erased. No table forgets either, and none is forgotten. */
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { claim } from "#booking/filling";
import { anOffer, drawsInALife, roomsInALife } from "#booking/testing";
import { nameOfSubject, notify } from "#people";
import { aCheck, aChild, aDecision, aDocument, aResident, aStaff, type Made } from "#people/testing";
import { aFacility, anOrganisation } from "#places/testing";
import { audit } from "#platform/audit";
import { type Actor, roles, startSession } from "#platform/auth";
import { type Ctx, inTx, type TxCtx, trueRandom } from "#platform/ctx";
import { sql } from "#platform/db";
import { deliverAll } from "#platform/events";
import { performer } from "#platform/http";
import { joinSlots } from "#platform/slots";
import { at, dbTest, settled } from "#platform/testing";
import { samples } from "../tools/suites/samples.ts";
import { modules, operations } from "./modules.ts";

const city = performer(operations, { checkAnswers: true });
const noon = "2026-06-12T04:00:00Z";
const whole = (ctx: Ctx): Ctx => ({
  ...ctx,
  clock: at(noon),
  random: trueRandom,
  slots: joinSlots(modules.flatMap((module) => module.slots ?? [])),
});
const call = <A>(ctx: Ctx, actor: Actor, operation: string, input: object, key: string | null = null) =>
  city.perform({ ...ctx, actor }, operation, input, key) as Promise<A>;

/** Where a subject key may stand, and what becomes of it when its account is joined to another. */
const columns: Record<string, "moves" | "history" | "staff"> = {
  "people.account.subject": "history",
  "platform.subject.id": "history",
  "booking.claim.subject": "moves",
  "booking.claim.made_by": "moves",
  "programme.contest_entry.subject": "moves",
  "programme.contest_member.subject": "moves",
  "programme.contest_juror.subject": "moves",
  "programme.feedback.subject": "moves",
  "booking.given_back.subject": "moves",
  "courses.teacher.subject": "moves",
  "courses.certificate.subject": "moves",
  "courses.attendance.marked_by": "moves",
  "courses.lesson_request.answered_by": "moves",
  "booking.penalty_mark.subject": "moves",
  "booking.waiting.subject": "moves",
  "booking.draw_entry.subject": "moves",
  "booking.draw_entry_person.subject": "moves",
  "library.kept_book.subject": "moves",
  "library.wisher.subject": "moves",
  "library.reader.subject": "moves",
  "library.card.subject": "moves",
  "library.guarantee.subject": "moves",
  "library.guarantee.guarantor": "moves",
  "library.proxy.subject": "moves",
  "library.proxy.agent": "moves",
  "library.reader_code.subject": "moves",
  "library.loan.subject": "moves",
  "library.loan.carried_by": "moves",
  "library.held_count.subject": "moves",
  "library.hold.subject": "moves",
  "library.doorstep.subject": "moves",
  "library.bag.subject": "moves",
  "library.set_booking.subject": "moves",
  "library.fee.subject": "moves",
  "library.settlement.subject": "moves",
  "library.believed.subject": "moves",
  "library.reading.subject": "moves",
  "library.reader_talk.subject": "moves",
  "booking.reservation.subject": "moves",
  "booking.reservation.made_by": "moves",
  "booking.resource.ref": "moves",
  "platform.idempotency.who": "moves",
  // What happened is not rewritten: these say what was true when it was, under a key that leads to the one that stays.
  "platform.audit.actor": "history",
  "platform.audit.on_behalf_of": "history",
  "platform.audit.subject": "history",
  "platform.audit.detail": "history",
  // Of a reader, who is a subject key.
  "platform.audit.target": "history",
  "platform.outbox.payload": "history",
  "insight.fact.source_id": "history",
  "places.observation.by": "history",
  // Somebody named in another's message: the name is looked up when it is read.
  "people.notice.data": "history",
  // Only staff write these, and accounts of staff are not joined.
  "platform.publication.by": "staff",
  "library.offline_step.made_by": "staff",
  "library.offline_step.sent_by": "staff",
  "platform.publication.barred": "staff",
  "platform.publication_schedule.by": "staff",
  "platform.review_rule.set_by": "staff",
  "platform.review_rule.ended_by": "staff",
  "courses.certificate.withdrawn_by": "staff",
  "booking.draw.made_by": "staff",
  "booking.draw_value.typed_by": "staff",
  "booking.draw_outcome.typed_by": "staff",
  "booking.draw_outcome.confirmed_by": "staff",
  "booking.reservation_answer.answered_by": "staff",
  "booking.blackout.made_by": "staff",
  "booking.move_request.made_by": "staff",
  "booking.move_approval.answered_by": "staff",
  "booking.penalty_mark.made_by": "staff",
  "booking.penalty_mark.waived_by": "staff",
  "booking.penalty_appeal.answered_by": "staff",
  "booking.penalty_rule.made_by": "staff",
  "booking.penalty_amnesty.made_by": "staff",
  "booking.scanner.made_by": "staff",
  "booking.scanner.revoked_by": "staff",
  "booking.scan.settled_by": "staff",
  "programme.permit_rule.set_by": "staff",
  "programme.permit_rule.ended_by": "staff",
  "programme.session_report.made_by": "staff",
  "programme.contest_round.entered_by": "staff",
  "programme.contest_round.published_by": "staff",
  "courses.certificate.issued_by": "staff",
  "library.settlement.clerk": "staff",
  "library.settlement.undone_by": "staff",
  "library.cash_day.closed_by": "staff",
  "places.inspection.by": "staff",
  "places.renovation_progress.by": "staff",
  "places.handover.drawn_up_by": "staff",
  "places.handover.ended_by": "staff",
  "places.handover_signature.signer": "staff",
  "places.handover_signature.voided_by": "staff",
  "places.waiting_change.asked_by": "staff",
  "platform.exchange_run.asked_by": "staff",
  "platform.one_person_rule.set_by": "staff",
  "platform.one_person_rule.ended_by": "staff",
};

dbTest("no column with a person's key is missing from the list", async ({ db, ctx: base }) => {
  const ctx = whole(base);
  const organisation = await inTx(ctx, (inner) => anOrganisation(inner, {}));
  for (const { operation } of operations) {
    const sample = samples[operation.id];
    if (!sample || operation.id === "people.erase") continue;
    for (const actorOf of [residentOf, staffOf]) {
      const { actor, input } = await inTx(ctx, async (inner) => ({
        actor: await actorOf(inner, organisation.id),
        input: await sample(inner, organisation.id),
      }));
      // Refusals are answers too; here it only matters what was written on the way.
      await call(ctx, actor, operation.id, input, `key-of-${operation.id}`).catch(() => undefined);
    }
  }
  await settled(ctx.db);
  await deliverAll(
    ctx,
    modules.flatMap((module) => module.listeners ?? []),
  );
  const found = await columnsWithKeys(db);
  assert.deepEqual(
    found.filter((column) => !(column in columns)),
    [],
    "say in `columns` what becomes of it, and fill person.merge if it moves",
  );
  for (const column of ["booking.claim.subject", "booking.claim.made_by", "platform.idempotency.who"])
    assert.ok(found.includes(column), `${column} was reached`);
});

const residentOf = async (ctx: TxCtx) => (await aResident(ctx)).actor;
const staffOf = async (ctx: TxCtx, organisationId: string) => {
  const { actor } = await aStaff(ctx, { organisationId, role: "manager" });
  const path = actor.grants[0]?.path ?? "";
  return { ...actor, grants: roles.map((role) => ({ role, path })) };
};

/** `schema.table.column` of every column in which some subject key stands, in uuids, arrays, texts and JSON alike. */
async function columnsWithKeys(db: Ctx["db"]): Promise<string[]> {
  const key = "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})";
  const all = await db.many<{ name: string; place: string; column: string }>`
    select c.table_schema || '.' || c.table_name || '.' || c.column_name as name,
           format('%I.%I', c.table_schema, c.table_name) as place, quote_ident(c.column_name) as column
      from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where t.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema')
       and c.data_type in ('uuid', 'ARRAY', 'text', 'jsonb', 'json') order by 1`;
  const found: string[] = [];
  for (const { name, place, column } of all) {
    // Partitions are rows of their table.
    if (/^insight\.fact_/.test(name)) continue;
    const { hit } = await db.one<{ hit: boolean }>`
      select exists (
        select from ${sql.raw(place)} t
          cross join regexp_matches(t.${sql.raw(column)}::text, ${key}, 'g') as k(found)
          join platform.subject s on s.id = k.found[1]::uuid) as hit`;
    if (hit) found.push(name);
  }
  return found;
}

interface Life {
  one: Made;
  name: string;
  key: string;
  devices: string[];
}

/** Something of this person in every table that can hold something of a resident. */
async function aLife(
  ctx: Ctx,
  { offers, rule }: { offers: Record<string, string>; rule: string },
  digits: string,
): Promise<Life> {
  const name = `穆合塔尔·${digits.slice(-3)}`;
  const key = generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" });
  const one = await inTx(ctx, async (inner) => {
    const one = await aResident(inner, { name, phone: `+86${digits}` });
    const acting = { ...inner, actor: one.actor };
    await startSession(acting, { account: one.account, channel: "portal" });
    await aDocument(inner, one, {
      name,
      number: `N${digits.slice(-8)}`,
      kind: "passport",
      country: "KAZ",
      born: "1957-03-08",
    });
    await notify(inner, {
      to: one.subject,
      key: "act.other",
      values: { what: `通知${digits}` },
      once: "told-to-both",
    });
    await notify(inner, { to: one.subject, key: "act.other", values: { what: `另${digits}` }, once: digits });
    await aChild(inner, one, { name: `小${digits.slice(-3)}` });
    const { id: decision } = await aDecision(inner, one, rule, "no");
    await inner.db.run`
      insert into people.eligibility_appeal (id, eligibility, words, made_at, due_on)
      values (gen_random_uuid(), ${decision}, ${`申诉${digits}`}, ${inner.clock()}, '2026-06-27')`;
    await claim(acting, { offerId: offers.both ?? "", size: 2 });
    await claim(acting, { offerId: offers[digits] ?? "", size: 1 });
    await roomsInALife(acting, one.subject);
    await drawsInALife(acting, one.subject);
    return one;
  });
  await call(ctx, one.actor, "booking.join-line", { params: { offerId: offers.line }, body: { size: 1 } });
  await call(ctx, one.actor, "people.register-device", { body: { key } });
  await call(ctx, one.actor, "people.change-account", { body: { name, locale: "ug" } }, `key-${digits}`);
  await call(ctx, one.actor, "people.ask-to-help", { body: { phone: `139000088${digits.slice(-2)}` } });
  await helpedBy(ctx, one, "李志愿");
  return { one, name, key: key.x ?? "", devices: [key.x ?? ""] };
}

/** A helper with a consent of this person, who has begun to act. */
async function helpedBy(ctx: Ctx, one: Made, name: string): Promise<Made> {
  return inTx(ctx, async (inner) => {
    const helper = await aResident(inner, { name });
    await inner.db.run`
      insert into people.relation (id, kind, ward, agent, consent, consented_at, consent_version, valid_to)
      values (gen_random_uuid(), 'helper', ${one.account}, ${helper.account}, 'code', ${inner.clock()}, 'test',
              ${inner.clock().add({ hours: 9 })})`;
    const onBehalfOf = { account: one.account, subject: one.subject, as: "helper" as const };
    await startSession({ ...inner, actor: helper.actor }, { account: helper.account, channel: "portal" });
    await inner.db
      .run`update platform.session set acting_for = ${one.account} where account = ${helper.account}`;
    await audit(
      { ...inner, actor: { ...helper.actor, onBehalfOf } },
      { what: "acting.started", on: { kind: "relation", id: "r" } },
    );
    return helper;
  });
}

async function aWorld(base: Ctx, numbers: string[]) {
  const ctx = whole(base);
  const { organisation, clerk, offers, rule } = await inTx(ctx, async (inner) => {
    const organisation = (await anOrganisation(inner)).id;
    const offers: Record<string, string> = {};
    for (const name of ["both", ...numbers]) offers[name] = (await anOffer(inner)).offerId;
    offers.line = (await anOffer(inner, { places: 1, rules: { waitingList: true } })).offerId;
    await claim({ ...inner, actor: (await aResident(inner)).actor }, { offerId: offers.line, size: 1 });
    return {
      organisation,
      offers,
      rule: (await aCheck(inner, organisation)).code,
      clerk: await aStaff(inner, { organisationId: organisation, role: "manager" }),
    };
  });
  const lives: Life[] = [];
  for (const digits of numbers) lives.push(await aLife(ctx, { offers, rule }, digits));
  return { ctx, organisation, clerk, offers, lives };
}

dbTest(
  "two accounts become one: nothing is left under the old key, nothing is lost",
  async ({ db, ctx: base }) => {
    const { ctx, organisation, clerk, lives } = await aWorld(base, ["13900007001", "13900007002"]);
    const [from, into] = lives as [Life, Life];
    const shut = await inTx(ctx, async (inner) => {
      const { id } = await aFacility(inner);
      await inner.db.run`
        insert into places.observation (id, facility_id, what, at, on_day, how, by, reason, recorded_at)
        values (gen_random_uuid(), ${id}, 'shut', ${inner.clock()}, '2026-06-12', 'visitor', ${from.one.subject}, 'notice',
                ${inner.clock()})`;
      return id;
    });
    const before = await countsOf(db, [from.one, into.one]);
    const planned = {
      params: { subject: into.one.subject },
      query: { organisation, from: from.one.subject },
    };
    const plan = await call<{ moved: { what: string; rows: number; settled: string[] }[] }>(
      ctx,
      clerk.actor,
      "people.merge-plan",
      planned,
    );
    assert.deepEqual(await countsOf(db, [from.one, into.one]), before, "the plan changes nothing");
    assert.deepEqual(
      plan.moved.map(({ what, rows }) => [what, rows]).sort(),
      [
        ["手机号", 1],
        ["监护和帮办关系", 2],
        ["证件", 1],
        ["通知", 1],
        ["资格", 1],
        ["通行证手机", 1],
        ["预约", 2],
        ["场地预约", 2],
        ["抽签报名", 2],
        ["候补", 1],
      ].sort(),
    );
    const said = plan.moved.flatMap(({ settled }) => settled).join("\n");
    assert.match(said, /1 条通知两边都有/);
    assert.match(said, /1 项资格两边都有/);
    assert.match(said, /两边都约了（2 人和 2 人）/);

    const input = { organisation, from: from.one.subject, proven: true, reason: "本人带两部手机到馆" };
    const merged = await call<{ subject: string }>(ctx, clerk.actor, "people.merge", {
      params: { subject: into.one.subject },
      body: input,
    });
    assert.equal(merged.subject, into.one.subject);

    const left = await placesOf(db, [from.one.subject, from.one.account]);
    assert.deepEqual(
      left.filter((place) => !history.has(place)),
      [],
      "only history still says the old key",
    );
    const after = await countsOf(db, [into.one]);
    assert.equal(after["booking.claim"], 4, "both claims on the same occasion, one of them cancelled");
    assert.equal(after["booking.waiting"], 2, "both places in one line, of which the earlier stays");
    assert.equal(
      after["people.notice"],
      4,
      "the one told to both once, each other's own, and that they were joined",
    );
    assert.equal(after["people.pass_device"], 2);
    assert.equal(after["people.document"], 2);
    assert.equal(after["people.eligibility"], 2, "one of them ended");
    assert.equal(after["people.relation"], 4);
    assert.equal(after["people.code_sent"], 2);

    // The old key and the old number lead to the one that stays.
    assert.equal(await nameOfSubject(db, from.one.subject), into.name);
    const acts = await call<{ items: unknown[] }>(ctx, into.one.actor, "people.acted-for-me", { query: {} });
    assert.equal(acts.items.length, 2, "what was done for either");
    const { sections } = await call<{ sections: { title: string; rows: Record<string, unknown>[] }[] }>(
      ctx,
      into.one.actor,
      "people.export",
      {},
    );
    const rowsOf = (title: string) => sections.filter((one) => one.title === title).map(({ rows }) => rows);
    assert.deepEqual(
      rowsOf("我在场所门口的记录和反映").map((rows) => rows.map(({ what }) => what)),
      [["shut"]],
      `what was reported of ${shut} under the old key is in the file`,
    );
    assert.deepEqual(
      [rowsOf("账户"), rowsOf("别人替您办的事")].map(([rows]) => rows?.length),
      [1, 2],
      "and nothing twice",
    );
    const person = await call<{ subject: string }>(ctx, clerk.actor, "people.look-for-person", {
      body: { organisation, sign: "13900007001" },
    });
    assert.equal(person.subject, into.one.subject);
    const { audited } = await db.one<{ audited: string[] }>`
    select array_agg(subject::text order by subject) as audited from platform.audit
     where what = 'person.merged' and actor = ${clerk.subject}
       and detail @> ${JSON.stringify({ from: from.one.subject, into: into.one.subject })}::jsonb`;
    assert.deepEqual(audited, [from.one.subject, into.one.subject].sort());
    assert.deepEqual(
      await db.many`select 1 from platform.session where account = ${from.one.account} or acting_for = ${from.one.account}`,
      [],
    );
    await settled(ctx.db);
    await deliverAll(
      ctx,
      modules.flatMap((module) => module.listeners ?? []),
    );
    const { residents } = await db.one<{ residents: number }>`
    select sum(amount)::int as residents from insight.fact
     where metric = 'residents' and source_id in (${from.one.subject}, ${into.one.subject})`;
    assert.equal(residents, 1, "one person is counted once");
  },
);

dbTest(
  "exported, then erased: nothing of the person is left in any table, joined accounts included",
  async ({ db, ctx: base }) => {
    const numbers = ["13900007011", "13900007012"];
    const { ctx, organisation, clerk, lives } = await aWorld(base, numbers);
    const [from, into] = lives as [Life, Life];
    await call(ctx, clerk.actor, "people.merge", {
      params: { subject: into.one.subject },
      body: { organisation, from: from.one.subject, proven: true, reason: "本人带两部手机到馆" },
    });
    const file = JSON.stringify(await call(ctx, into.one.actor, "people.export", {}));
    const told = [
      into.name,
      ...numbers.map((digits) => `+86${digits}`),
      "7011",
      "7012",
      `通知${numbers[1]}`,
      `另${numbers[0]}`,
      ...numbers.map((digits) => `申诉${digits}`),
      from.key,
      into.key,
      "李志愿",
      "小011",
    ];
    for (const fact of told) assert.ok(file.includes(fact), `${fact} is in the file`);
    for (const module of ["people", "booking"]) assert.ok(file.includes(`"module":"${module}"`));

    const hashes = numbers.flatMap((digits) => [
      ctx.keyedHash("people/phone", `+86${digits}`).toString("hex"),
      ctx.keyedHash("people/document", `passport KAZ N${digits.slice(-8)}`).toString("hex"),
    ]);
    const traces = [
      ...lives.flatMap(({ name, key }) => [name, key]),
      ...hashes,
      ...numbers.map((digits) => `通知${digits}`),
      ...numbers.map((digits) => `申诉${digits}`),
    ];
    const was = await everything(db);
    for (const trace of [into.name, into.key, from.key, ...hashes])
      assert.ok(was.includes(trace), `${trace} was there`);

    // A child keeps a guardian: another one steps in before the only one goes.
    await db.run`
    insert into people.relation (id, kind, ward, agent, consent, consented_at, consent_version, guardian_place)
    select gen_random_uuid(), 'guardian', ward, ${(await inTx(ctx, (inner) => aResident(inner))).account}, 'guardian', ${ctx.clock()}, 'test', 2
      from people.relation where agent = ${into.one.account} and kind = 'guardian'`;
    await call(ctx, into.one.actor, "people.erase", { body: { understood: true } });

    const after = await everything(db);
    for (const trace of [...traces, ...numbers]) {
      const left = after.split("\n").filter((row) => row.includes(trace));
      assert.deepEqual(left, [], `${trace} is still there`);
    }
    for (const { one } of lives) {
      const left = await placesOf(db, [one.subject, one.account]);
      assert.deepEqual(
        left.filter((place) => !history.has(place)),
        [],
      );
      const { secret } = await db.one<{
        secret: Buffer | null;
      }>`select secret from platform.subject where id = ${one.subject}`;
      assert.equal(secret, null, "and nobody opens what was sealed");
    }
  },
);

/** Tables that say what happened, under a key that leads to the one that stays, or to nobody. */
const history = new Set([
  "people.account",
  "platform.subject",
  "platform.audit",
  "platform.outbox",
  "insight.fact_202606",
  "places.observation",
]);

/** Tables in which one of these ids stands anywhere. */
async function placesOf(db: Ctx["db"], ids: string[]): Promise<string[]> {
  const found: string[] = [];
  for (const [place, rows] of await rowsOfAllTables(db)) {
    if (rows.some((row) => ids.some((id) => row.includes(id)))) found.push(place);
  }
  return found.sort();
}

/** How many rows of each table name one of these people. */
async function countsOf(db: Ctx["db"], persons: Made[]): Promise<Record<string, number>> {
  const ids = persons.flatMap(({ account, subject }) => [account, subject]);
  const counts = (await rowsOfAllTables(db)).map(
    ([place, rows]) => [place, rows.filter((row) => ids.some((id) => row.includes(id))).length] as const,
  );
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

async function everything(db: Ctx["db"]): Promise<string> {
  return (await rowsOfAllTables(db)).flatMap(([, rows]) => rows).join("\n");
}

async function rowsOfAllTables(db: Ctx["db"]): Promise<[place: string, rows: string[]][]> {
  const tables = await db.many<{ place: string }>`
    select format('%I.%I', n.nspname, c.relname) as place from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') order by 1`;
  const all: [string, string[]][] = [];
  for (const { place } of tables) {
    const rows = await db.many<{ text: string }>`select t::text as text from ${sql.raw(place)} t`;
    all.push([place, rows.map(({ text }) => text)]);
  }
  return all;
}
