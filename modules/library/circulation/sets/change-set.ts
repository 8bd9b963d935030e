/** Sets are made, filled and booked. */
import type { InputOf } from "#contract";
import { organisationsByPaths, placeOf } from "#places";
import { audit } from "#platform/audit";
import { type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, invalid, refused } from "#platform/errors";
import * as contract from "./contract.ts";
import { groupMeant } from "./lend-set.ts";
import * as store from "./set-store.ts";

export async function makeSet(
  ctx: TxCtx,
  { placeId, name, barcode, note }: InputOf<typeof contract.makeSet>["body"],
): Promise<{ id: string }> {
  const place = found(await placeOf(ctx.db, placeId), "place", placeId);
  const owner = found(
    (await organisationsByPaths(ctx.db, [place.orgPath])).get(place.orgPath),
    "organisation",
    place.orgPath,
  );
  const id = newId(ctx.clock().epochMilliseconds);
  const row = {
    id,
    ownerId: owner.id,
    orgPath: owner.path,
    placeId,
    barcode: barcode.trim(),
    name: name.trim(),
    note: note.trim(),
  };
  if (!(await store.insertSet(ctx.db, row, today(ctx).toString())))
    throw invalid([{ field: "/body/barcode", id: "set-barcode-taken" }]);
  await audit(ctx, { what: "set.made", on: { kind: "set", id }, detail: { name: row.name } });
  return { id };
}

/** A copy of the set's own house. */
export async function putInSet(
  ctx: TxCtx,
  id: string,
  { barcode, belongs }: InputOf<typeof contract.putInSet>["body"],
): Promise<{ copies: number }> {
  const { db } = ctx;
  const set = found(await store.setById(db, id), "set", id);
  await store.lockSet(db, id);
  const copy = await store.copyOfHouse(db, { ownerId: set.ownerId, barcode: barcode.trim() });
  if (!copy) throw refused("set.no-copy", { barcode });
  if (!belongs) await store.removeSetItem(db, id, copy.id);
  else {
    if ((await store.copiesOf(db, id)).length >= contract.mostCopies)
      throw refused("set.full", { most: contract.mostCopies });
    if (!(await store.insertSetItem(db, id, copy.id))) throw refused("set.other-set");
  }
  await audit(ctx, { what: "set.changed", on: { kind: "set", id }, detail: { item: copy.id, belongs } });
  return { copies: (await store.copiesOf(db, id)).length };
}

/** A term ahead, and no longer than one. */
const [furthestDays, longestDays] = [400, 200];

export async function bookSet(
  ctx: TxCtx,
  id: string,
  { sign, since, until, note }: InputOf<typeof contract.bookSet>["body"],
): Promise<{ id: string }> {
  const { db } = ctx;
  const on = today(ctx);
  if (since < on.toString() || since > on.add({ days: furthestDays }).toString())
    throw invalid([{ field: "/body/since", id: "set-since" }]);
  if (until < since || daysBetween(since, until) >= longestDays)
    throw invalid([{ field: "/body/until", id: "set-until" }]);
  const subject = await groupMeant(ctx, sign);
  found(await store.setById(db, id), "set", id);
  // One after another, so that the second is told what the first has; the database refuses what meets in any case.
  await store.lockSet(db, id);
  const met = (await store.bookingsOf(db, [id], since)).find((one) => one.since <= until);
  if (met) throw refused("set.booked", { since: met.since, until: met.until });
  const booking = {
    id: newId(ctx.clock().epochMilliseconds),
    setId: id,
    subject,
    since,
    until,
    note: note.trim(),
  };
  await store.insertBooking(db, booking);
  // Not for whom: what was in the box leads to what a class had.
  await audit(ctx, { what: "set.booked", on: { kind: "set", id }, detail: { since, until } });
  return { id: booking.id };
}

export async function dropBooking(ctx: TxCtx, id: string): Promise<void> {
  const { setId, since, until } = found(await store.bookingById(ctx.db, id), "booking", id);
  await store.removeBooking(ctx.db, id);
  await audit(ctx, { what: "set.booking-dropped", on: { kind: "set", id: setId }, detail: { since, until } });
}

const daysBetween = (since: string, until: string) => (Date.parse(until) - Date.parse(since)) / 86_400_000;
