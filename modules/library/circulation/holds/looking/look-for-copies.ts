/** Copies are looked for on shelves for who waits, nearest first, and the places are asked for a day to bring them; where every copy is lent one is called back. */

import type { Temporal } from "temporal-polyfill";
import { type Place, placesOf } from "#places";
import { type TxCtx, today } from "#platform/ctx";
import { againstReader } from "../../lending/against.ts";
import { openFrom } from "../../rules/due.ts";
import { openDaysOf } from "../../rules/open-days.ts";
import { ruleBook } from "../../rules/rule-book.ts";
import { pullDaysOf } from "../hold-terms-store.ts";
import { type KeptDays, keptDays } from "../kept-days.ts";
import { type Assigned, assign, type Shelved } from "./assign.ts";
import * as store from "./looking-store.ts";
import { recallFor } from "./recall.ts";

/** Of each title so many copies on shelves are weighed. */
const mostCopies = 200;
/** So many of each queue are looked at; then the more of those of which copies are left. */
const [firstInQueue, furtherInQueue] = [50, 5000];
/** Only of so many titles the whole queue. */
const mostWhole = 10;
/** Then it is looked again, should nothing happen before. */
const again = { minutes: 60 };

/** Looks for copies of these titles. Answers how many are looked for now. */
export async function lookForCopies(ctx: TxCtx, recordIds: readonly number[]): Promise<number> {
  if (recordIds.length === 0) return 0;
  const { db } = ctx;
  const now = ctx.clock();
  const on = today(ctx).toString();
  const daysOf = keptDays(await ruleBook(db), on);
  const found = await shelvedAtOpenPlaces(ctx, recordIds);
  const first = await queueOf(ctx, recordIds, firstInQueue);
  const assigned = assign(first, found.shelved, daysOf);
  const more = await furtherBack(ctx, { ...found, first, assigned, daysOf });
  const wanted = await wantThem(ctx, [...assigned, ...more], found.places);
  await recallFor(ctx, recordIds, { queue: first.filter(({ id }) => !wanted.includes(id)), daysOf });
  await store.looked(db, recordIds, now.add(again));
  return wanted.length;
}

/** Who waits for these titles and is kept from nothing themself. */
async function queueOf(ctx: TxCtx, recordIds: readonly number[], limit: number): Promise<store.Queued[]> {
  const on = today(ctx).toString();
  const queue = await store.firstWaiting(ctx.db, recordIds, { on, now: ctx.clock(), limit });
  return queue.filter((waiting) => againstReader(waiting, on) === null);
}

/** Where copies are left that none of the first may have, the others behind them are asked. */
async function furtherBack(
  ctx: TxCtx,
  {
    shelved,
    first,
    assigned,
    daysOf,
  }: { shelved: Shelved[]; first: store.Queued[]; assigned: Assigned[]; daysOf: KeptDays },
): Promise<Assigned[]> {
  const taken = new Set(assigned.map(({ itemId }) => itemId));
  const served = new Set(assigned.map(({ holdId }) => holdId));
  const left = shelved.filter(({ id }) => !taken.has(id));
  // Whoever of the first had none may have none of these either.
  const seen = new Set(first.map(({ id }) => id));
  const titles = [...new Set(left.map(({ recordId }) => recordId))].slice(0, mostWhole);
  if (titles.length === 0) return [];
  const queue = await queueOf(ctx, titles, furtherInQueue);
  return assign(
    queue.filter(({ id }) => !served.has(id) && !seen.has(id)),
    left,
    daysOf,
  );
}

/** What stands on shelves of places that open today. */
async function shelvedAtOpenPlaces(
  ctx: TxCtx,
  recordIds: readonly number[],
): Promise<{ shelved: Shelved[]; places: Map<string, Place> }> {
  const day = today(ctx);
  const copies = await store.onShelves(ctx.db, recordIds, { on: day.toString(), limit: mostCopies });
  const places = await placesOf(ctx.db, [...new Set(copies.map(({ placeId }) => placeId))]);
  const isOpen = new Map([...places].map(([id, place]) => [id, openDaysOf(place, ctx.city)(day)]));
  const shelved = copies.flatMap((copy) => {
    const place = places.get(copy.placeId);
    return place && isOpen.get(copy.placeId) ? { ...copy, placePath: place.orgPath } : [];
  });
  return { shelved, places };
}

/** The places are asked; what somebody takes in hand this moment is not. */
async function wantThem(
  ctx: TxCtx,
  assigned: readonly Assigned[],
  places: ReadonlyMap<string, Place>,
): Promise<string[]> {
  if (assigned.length === 0) return [];
  const { db } = ctx;
  const there = await store.lockShelved(
    db,
    assigned.map(({ itemId }) => itemId),
  );
  const day = today(ctx);
  const days = await pullDaysOf(
    db,
    [...places.values()].map(({ orgPath }) => orgPath),
    day.toString(),
  );
  const lastDay = new Map(
    [...places].map(([id, place]) => [id, openDayAfter(ctx, place, days.get(place.orgPath) ?? 1)]),
  );
  const wanted = assigned
    .filter(({ itemId }) => there.has(itemId))
    .map((one) => ({ ...one, until: (lastDay.get(one.placeId) ?? day.add({ days: 1 })).toString() }));
  return store.want(db, wanted, ctx.clock());
}

/** The last of so many open days behind today. */
function openDayAfter(ctx: TxCtx, place: Place, days: number): Temporal.PlainDate {
  const isOpen = openDaysOf(place, ctx.city);
  let day = today(ctx);
  for (let n = 0; n < days; n++) {
    const next = day.add({ days: 1 });
    day = openFrom(next, isOpen) ?? next;
  }
  return day;
}
