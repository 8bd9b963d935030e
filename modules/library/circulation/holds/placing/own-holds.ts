/** What a reader waits for: asked, seen, put off, sent elsewhere, given up. */
import type { AnswerOf } from "#contract";
import { placesOf } from "#places";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
import { found, notFound, refused } from "#platform/errors";
import { named } from "#platform/i18n";
import { doorOf, wayFor } from "../../delivery/doorstep.ts";
import { isWay } from "../../delivery/to-door.ts";
import { lockBorrower, lockCopy } from "../../lending/lending-store.ts";
import { writeDown } from "../../lending/written.ts";
import type * as contract from "../contract.ts";
import { endedHolds } from "../hold-shelf.ts";
import { endHolds, waitAgain } from "../hold-store.ts";
import { holdTermsOf } from "../hold-terms-store.ts";
import { lookForCopies } from "../looking/look-for-copies.ts";
import * as store from "./own-store.ts";
import { pickupAt, pickupPlaces } from "./pickup-places.ts";
import { checkDays, holder, refuseCopies, refuseTitles } from "./place-hold.ts";
import * as placing from "./placing-store.ts";

const [mostEditions, mostVolumes] = [9, 200];

export async function showForm(ctx: Ctx, id: string): Promise<AnswerOf<typeof contract.holdForm>> {
  const { db } = ctx;
  const recordId = Number(id);
  const subject = holder(ctx);
  const title = found(await placing.titleOf(db, recordId), "record", id);
  refuseTitles([title], [recordId]);
  const reader = await placing.homeOf(db, subject);
  if (!reader) throw refused("book-hold.no-reader");
  const has = await placing.hasOf(db, subject, [recordId]);
  if (has.some(({ how }) => how === "held")) throw refused("book-hold.held", {}, { next: "/my/holds" });
  if (has.length > 0) throw refused("book-hold.lent", {}, { next: "/my/loans" });
  const there = new Map(
    (await placing.onShelfAt(db, recordId)).map(({ placeId, available }) => [placeId, available]),
  );
  const pickups = (await pickupPlaces(db)).map((place) => ({
    id: place.id,
    name: named(place, ctx.locale),
    available: there.get(place.id) ?? 0,
  }));
  const volumes = await placing.volumesOf(db, recordId, mostVolumes);
  const names = await placesOf(
    db,
    volumes.flatMap(({ placeId }) => placeId ?? []),
  );
  return {
    title: title.title,
    ...(await placing.queueOf(db, recordId)),
    pickups: pickups.toSorted((a, b) => a.name.localeCompare(b.name, ctx.locale)),
    home: pickups.some((place) => place.id === reader.homeId) ? reader.homeId : null,
    volumes: volumes.map(({ id: itemId, volume, callNumber, placeId }) => {
      const place = placeId === null ? null : names.get(placeId);
      return { itemId, volume, callNumber, place: place ? named(place, ctx.locale) : "" };
    }),
    editions: (await placing.editionsToo(db, recordId, mostEditions)).map((one) => ({
      ...one,
      id: String(one.id),
    })),
    most: (await holdTermsOf(db, reader.homePath, today(ctx).toString())).most,
    held: await placing.countHolds(db, subject),
    toDoor: await bringsTo(ctx, subject),
  };
}

/** Whether somebody is brought what they wait for, if they say where to. */
async function bringsTo(ctx: Ctx, subject: string): Promise<boolean> {
  const door = await doorOf(ctx, subject);
  return door !== null && isWay(door.way);
}

export async function showOwn(ctx: Ctx): Promise<AnswerOf<typeof contract.ownHolds>> {
  const holds = await store.holdsOf(ctx.db, holder(ctx));
  const places = await placesOf(
    ctx.db,
    holds.map(({ pickupId }) => pickupId),
  );
  const groups = [...new Set(holds.flatMap(({ groupId }) => groupId ?? []))];
  const brief = (id: string) => {
    const place = places.get(id);
    return { id, name: place ? named(place, ctx.locale) : "" };
  };
  const all = holds.length === 0 ? [] : await pickupPlaces(ctx.db);
  return {
    items: holds.map((hold) => ({
      id: hold.id,
      record: String(hold.recordId),
      title: hold.title,
      volume: hold.volume,
      pickup: brief(hold.pickupId),
      toDoor: hold.toDoor,
      bringOn: hold.bringOn,
      state: hold.state,
      before: hold.before,
      copies: hold.copies,
      frozenUntil: stillFrozen(ctx, hold.frozenUntil),
      neededBy: hold.neededBy,
      readyUntil: hold.readyUntil,
      slot: hold.slot,
      hopeless: hold.hopelessSince !== null,
      group: hold.groupId === null ? null : groups.indexOf(hold.groupId) + 1,
      can: canBeChanged(hold) ? ["change" as const, "cancel" as const] : ["cancel" as const],
    })),
    toDoor: holds.length > 0 && (await bringsTo(ctx, holder(ctx))),
    pickups: all
      .map((place) => ({ id: place.id, name: named(place, ctx.locale) }))
      .toSorted((a, b) => a.name.localeCompare(b.name, ctx.locale)),
  };
}

const stillFrozen = (ctx: Ctx, until: string | null) =>
  until !== null && until > today(ctx).toString() ? until : null;

/** What is on its way to a place or stands there is not sent elsewhere. */
const canBeChanged = ({ state }: { state: store.KeptHold["state"] }) =>
  state === "waiting" || state === "wanted";

/** One's own hold, locked behind the copy that is kept for it; a hold of anybody else is not there. */
async function lockOwn(ctx: TxCtx, id: string): Promise<store.KeptHold> {
  const subject = holder(ctx);
  const seen = await store.holdOf(ctx.db, id);
  if (seen?.subject !== subject) throw notFound("hold", id);
  return lockBehindCopy(ctx, seen);
}

/** The item, then the reader, then the hold. Whoever is served by another copy meanwhile is asked to look again. */
export async function lockBehindCopy(ctx: TxCtx, seen: store.KeptHold): Promise<store.KeptHold> {
  if (seen.itemId !== null) await lockCopy(ctx.db, seen.itemId);
  await lockBorrower(ctx.db, seen.subject, ctx.clock());
  const hold = found(await store.lockHold(ctx.db, seen.id), "hold", seen.id);
  if (hold.itemId !== seen.itemId) throw refused("book-hold.changed");
  return hold;
}

export async function changeOwn(
  ctx: TxCtx,
  id: string,
  change: {
    pickupId: string;
    toDoor?: boolean | undefined;
    frozenUntil: string | null;
    neededBy: string | null;
  },
): Promise<void> {
  const { db } = ctx;
  const hold = await lockOwn(ctx, id);
  if (!canBeChanged(hold)) throw refused("book-hold.on-its-way");
  checkDays(ctx, newDays(hold, change));
  const toDoor = change.toDoor === true;
  const pickupId = toDoor ? (await wayFor(ctx, hold.subject)).homeId : change.pickupId;
  const pickup =
    pickupId === hold.pickupId
      ? { id: hold.pickupId, orgPath: hold.pickupPath }
      : await pickupAt(db, pickupId);
  if (pickupId !== hold.pickupId) await refuseElsewhere(ctx, hold, pickup.orgPath);
  // What is put off is looked for nowhere, and what is collected elsewhere perhaps nearer to that.
  if (hold.state === "wanted") await waitAgain(db, id);
  await store.changeHold(db, { ...change, id, pickupId, toDoor, pickupPath: pickup.orgPath });
  await writeDown(ctx, "hold.changed", { kind: "hold", id });
  await lookForCopies(ctx, [hold.recordId]);
}

type Days = Pick<store.KeptHold, "frozenUntil" | "neededBy">;

/** A day that stands already may have come meanwhile. */
const newDays = (was: Days, said: Days): Days => ({
  frozenUntil: said.frozenUntil === was.frozenUntil ? null : said.frozenUntil,
  neededBy: said.neededBy === was.neededBy ? null : said.neededBy,
});

/** Nothing may be lent there that is lent here. */
async function refuseElsewhere(ctx: TxCtx, hold: store.KeptHold, pickupPath: string): Promise<void> {
  const { subject, recordId, wantedItemId } = hold;
  const reader = found(await lockBorrower(ctx.db, subject, ctx.clock()), "reader", subject);
  const one = { recordId, itemId: wantedItemId };
  await refuseCopies(ctx, { reader, pickupPath, recordIds: [recordId], one });
}

export async function cancelOwn(ctx: TxCtx, id: string): Promise<void> {
  const hold = await lockOwn(ctx, id);
  await endedHolds(ctx, await endHolds(ctx.db, [hold.id]), { how: "cancelled", but: null });
}
