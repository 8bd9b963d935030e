/** What the database refuses even to a bug: each guard by its name. A guard taken away makes its test fail. */
import assert from "node:assert/strict";
import { anOrganisation } from "#places/testing";
import { inTx, type TxCtx, trueRandom } from "#platform/ctx";
import { newId } from "#platform/db";
import { dbTest } from "#platform/testing";
import { mostInClaim } from "./claim-size.ts";
import { anOccasion, aPenaltyRule } from "./penalties/testing.ts";
import { aReservation, aRoom } from "./reserving/testing.ts";
import { anOffer, aRule } from "./testing.ts";
import { makeCode } from "./transfer/hand-on.ts";
import { aHolder, aWaiting } from "./waiting/testing.ts";

/** A full offer with a holder and somebody in line, places for organisations, a rule of each sort, and a mark. */
async function world(ctx: TxCtx) {
  const { id: organisation, path } = await anOrganisation(ctx);
  const pools = (["online", "organisation"] as const).map((channel) => ({
    channel,
    quota: 2,
    releasesAt: null,
  }));
  const rules = { waitingList: true, transferable: true };
  const { offerId } = await anOffer(ctx, { orgPath: path, pools, rules });
  const holder = await aHolder(ctx, offerId, 2);
  const waiting = await aWaiting(ctx, offerId);
  await makeCode({ ...ctx, actor: holder.actor }, holder.claimId);
  const other = await aHolder(ctx, (await anOffer(ctx, { orgPath: path, rules })).offerId);
  await makeCode({ ...ctx, actor: other.actor }, other.claimId);
  await aRule(ctx, organisation, { kind: "level", level: 1 });
  await aPenaltyRule(ctx, organisation);
  const mark = newId();
  await ctx.db.run`
    insert into booking.penalty_mark (id, claim_id, offer_id, subject, rule_id, cause, at, day, org_path, kind)
    select ${mark}, ${holder.claimId}, ${offerId}, ${holder.subject}, r.id, 'missed', now(), '2026-06-12', ${path}, 'test-occasion'
      from booking.penalty_rule r where r.org_path = ${path}`;
  return { path, offerId, holder, waiting, other, mark, organisation };
}
type World = Awaited<ReturnType<typeof world>>;

/** One more claim, for whom is told by the columns. */
const aClaim = (
  { db }: TxCtx,
  { offerId }: World,
  of: { subject?: string; organisation?: string; state?: string; size?: number },
) => db.run`
  insert into booking.claim (id, offer_id, pool_id, subject, organisation_id, size, state, made_at, changed_at)
  select ${newId()}, offer_id, id, ${of.subject ?? null}::uuid, ${of.organisation ?? null}::uuid, ${of.size ?? 1}::int,
         ${of.state ?? "confirmed"}, now(), now()
    from booking.pool where offer_id = ${offerId} and channel = 'organisation'`;

const aWait = ({ db }: TxCtx, { offerId }: World, of: { subject: string | null; size?: number }) => db.run`
  insert into booking.waiting (id, offer_id, subject, size, channels, made_at, state, changed_at)
  values (${newId()}, ${offerId}, ${of.subject}, ${of.size ?? 1}, '{online}', now(), 'waiting', now())`;

const anAppeal = ({ db }: TxCtx, { mark }: World) => db.run`
  insert into booking.penalty_appeal (id, mark_id, words, made_at, due_on)
  values (${newId()}, ${mark}, '我到了。', now(), '2026-06-20')`;

const anAmnesty = ({ db }: TxCtx, { path }: World) => db.run`
  insert into booking.penalty_amnesty (id, org_path, day, because, made_by, made_at)
  values (${newId()}, ${path}, '2026-06-12', '大雪封路', ${newId()}, now())`;

/** The rule of a house once more, with other columns. */
const houseRule = ({ db }: TxCtx, { path }: World, differs: Record<string, unknown>) => db.run`
  insert into booking.house_rule
  select (jsonb_populate_record(r, ${JSON.stringify({ version: 2, ...differs, id: newId() })}::jsonb)).*
    from booking.house_rule r where org_path = ${path}`;

const penaltyRule = ({ db }: TxCtx, { path }: World, differs: Record<string, unknown>) => db.run`
  insert into booking.penalty_rule
  select (jsonb_populate_record(r, ${JSON.stringify({ version: 2, ...differs, id: newId() })}::jsonb)).*
    from booking.penalty_rule r where org_path = ${path}`;

const ofHolder =
  (set: string) =>
  async (ctx: TxCtx, { holder }: World) => {
    const columns = Object.fromEntries(set.split(",").map((one) => one.split("=") as [string, string]));
    await ctx.db.run`
    update booking.claim c set (state, held_for, held_until, cancelled_because, arrived, checked_in_at, span) =
           (select n.state, n.held_for, n.held_until, n.cancelled_because, n.arrived, n.checked_in_at, n.span
              from jsonb_populate_record(c, ${JSON.stringify(columns)}::jsonb) n)
     where c.id = ${holder.claimId}`;
  };

/** Each breaks one guard and nothing else. */
const attempts: Record<string, (ctx: TxCtx, of: World) => Promise<unknown>> = {
  claim_once: (ctx, of) => aClaim(ctx, of, { subject: of.holder.subject }),
  claim_once_organisation: async (ctx, of) => {
    for (let twice = 0; twice < 2; twice++) await aClaim(ctx, of, { organisation: of.organisation });
  },
  claim_of_person_or_organisation: (ctx, of) =>
    aClaim(ctx, of, { subject: of.waiting.subject, organisation: of.organisation }),
  claim_held_until: ofHolder("state=held,held_for=counter"),
  claim_refused_without_reason: ofHolder("state=refused,cancelled_because=人多"),
  claim_check: ofHolder("state=checked-in"),
  claim_check1: ofHolder("state=checked-in,checked_in_at=2026-06-12T10:00:00Z,arrived=3"),
  claim_span_check: ofHolder("span={}"),
  claim_size_check: (ctx, of) => aClaim(ctx, of, { size: mostInClaim + 1 }),
  claim_one_at_a_time: async (ctx, { holder, other }) => {
    const span = "{[2026-06-12T10:00:00Z,2026-06-12T12:00:00Z)}";
    await ctx.db.run`
      update booking.claim set subject = ${holder.subject}, span = ${span}::tstzmultirange where id in (${holder.claimId}, ${other.claimId})`;
  },
  waiting_once: (ctx, of) => aWait(ctx, of, { subject: of.waiting.subject }),
  waiting_check1: (ctx, of) => aWait(ctx, of, { subject: null }),
  waiting_size_check: (ctx, of) => aWait(ctx, of, { subject: of.other.subject, size: mostInClaim + 1 }),
  waiting_wheelchairs: ({ db }, { waiting }) =>
    db.run`update booking.waiting set state = 'left', wheelchairs = 1 where id = ${waiting.waitingId}`,
  waiting_check: ({ db }, { waiting }) =>
    db.run`update booking.waiting set state = 'offered' where id = ${waiting.waitingId}`,
  waiting_passed_over: ({ db }, { waiting }) =>
    db.run`update booking.waiting set state = 'left', passed_over = 'rule.level' where id = ${waiting.waitingId}`,
  waiting_claim_id_key: async (ctx, of) => {
    await aWait(ctx, of, { subject: of.other.subject });
    await ctx.db
      .run`update booking.waiting set state = 'offered', claim_id = ${of.other.claimId} where offer_id = ${of.offerId}`;
  },
  offer_kind_ref_key: async (ctx, { path }) => {
    const ref = newId();
    for (let twice = 0; twice < 2; twice++) await anOccasion(ctx, path, "2026-06-20", { ref });
  },
  offer_check: ({ db }, { offerId }) =>
    db.run`update booking.offer set closes_at = opens_at where id = ${offerId}`,
  offer_check1: ({ db }, { offerId }) =>
    db.run`update booking.offer set ends_at = starts_at where id = ${offerId}`,
  offer_cut_short_is_closed: ({ db }, { offerId }) =>
    db.run`update booking.offer set cut_short = true where id = ${offerId}`,
  pool_not_oversold: ({ db }, { offerId }) =>
    db.run`update booking.pool set taken = 3 where offer_id = ${offerId} and channel = 'online'`,
  pool_offer_id_channel_key: ({ db }, { offerId }) =>
    db.run`insert into booking.pool (id, offer_id, channel, quota) values (${newId()}, ${offerId}, 'online', 1)`,
  transfer_code_hash_key: ({ db }, { holder, other }) =>
    db.run`
      update booking.transfer set code_hash = (select code_hash from booking.transfer where claim_id = ${holder.claimId})
       where claim_id = ${other.claimId}`,
  house_rule_version: (ctx, of) => houseRule(ctx, of, { version: 1 }),
  house_rule_not_backdated: (ctx, of) => houseRule(ctx, of, { since: "2020-01-01T00:00:00Z" }),
  house_rule_span: (ctx, of) => houseRule(ctx, of, { until: "2020-01-01T00:00:00Z" }),
  house_rule_terms: (ctx, of) => houseRule(ctx, of, { effect: "none" }),
  house_rule_terms_of_kind: (ctx, of) => houseRule(ctx, of, { kind: "age" }),
  penalty_rule_version: (ctx, of) => penaltyRule(ctx, of, { version: 1 }),
  penalty_rule_not_backdated: (ctx, of) => penaltyRule(ctx, of, { since: "2020-01-01" }),
  penalty_mark_once: ({ db }, { mark }) =>
    db.run`
      insert into booking.penalty_mark
      select (jsonb_populate_record(m, jsonb_build_object('id', gen_random_uuid()))).* from booking.penalty_mark m where id = ${mark}`,
  penalty_mark_of_one: ({ db }, { mark }) =>
    db.run`update booking.penalty_mark set reservation_id = ${newId()} where id = ${mark}`,
  penalty_mark_reservation_once: async (ctx, { mark }) => {
    const { reservationId, subject } = await aReservation(ctx, (await aRoom(ctx)).id);
    for (let twice = 0; twice < 2; twice++)
      await ctx.db.run`
        insert into booking.penalty_mark (id, reservation_id, subject, rule_id, cause, at, day, org_path, kind)
        select ${newId()}, ${reservationId}, ${subject}, rule_id, 'missed', at, day, org_path, 'reservation-space'
          from booking.penalty_mark where id = ${mark}`;
  },
  penalty_mark_waived_whole: ({ db }, { mark }) =>
    db.run`update booking.penalty_mark set waived_at = now() where id = ${mark}`,
  penalty_appeal_once: async (ctx, of) => {
    for (let twice = 0; twice < 2; twice++) await anAppeal(ctx, of);
  },
  penalty_appeal_answered_whole: async (ctx, of) => {
    await anAppeal(ctx, of);
    await ctx.db.run`update booking.penalty_appeal set outcome = 'accepted'`;
  },
  pool_untouched_before_draw: ({ db }, { offerId }) =>
    db.run`update booking.pool set awaits_draw = ${newId()} where offer_id = ${offerId} and taken > 0`,
  penalty_amnesty_once: async (ctx, of) => {
    for (let twice = 0; twice < 2; twice++) await anAmnesty(ctx, of);
  },
};

/** Checks of one column's form, said beside the column; `pool_id_offer_id_key` is there for a foreign key. */
const plain = [
  "claim_held_for_check",
  "claim_state_check",
  "house_rule_basis_check",
  "house_rule_channel_check",
  "house_rule_effect_check",
  "house_rule_kind_check",
  "house_rule_only_for_check",
  "house_rule_org_path_check",
  "house_rule_version_check",
  "offer_kind_check",
  "offer_org_path_check",
  "offer_sort_check",
  "offer_state_check",
  "penalty_amnesty_because_check",
  "penalty_amnesty_org_path_check",
  "penalty_appeal_answer_check",
  "penalty_appeal_outcome_check",
  "penalty_appeal_words_check",
  "penalty_mark_cause_check",
  "penalty_mark_org_path_check",
  "penalty_mark_waived_because_check",
  "penalty_rule_basis_check",
  "penalty_rule_kind_check",
  "penalty_rule_org_path_check",
  "penalty_rule_version_check",
  "pool_channel_check",
  "pool_id_offer_id_key",
  "pool_quota_check",
  "waiting_channels_check",
  "waiting_priority_check",
  "waiting_state_check",
];

for (const [guard, attempt] of Object.entries(attempts)) {
  dbTest(`the database keeps ${guard}`, async ({ ctx }) => {
    const tried = inTx({ ...ctx, random: trueRandom }, async (inner) => {
      const made = await world(inner);
      await assert.rejects(
        inner.db.attempt((db) => attempt({ ...inner, db }, made)),
        { constraint: guard },
      );
      throw new Error("undone");
    });
    await assert.rejects(tried, /undone/);
  });
}

dbTest("without its guard an organisation has places twice", async ({ ctx }) => {
  const tried = inTx({ ...ctx, random: trueRandom }, async (inner) => {
    const made = await world(inner);
    await inner.db.run`drop index booking.claim_once_organisation`;
    await attempts.claim_once_organisation?.(inner, made);
    const { count } = await inner.db.one<{ count: number }>`
      select count(*)::int as count from booking.claim where organisation_id = ${made.organisation}`;
    assert.equal(count, 2);
    throw new Error("undone");
  });
  await assert.rejects(tried, /undone/);
});

/** Tables of folders that keep their guards themselves. */
const elsewhere = "^(draw|offer_seat|seat|scan|resource|reservation|blackout|occupation|move_)";

dbTest("no constraint of the schema is without an attempt to break it", async ({ db }) => {
  const rows = await db.many<{ name: string }>`
    select c.conname as name from pg_constraint c join pg_class t on t.oid = c.conrelid
     where t.relnamespace = 'booking'::regnamespace and t.relname !~ ${elsewhere} and c.contype in ('u', 'x', 'c') union
    select i.relname from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
     where t.relnamespace = 'booking'::regnamespace and t.relname !~ ${elsewhere} and x.indisunique and not x.indisprimary`;
  const missing = rows.map(({ name }) => name).filter((name) => !(name in attempts));
  assert.deepEqual(missing.sort(), plain.sort());
});
