/** Sets of a place, and one of them, for whoever stands at its counter. */
import type { AnswerOf } from "#contract";
import { placeOf } from "#places";
import { type Ctx, today } from "#platform/ctx";
import { found } from "#platform/errors";
import { counterStaff } from "../../may.ts";
import { ownPlaces } from "../../own-places.ts";
import { readersOf } from "../readers/reader-store.ts";
import type * as contract from "./contract.ts";
import * as store from "./set-store.ts";

const mostSets = 200;

type Booking = AnswerOf<typeof contract.getSet>["bookings"][number];

export async function showSets(
  ctx: Ctx,
  asked: { place?: string | undefined },
): Promise<AnswerOf<typeof contract.sets>> {
  const { db } = ctx;
  const places = (await ownPlaces(ctx, ...counterStaff)).map(({ id, name }) => ({ id, name }));
  const place = places.find(({ id }) => id === asked.place) ?? places[0] ?? null;
  const rows = place ? await store.setsAt(db, place.id, mostSets) : [];
  const bookings = await bookingsBySet(
    ctx,
    rows.map(({ id }) => id),
  );
  return {
    places,
    place,
    today: today(ctx).toString(),
    items: rows.map(({ id, name, barcode, note, copies, out }) => ({
      id,
      name,
      barcode,
      note,
      copies,
      out,
      bookings: bookings.get(id) ?? [],
    })),
  };
}

export async function showSet(ctx: Ctx, id: string): Promise<AnswerOf<typeof contract.getSet>> {
  const { db } = ctx;
  const set = found(await store.setById(db, id), "set", id);
  const place = found(await placeOf(db, set.placeId), "place", set.placeId);
  const copies = await store.copiesOf(db, id);
  const holders = await groupNames(
    ctx,
    copies.flatMap(({ lentTo }) => lentTo ?? []),
  );
  return {
    id,
    name: set.name,
    barcode: set.barcode,
    note: set.note,
    place: { id: place.id, name: place.name },
    today: today(ctx).toString(),
    copies: copies.map(({ lentTo: _, ...copy }) => copy),
    holders: [...holders.values()],
    bookings: (await bookingsBySet(ctx, [id])).get(id) ?? [],
  };
}

/** Names of groups; a person who has a copy of a set is not named. */
async function groupNames({ db }: Ctx, subjects: readonly string[]): Promise<Map<string, string>> {
  const readers = await readersOf(db, [...new Set(subjects)]);
  return new Map(readers.flatMap(({ subject, kind, name }) => (kind === "group" ? [[subject, name]] : [])));
}

async function bookingsBySet(ctx: Ctx, setIds: readonly string[]): Promise<Map<string, Booking[]>> {
  const rows = await store.bookingsOf(ctx.db, setIds, today(ctx).toString());
  const names = await groupNames(
    ctx,
    rows.map(({ subject }) => subject),
  );
  const by = Map.groupBy(rows, ({ setId }) => setId);
  return new Map(
    [...by].map(([id, some]) => [
      id,
      some.map(({ setId: _, subject, ...one }) => ({ ...one, group: names.get(subject) ?? "" })),
    ]),
  );
}
