/** A reader's doorstep: whether they are brought what they wait for, and where to. */
import { audit } from "#platform/audit";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
import { refused } from "#platform/errors";
import { lockBorrower } from "../lending/lending-store.ts";
import * as store from "./doorstep-store.ts";
import { deliveryTermsOf } from "./terms-store.ts";
import { type DeliveryKind, type DeliveryTerms, isWay, wayToDoor } from "./to-door.ts";

export interface Door {
  reader: store.DoorReader;
  terms: DeliveryTerms | null;
  way: ReturnType<typeof wayToDoor>;
}

/** How somebody would be brought something; null: no reader. */
export async function doorOf({ db }: Ctx, subject: string): Promise<Door | null> {
  const reader = await store.doorReaderOf(db, subject);
  if (!reader) return null;
  const terms = await deliveryTermsOf(db, reader.homePath);
  return { reader, terms, way: wayToDoor(terms, reader) };
}

/** Their library packs it and knows where to; refuses with what stands against it. */
export async function wayFor(
  ctx: Ctx,
  subject: string,
): Promise<{ kind: DeliveryKind; homeId: string; terms: DeliveryTerms }> {
  const door = await doorOf(ctx, subject);
  if (!door) throw refused("book-hold.no-reader");
  if (!isWay(door.way) || !door.terms) throw refused(`delivery.${door.way}`);
  if (!door.reader.hasContact) throw refused("delivery.no-address", {}, { next: "/my/delivery" });
  return { kind: door.way, homeId: door.reader.homeId, terms: door.terms };
}

/** Kept as long as the house says, counted anew with every delivery. */
const usualKeepDays = 90;

export async function saveContact(
  ctx: TxCtx,
  subject: string,
  { homebound, round, ...contact }: store.Contact & { homebound?: boolean; round?: store.Round },
): Promise<void> {
  const { db } = ctx;
  const door = await doorOf(ctx, subject);
  if (!door) throw refused("book-hold.no-reader");
  await lockBorrower(db, subject, ctx.clock());
  // A house that brings nothing has no use for an address.
  const way = wayToDoor(door.terms, { ...door.reader, homebound: homebound ?? door.reader.homebound });
  if (!isWay(way)) throw refused(`delivery.${way}`);
  const keepUntil = today(ctx)
    .add({ days: door.terms?.keepDays ?? usualKeepDays })
    .toString();
  await store.putContact(db, { subject, contact, homebound, keepUntil });
  if (round) await store.putRound(db, subject, round);
  await audit(ctx, {
    what: "doorstep.saved",
    on: { kind: "reader", id: subject },
    subject,
    ...(homebound !== undefined && { detail: { homebound } }),
  });
}

/** They are brought nothing any more: what they wait for is theirs to collect. Not while something is on the way. */
export async function forgetContact(ctx: TxCtx, subject: string): Promise<void> {
  await lockBorrower(ctx.db, subject, ctx.clock());
  if (await store.isUnderWay(ctx.db, subject)) throw refused("delivery.under-way");
  if ((await store.removeDoorstep(ctx.db, subject)) === 0) return;
  await audit(ctx, { what: "doorstep.forgotten", on: { kind: "reader", id: subject }, subject });
}
