/** What a place does for who waits: its pull list, its hold shelf, and what is done with a copy in hand. */
import type { AnswerOf } from "#contract";
import { namesOfSubjects, phoneTailsOf } from "#people";
import { type Place, placeOf } from "#places";
import { audit } from "#platform/audit";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { keepVersions, setStatus } from "../../../catalogue/items/item-store.ts";
import { counterStaff } from "../../../may.ts";
import { ownPlaces } from "../../../own-places.ts";
import { checkIn } from "../../lending/check-in.ts";
import { lockCopy } from "../../lending/lending-store.ts";
import type * as contract from "../contract.ts";
import { waitAgain } from "../hold-store.ts";
import { lookForCopies } from "../looking/look-for-copies.ts";
import * as store from "./desk-store.ts";

const mostShown = 500;
/** What was not there longer ago than this has been somewhere since. */
const missedWithin = { days: 30 };

interface AskedPlace {
  places: { id: string; name: string }[];
  place: { id: string; name: string } | null;
}

/** Places where the asker lends, and which of them is asked for: the first, where none is. */
async function placeAsked(ctx: Ctx, asked: string | undefined): Promise<AskedPlace> {
  const own = await ownPlaces(ctx, ...counterStaff);
  const places = own.map(({ id, name }) => ({ id, name }));
  return { places, place: places.find(({ id }) => id === asked) ?? places[0] ?? null };
}

export async function showPullList(
  ctx: Ctx,
  { place: asked }: { place?: string | undefined },
): Promise<AnswerOf<typeof contract.pullList>> {
  const of = await placeAsked(ctx, asked);
  const items = of.place ? await store.pullListOf(ctx.db, of.place.id, mostShown + 1) : [];
  return { ...of, items: items.slice(0, mostShown), more: items.length > mostShown };
}

export async function showShelf(
  ctx: Ctx,
  { place: asked }: { place?: string | undefined },
): Promise<AnswerOf<typeof contract.holdShelf>> {
  const of = await placeAsked(ctx, asked);
  if (!of.place) return { ...of, ready: [], left: [] };
  const ready = await store.readyAt(ctx.db, of.place.id, mostShown);
  const subjects = ready.map(({ subject }) => subject);
  const names = await namesOfSubjects(ctx.db, subjects);
  const tails = await phoneTailsOf(ctx.db, subjects);
  return {
    ...of,
    ready: ready.map(({ subject, ...one }) => ({
      ...one,
      reader: names.get(subject) ?? "",
      phoneTail: tails.get(subject) ?? null,
    })),
    left: await store.leftAt(ctx.db, of.place.id, mostShown),
  };
}

/** A copy is in somebody's hand at the place: it is scanned, and goes where it should. */
export async function sendOn(
  ctx: TxCtx,
  { placeId, barcode }: { placeId: string; barcode: string },
): Promise<AnswerOf<typeof contract.sendOn>> {
  const [itemId, other] = await store.inHandAt(ctx.db, placeId, barcode.trim());
  if (itemId === undefined) throw refused("book-hold.not-listed", { barcode });
  if (other !== undefined) throw refused("book-hold.two-of-barcode", { barcode });
  await store.forgetMiss(ctx.db, itemId);
  const { title, goes } = await checkIn(ctx, { itemId, placeId });
  if (goes.to === "place") {
    const place = await placeOf(ctx.db, goes.placeId);
    return { title, goes: { to: "place", place: place?.name ?? "", reason: goes.reason } };
  }
  if (goes.to === "shelf") return { title, goes };
  return { title, goes: { to: "hold-shelf", slot: goes.slot, until: goes.until } };
}

/** It is not on its shelf: another is looked for. On another day once more, and it is missing. */
export async function notThere(
  ctx: TxCtx,
  { place, itemId }: { place: Pick<Place, "id">; itemId: number },
): Promise<{ missing: boolean }> {
  const { db } = ctx;
  const day = today(ctx);
  const copy = found(await lockCopy(db, itemId), "item", `${itemId}`);
  const { holdId, holdState } = copy;
  if (holdId === null || holdState !== "wanted" || !(await isWantedAt(ctx, place.id, itemId)))
    throw refused("book-hold.not-listed", { barcode: copy.barcode });
  const on = day.toString();
  const missing = await store.missedAgain(db, { itemId, on, since: day.subtract(missedWithin).toString() });
  if (missing) {
    if (copy.status === "available") await setMissing(ctx, itemId);
    await store.forgetMiss(db, itemId);
    await audit(ctx, { what: "item.missing", on: { kind: "item", id: `${itemId}` } });
  }
  await waitAgain(db, holdId);
  await lookForCopies(ctx, [copy.recordId]);
  return { missing };
}

async function setMissing(ctx: TxCtx, itemId: number): Promise<void> {
  const now = ctx.clock();
  await keepVersions(ctx.db, [itemId], { why: "edited", now });
  await setStatus(ctx.db, [itemId], "missing", now);
}

async function isWantedAt({ db }: Ctx, placeId: string, itemId: number): Promise<boolean> {
  return (await store.wantedPlaceOf(db, itemId)) === placeId;
}
