/** What delivery keeps of one person: for their copy, at their end, and when two accounts are one. */
import { placesOf } from "#places";
import type { PersonSection } from "#platform/auth";
import { type Ctx, inTx, today } from "#platform/ctx";
import type { Tx } from "#platform/db";
import type { Job } from "#platform/jobs";
import { forgetPastBookings, moveBookings, removeBookingsOf } from "../sets/set-store.ts";
import * as bags from "./bag-store.ts";
import * as store from "./doorstep-store.ts";

// texts: export.doorstep export.bags delivery.state.* delivery.kind.*
export async function deliveryOfPerson({ db }: Ctx, subject: string): Promise<PersonSection[]> {
  const contact = (await store.contactsOf(db, [subject])).get(subject);
  const reader = await store.doorReaderOf(db, subject);
  const round = await store.roundOf(db, subject);
  const own = await bags.bagsOfReader(db, subject);
  const places = await placesOf(
    db,
    own.map(({ placeId }) => placeId),
  );
  const doorstep: PersonSection[] = contact
    ? [
        {
          module: "library",
          title: "export.doorstep",
          rows: [{ ...contact, homebound: reader?.homebound ?? false, ...round }],
        },
      ]
    : [];
  if (own.length === 0) return doorstep;
  const rows = own.map(({ day, kind, state, placeId, books }) => ({
    day,
    place: places.get(placeId)?.name ?? "",
    deliveryKind: kind,
    deliveryState: state,
    books,
  }));
  const words = { deliveryKind: "delivery.kind", deliveryState: "delivery.state" };
  return [...doorstep, { module: "library", title: "export.bags", rows, words }];
}

/** Copies in a bag of theirs stay where they stand; holds end by themselves. */
export async function forgetDelivery(tx: Tx, subject: string): Promise<number> {
  const removed = (await store.removeBags(tx, subject)) + (await removeBookingsOf(tx, subject));
  return removed + (await store.removeDoorstep(tx, subject));
}

export const mergeDelivery = async (tx: Tx, pair: { from: string; into: string }): Promise<number> =>
  (await store.moveDoorstep(tx, pair)) + (await moveBookings(tx, pair));

/** Addresses that nothing goes to, bags that nothing came into, weeks of a set that are over. */
export const forgetDoorstepsJob: Job = {
  name: "library.forget-doorsteps",
  cron: "40 3 * * *",
  run: async (ctx) => {
    const on = today(ctx).toString();
    await inTx(ctx, async ({ db }) => {
      await store.forgetEmptyBags(db, on);
      await store.forgetDoorsteps(db, on);
      await forgetPastBookings(db, on);
    });
  },
};
