/** What the database refuses of draws even to a bug: each guard by its name. */
import assert from "node:assert/strict";
import { inTx, type TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { dbTest } from "#platform/testing";
import { guardsOf } from "../testing.ts";
import { confirmValue, typeValue } from "./draw-it.ts";
import { freezeDraw } from "./freeze.ts";
import { aColleague, aDraw, anEntrant, offersToDraw, value } from "./testing.ts";

const hours = (ctx: TxCtx, n: number): TxCtx => ({ ...ctx, clock: () => ctx.clock().add({ hours: n }) });

/** A draw of one place that two wanted, drawn; and one that is open, with an entry. */
async function world(ctx: TxCtx) {
  const { drawId: drawn } = await aDraw(ctx, { places: [1] });
  await anEntrant(ctx, drawn);
  await anEntrant(ctx, drawn);
  await freezeDraw(hours(ctx, 2), drawn);
  const known = hours(ctx, 4);
  await typeValue({ ...known, actor: await aColleague(ctx, "clerk") }, drawn, value);
  await confirmValue({ ...known, actor: await aColleague(ctx, "reviewer") }, drawn, value);
  const { drawId: open, offerIds } = await aDraw(ctx);
  await anEntrant(ctx, open);
  const [another = ""] = await offersToDraw(ctx, [1]);
  return { drawn, open, offerId: offerIds[0] ?? "", another };
}
type World = Awaited<ReturnType<typeof world>>;

const aLot = ({ db }: TxCtx, drawId: string, offerId: string, code: string, ended = false) => db.run`
  insert into booking.draw_lot (draw_id, offer_id, code, ended_at)
  values (${drawId}, ${offerId}, ${code}, case when ${ended} then now() end)`;

/** The entry of the open draw once more, with other columns. */
const anEntry = ({ db }: TxCtx, { open }: World, differs: Record<string, unknown>) => db.run`
  insert into booking.draw_entry
  select (jsonb_populate_record(e, ${JSON.stringify({ ...differs, id: newId() })}::jsonb)).*
    from booking.draw_entry e where draw_id = ${open}`;

/** What the drawn one was drawn to once more, with other columns. */
const anOutcome = ({ db }: TxCtx, { drawn }: World, differs: Record<string, unknown> = {}) => db.run`
  insert into booking.draw_outcome
  select (jsonb_populate_record(o, ${JSON.stringify(differs)}::jsonb)).* from booking.draw_outcome o where draw_id = ${drawn}`;

const aResult = ({ db }: TxCtx, { drawn }: World, differs: Record<string, unknown> = {}) => db.run`
  insert into booking.draw_result
  select (jsonb_populate_record(r, ${JSON.stringify(differs)}::jsonb)).* from booking.draw_result r where draw_id = ${drawn}`;

/** Each breaks one guard and nothing else. */
const attempts: Record<string, (ctx: TxCtx, of: World) => Promise<unknown>> = {
  draw_times: ({ db }, { open }) => db.run`update booking.draw set known_from = closes_at where id = ${open}`,
  draw_called_off: ({ db }, { open }) =>
    db.run`update booking.draw set called_off_because = '场地停用' where id = ${open}`,
  draw_told_or_called_off: ({ db }, { drawn }) =>
    db.run`update booking.draw set told_at = now(), called_off_at = now() where id = ${drawn}`,
  draw_lot_pkey: (ctx, { open, offerId }) => aLot(ctx, open, offerId, "2", true),
  draw_lot_code: (ctx, { open, another }) => aLot(ctx, open, another, "1"),
  draw_lot_once: (ctx, { drawn, offerId }) => aLot(ctx, drawn, offerId, "2"),
  draw_entry_once: (ctx, of) => anEntry(ctx, of, { number: "0000-0000", code: null }),
  draw_entry_number: (ctx, of) => anEntry(ctx, of, { subject: newId(), code: null }),
  draw_entry_code: (ctx, of) => anEntry(ctx, of, { subject: newId(), number: "0000-0000" }),
  draw_entry_person_once: ({ db }, { open }) =>
    db.run`insert into booking.draw_entry_person select * from booking.draw_entry_person where draw_id = ${open}`,
  // On an entry of this draw, not of another.
  draw_entry_person_of_entry: ({ db }, { open, drawn }) =>
    db.run`
      insert into booking.draw_entry_person (draw_id, entry_id, subject)
      select ${drawn}, entry_id, subject from booking.draw_entry_person where draw_id = ${open}`,
  draw_entry_check: ({ db }, { open }) =>
    db.run`update booking.draw_entry set subject = null where draw_id = ${open}`,
  draw_frozen_pkey: ({ db }, { drawn }) =>
    db.run`insert into booking.draw_frozen select * from booking.draw_frozen where draw_id = ${drawn}`,
  draw_value_pkey: ({ db }, { drawn }) =>
    db.run`insert into booking.draw_value select * from booking.draw_value where draw_id = ${drawn}`,
  // No value before the list is frozen, no outcome of a list that is not, no result without an outcome.
  draw_value_draw_id_fkey: ({ db }, { drawn, open }) =>
    db.run`update booking.draw_value set draw_id = ${open} where draw_id = ${drawn}`,
  draw_outcome_draw_id_fkey: (ctx, of) => anOutcome(ctx, of, { draw_id: of.open }),
  draw_result_draw_id_fkey: (ctx, of) => aResult(ctx, of, { draw_id: of.open }),
  draw_outcome_pkey: anOutcome,
  draw_by_two: ({ db }, { drawn }) =>
    db.run`
      insert into booking.draw_outcome (draw_id, text, value, typed_by, confirmed_by, drawn_at)
      select draw_id, text, value, typed_by, typed_by, drawn_at from booking.draw_outcome where draw_id = ${drawn}`,
  draw_result_pkey: aResult,
  draw_result_turn: ({ db }, { drawn }) =>
    db.run`update booking.draw_result set turn = null where draw_id = ${drawn} and result = 'waiting'`,
  draw_result_because: ({ db }, { drawn }) =>
    db.run`update booking.draw_result set became = 'passed-over' where draw_id = ${drawn}`,
};

/** Shown in drawing.test.ts, by every statement that could. */
const shown = ["draw_frozen_once", "draw_outcome_once"];

/** Carries a foreign key; the primary key is stricter. */
const carrier = ["draw_entry_of_draw"];

/** Checks of one column's form, said beside the column. */
const plain = [
  "draw_called_off_because_check",
  "draw_entry_choices_check",
  "draw_entry_most_check",
  "draw_entry_number_check",
  "draw_entry_size_check",
  "draw_entry_state_check",
  "draw_frozen_commitment_check",
  "draw_frozen_entries_check",
  "draw_frozen_hash_check",
  "draw_groups_check",
  "draw_lot_code_check",
  "draw_lot_places_check",
  "draw_lot_reserved_check",
  "draw_most_lots_check",
  "draw_most_people_check",
  "draw_org_path_check",
  "draw_outcome_value_check",
  "draw_result_became_check",
  "draw_result_nth_check",
  "draw_result_rank_check",
  "draw_result_result_check",
  "draw_result_turn_check",
  "draw_title_check",
  "draw_value_kind_check",
  "draw_value_source_check",
  "draw_value_value_check",
];

for (const [guard, attempt] of Object.entries(attempts)) {
  dbTest(`the database keeps ${guard}`, async ({ ctx }) => {
    await inTx(ctx, async (inner) => {
      const made = await world(inner);
      await assert.rejects(
        inner.db.attempt((db) => attempt({ ...inner, db }, made)),
        { constraint: guard },
      );
    });
  });
}

dbTest("no guard of draws is without an attempt to break it", async ({ db }) => {
  const missing = (await guardsOf(db, "^draw")).filter((name) => !(name in attempts));
  assert.deepEqual(missing.sort(), [...shown, ...carrier, ...plain].sort());
});
