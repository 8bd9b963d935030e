/** What the database refuses of tours even to a bug: each guard by its name. A guard taken away makes its test fail. */
import assert from "node:assert/strict";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx, trueRandom } from "#platform/ctx";
import type { Db } from "#platform/db";
import { dbTest } from "#platform/testing";
import { anEvent, someStaff } from "../testing.ts";
import { receiveLeg, sendLeg } from "./on-the-way.ts";
import { agree, aLeg, allThere, aTouring } from "./testing.ts";

interface Tour {
  touringId: string;
  /** Arrived, nothing missing. */
  legId: string;
  /** Agreed for another house, later. */
  otherId: string;
  eventId: string;
}

/** A tour with a leg that has arrived, one that is agreed, and an event of the first house with the owner as joint organiser. */
const touring = (how: (db: Db, of: Tour) => Promise<unknown>) => async (base: Ctx) => {
  const ctx = { ...base, random: trueRandom };
  const [owner, first, second] = await inTx(ctx, async (inner) => [
    await anOrganisation(inner),
    await anOrganisation(inner),
    await anOrganisation(inner),
  ]);
  assert.ok(owner && first && second);
  const { id: touringId } = await aTouring(ctx, owner.id);
  const one = await agree(ctx, await aLeg(ctx, { touringId, organisationId: first.id }));
  const other = await agree(ctx, await aLeg(ctx, { touringId, organisationId: second.id, inDays: 60 }));
  const actor = await inTx(ctx, (inner) => someStaff(inner, "any.", "manager"));
  await inTx({ ...ctx, actor }, async (inner) =>
    receiveLeg(inner, { ...(await sendLeg(inner, one)), found: allThere() }),
  );
  const { id: eventId } = await anEvent(ctx, {
    organisationId: first.id,
    event: { kind: "exhibition", jointOrganiserIds: [owner.id] },
  });
  await how(ctx.db, { touringId, legId: one.id, otherId: other.id, eventId });
};

/** Each breaks one guard and nothing else. */
const attempts: [guard: string, how: string, (ctx: Ctx) => Promise<unknown>][] = [
  [
    "touring_days_in_order",
    "lent until before it is lent",
    touring(
      (db, { touringId }) =>
        db.run`update programme.touring set lent_through = lent_from - 1 where id = ${touringId}`,
    ),
  ],
  [
    "touring_of_owner",
    "written down twice",
    touring(async (db, { touringId }) => {
      await db.run`alter table programme.touring drop constraint touring_pkey`;
      await db.run`insert into programme.touring select * from programme.touring where id = ${touringId}`;
    }),
  ],
  [
    "touring_leg_event_once",
    "one event of two legs",
    touring(async (db, { legId, otherId, eventId }) => {
      await db.run`update programme.touring_leg set event_id = ${eventId} where id = ${legId}`;
      await db.run`update programme.touring_leg set event_id = ${eventId} where id = ${otherId}`;
    }),
  ],
  [
    "touring_leg_lender_organises",
    "an event that the lender has no part in",
    touring(async (db, { legId, eventId }) => {
      await db.run`delete from programme.joint_organiser where event_id = ${eventId}`;
      await db.run`update programme.touring_leg set event_id = ${eventId} where id = ${legId}`;
    }),
  ],
  [
    "touring_leg_one_at_a_time",
    "the way to one house while another has it",
    touring(
      (db, { legId, otherId }) => db.run`
        update programme.touring_leg o set shown = daterange(upper(l.shown) + 2, upper(l.shown) + 9)
          from programme.touring_leg l where l.id = ${legId} and o.id = ${otherId}`,
    ),
  ],
  [
    "touring_in_one_place",
    "at one house and on the way to another",
    touring(
      (db, { otherId }) =>
        db.run`update programme.touring_leg set state = 'on-its-way', sent_on = '2026-06-01' where id = ${otherId}`,
    ),
  ],
  [
    "touring_leg_bounded",
    "without an end",
    touring(
      (db, { legId }) =>
        db.run`update programme.touring_leg set shown = daterange(lower(shown), null), state = 'asked', sent_on = null, arrived_on = null where id = ${legId}`,
    ),
  ],
  [
    "touring_leg_long_enough",
    "for more than a year",
    touring(
      (db, { otherId }) =>
        db.run`update programme.touring_leg set shown = daterange(lower(shown), lower(shown) + 401) where id = ${otherId}`,
    ),
  ],
  [
    "touring_leg_because",
    "called off without a word",
    touring(
      (db, { otherId }) => db.run`update programme.touring_leg set state = 'cancelled' where id = ${otherId}`,
    ),
  ],
  [
    "touring_leg_days",
    "called off after it arrived",
    touring(
      (db, { legId }) =>
        db.run`update programme.touring_leg set state = 'cancelled', because = '停办' where id = ${legId}`,
    ),
  ],
  [
    "touring_leg_days",
    "gone before it came",
    touring(
      (db, { legId }) =>
        db.run`update programme.touring_leg set state = 'returning', left_on = arrived_on - 1 where id = ${legId}`,
    ),
  ],
  [
    "touring_leg_days",
    "arrived and never sent",
    touring(
      (db, { legId }) =>
        db.run`update programme.touring_leg set sent_on = null, state = 'on-its-way' where id = ${legId}`,
    ),
  ],
  [
    "touring_check_damage_told",
    "damaged without a word",
    touring(
      (db, { legId }) => db.run`update programme.touring_check set damaged = true where leg_id = ${legId}`,
    ),
  ],
  [
    "touring_check_settled",
    "settled and nobody says how",
    touring(
      (db, { legId }) =>
        db.run`update programme.touring_check set settled_at = now() where leg_id = ${legId}`,
    ),
  ],
];

for (const [guard, how, attempt] of attempts)
  dbTest(`the database keeps ${guard}: ${how}`, async ({ ctx }) => {
    await assert.rejects(attempt(ctx), { constraint: guard });
  });

dbTest("no guard of tours is without an attempt to break it", async ({ db }) => {
  const guards = await db.many<{ name: string }>`
    with own as (
      select oid from pg_class where relnamespace = 'programme'::regnamespace and relkind = 'r' and relname ~ '^touring')
    select c.conname as name from pg_constraint c join own on own.oid = c.conrelid
     where (c.contype in ('u', 'x', 'c') and c.conname !~ '_check[0-9]*$') or c.conname = 'touring_leg_lender_organises'
     union
    select i.relname from pg_index x join own on own.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
     where x.indisunique and not x.indisprimary`;
  const tried = new Set(attempts.map(([guard]) => guard));
  assert.deepEqual(
    guards.map(({ name }) => name).filter((name) => !tried.has(name)),
    [],
  );
});
