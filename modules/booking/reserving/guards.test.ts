/** What the database refuses of reservations even to a bug: each guard by its name. */
import assert from "node:assert/strict";
import { aResident } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { inTx, type TxCtx } from "#platform/ctx";
import { newId, sql } from "#platform/db";
import { dbTest } from "#platform/testing";
import { guardsOf } from "../testing.ts";
import { blackOut } from "./blackout.ts";
import { aSeatTaken } from "./seats/testing.ts";
import { aMoveRequest, aReservation, aRoom, between } from "./testing.ts";
import { reserveFor } from "./uses.ts";

/** A room that somebody has and is asked to leave to another, one beside it at the same time, one that is closed, two seats and a hall that has the room of one, a teacher's hour. */
async function world(ctx: TxCtx) {
  const { id: organisation } = await anOrganisation(ctx);
  const { room, held, id: request } = await aMoveRequest(ctx, organisation);
  const beside = await aRoom(ctx);
  const other = await aReservation(ctx, beside.id, between(ctx, 2, "14:00", "16:00"));
  const closed = await aRoom(ctx);
  const span = between(ctx, 2, "10:00", "12:00");
  const { id: blackout } = await blackOut(ctx, { resourceId: closed.id, ...span, reason: "检修", hits: [] });
  const [seat, second] = [await aSeatTaken(ctx), await aSeatTaken(ctx)];
  const { id: hall } = await aRoom(ctx, { placeId: seat.room.placeId, parts: [seat.room.id] });
  const { subject: person } = await aResident(ctx);
  const use = { ref: newId(), orgPath: "klmy.", needs: [{ person }], purpose: "国画课", ...span };
  await reserveFor(ctx, "test-lesson", [use]);
  return {
    room,
    held: held.reservationId,
    request,
    beside,
    other,
    closed,
    blackout,
    seat,
    second,
    hall,
    person,
  };
}
type World = Awaited<ReturnType<typeof world>>;

/** Changes the reservation of the room. */
const held =
  (set: Record<string, unknown>) =>
  ({ db }: TxCtx, { held: id }: World) =>
    db.run`
      update booking.reservation v
         set (subject, organisation_id, use_kind, use_org_path, during, occupied, state, approved, checked_in_at, away_until) =
             (select n.subject, n.organisation_id, n.use_kind, n.use_org_path, n.during, n.occupied, n.state, n.approved, n.checked_in_at, n.away_until
                from jsonb_populate_record(v, ${JSON.stringify(set)}::jsonb) n)
       where v.id = ${id}`;

/** The first row of a table once more, with other columns. */
const again = ({ db }: TxCtx, table: string, differs: Record<string, unknown> = {}) => db.run`
  insert into booking.${sql.raw(table)}
  select (jsonb_populate_record(t, ${JSON.stringify(differs)}::jsonb)).* from booking.${sql.raw(table)} t limit 1`;

/** A cell is had by a reservation or a blackout, at its own time unless another is told. */
const occupied = (
  { db }: TxCtx,
  of: { cell: string; reservation?: string; blackout?: string; span?: string; living?: boolean },
) => db.run`
  insert into booking.occupation (cell, span, reservation_id, blackout_id, living)
  select ${of.cell}, coalesce(${of.span ?? null}::tstzrange, v.occupied, b.span), v.id, b.id, ${of.living ?? true}
    from (select) one
    left join booking.reservation v on v.id = ${of.reservation ?? null}
    left join booking.blackout b on b.id = ${of.blackout ?? null}`;

const anAnswer = ({ db }: TxCtx, { held: id }: World, step: number, by: string) => db.run`
  insert into booking.reservation_answer (reservation_id, step, answered_by, approved, at) values (${id}, ${step}, ${by}, true, now())`;

const anApproval = ({ db }: TxCtx, { request }: World, step: number, by: string) => db.run`
  insert into booking.move_approval (request_id, step, answered_by, approved, at) values (${request}, ${step}, ${by}, true, now())`;

const otherTime = "[2027-01-01T10:00:00Z,2027-01-01T11:00:00Z)";

/** Each breaks one guard and nothing else. */
const attempts: Record<string, (ctx: TxCtx, of: World) => Promise<unknown>> = {
  resource_once: (ctx) => again(ctx, "resource", { id: newId() }),
  resource_named: ({ db }, { room }) =>
    db.run`update booking.resource set label = '排练厅' where id = ${room.id}`,
  resource_person_is_not_public: ({ db }, { person }) =>
    db.run`update booking.resource set public = true where ref = ${person}`,
  resource_cell_whole: async ({ db }, { hall, seat, closed }) => {
    await db.run`set constraints booking.resource_cell_whole immediate`;
    // The hall gives up what its room keeps; the room takes what the hall does not.
    await assert.rejects(
      db.attempt(
        (tx) =>
          tx.run`delete from booking.resource_cell where resource_id = ${hall} and cell = ${seat.seats[0]?.id ?? ""}`,
      ),
      { constraint: "resource_cell_whole" },
    );
    await db.run`insert into booking.resource_cell (resource_id, cell) values (${seat.room.id}, ${closed.id})`;
  },
  resource_cell_pkey: (ctx) => again(ctx, "resource_cell"),
  reservation_during: held({ during: "empty" }),
  reservation_occupied: held({ occupied: otherTime }),
  reservation_of_one: held({ organisation_id: newId(), state: "over" }),
  reservation_of_somebody: held({ subject: null }),
  reservation_use_named: held({ use_kind: "lesson" }),
  reservation_use_owned: held({ use_org_path: "klmy." }),
  reservation_approved: held({ approved: 1 }),
  reservation_in: held({ checked_in_at: "2026-06-12T10:00:00Z" }),
  reservation_away: held({ away_until: "2026-06-12T10:00:00Z" }),
  reservation_one_seat: ({ db }, { seat, second }) =>
    db.run`update booking.reservation set subject = ${seat.subject} where id = ${second.reservationId}`,
  reservation_answer_pkey: async (ctx, of) => {
    for (let twice = 0; twice < 2; twice++) await anAnswer(ctx, of, 0, newId());
  },
  reservation_answer_each_another: async (ctx, of) => {
    const by = newId();
    for (const step of [0, 1]) await anAnswer(ctx, of, step, by);
  },
  blackout_span: ({ db }, { blackout }) =>
    db.run`update booking.blackout set span = 'empty' where id = ${blackout}`,
  occupation_of_one: (ctx, { room }) => occupied(ctx, { cell: room.id, span: otherTime }),
  // What has ended is kept once too.
  occupation_once: async (ctx, { room, held: reservation }) => {
    await ctx.db.run`update booking.reservation set state = 'cancelled' where id = ${reservation}`;
    await occupied(ctx, { cell: room.id, reservation, living: false });
  },
  occupation_of_reservation: (ctx, { closed, held: reservation }) =>
    occupied(ctx, { cell: closed.id, reservation, span: otherTime }),
  occupation_of_blackout: (ctx, { room, blackout }) =>
    occupied(ctx, { cell: room.id, blackout, span: otherTime }),
  occupation_one_at_a_time: (ctx, { room, other }) =>
    occupied(ctx, { cell: room.id, reservation: other.reservationId }),
  move_request_of_one: ({ db }, { request }) =>
    db.run`update booking.move_request set organisation_id = null where id = ${request}`,
  move_request_answered: ({ db }, { request }) =>
    db.run`update booking.move_request set state = 'declined' where id = ${request}`,
  move_request_by_another: ({ db }, { request }) =>
    db.run`
      update booking.move_request set state = 'declined', answered_at = now(), answered_by = made_by where id = ${request}`,
  // Nobody is asked before all of it is approved.
  move_request_approved: ({ db }, { request }) =>
    db.run`update booking.move_request set approval = '{house}' where id = ${request}`,
  move_approval_pkey: async (ctx, of) => {
    for (let twice = 0; twice < 2; twice++) await anApproval(ctx, of, 0, newId());
  },
  move_approval_each_another: async (ctx, of) => {
    const by = newId();
    for (const step of [0, 1]) await anApproval(ctx, of, step, by);
  },
  move_request_one_open: (ctx) => again(ctx, "move_request", { id: newId() }),
  move_option_pkey: (ctx) => again(ctx, "move_option"),
  seat_spot_pkey: (ctx) => again(ctx, "seat_spot", { at_row: 40 }),
  seat_spot_one: (ctx, { room }) => again(ctx, "seat_spot", { seat_id: room.id }),
};

/** Checks of one column's form; what `takes` is there for a foreign key. */
const plain = [
  "blackout_reason_check",
  "blackout_takes",
  "move_option_n_check",
  "move_request_approval_check",
  "move_request_because_check",
  "move_request_people_check",
  "move_request_purpose_check",
  "move_request_reason_check",
  "move_request_state_check",
  "move_request_use_kind_check",
  "reservation_approval_check",
  "reservation_because_check",
  "reservation_people_check",
  "reservation_purpose_check",
  "reservation_state_check",
  "reservation_takes",
  "reservation_use_kind_check",
  "reservation_use_org_path_check",
  "resource_kind_check",
  "resource_label_check",
  "resource_org_path_check",
  "seat_spot_at_column_check",
  "seat_spot_at_row_check",
];

dbTest("the database keeps each guard of reservations", async ({ ctx }) => {
  await inTx(ctx, async (inner) => {
    const made = await world(inner);
    for (const [guard, attempt] of Object.entries(attempts))
      await assert.rejects(
        inner.db.attempt((db) => attempt({ ...inner, db }, made)),
        ({ constraint }: { constraint?: string }) => constraint === guard,
        guard,
      );
  });
});

dbTest("no guard of reservations is without an attempt to break it", async ({ db }) => {
  const guards = await guardsOf(db, "^(resource|reservation|blackout|occupation|move_|seat_spot)");
  const missing = guards.filter((name) => !(name in attempts));
  assert.deepEqual(missing.sort(), plain.sort());
});
