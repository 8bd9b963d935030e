/** Somebody waits for a title, for one copy of it, or for the first that comes of several titles. */
import { principal } from "#platform/auth";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, invalid, notFound, refused, signInNeeded } from "#platform/errors";
import { announce } from "#platform/events";
import { wayFor } from "../../delivery/doorstep.ts";
import { againstReader } from "../../lending/against.ts";
import { type Borrower, lockBorrower } from "../../lending/lending-store.ts";
import { writeDown } from "../../lending/written.ts";
import { ruleBook } from "../../rules/rule-book.ts";
import { holdTermsOf } from "../hold-terms-store.ts";
import { againstCopies } from "../kept-days.ts";
import { lookForCopies } from "../looking/look-for-copies.ts";
import { pickupAt } from "./pickup-places.ts";
import * as store from "./placing-store.ts";

export interface Placing {
  subject: string;
  recordId: number;
  /** Other titles that would do as well: the first that is ready ends the others. */
  alternatives: readonly number[];
  /** One copy of the title; null: any. */
  itemId: number | null;
  pickupId: string;
  neededBy: string | null;
  frozenUntil: string | null;
  /** It is brought to them: their library packs it, wherever they would have collected it. */
  toDoor?: boolean | undefined;
}

/** Whose holds somebody deals with: their own, or those of whom they act for. */
export function holder({ actor }: Pick<Ctx, "actor">): string {
  const person = principal(actor);
  if (!person) throw signInNeeded();
  return person.subject;
}

/** Refuses with the first reason: the title, the reader, what they have, how many they may have, the copies. */
export async function placeHold(ctx: TxCtx, placing: Placing): Promise<{ id: string }> {
  const { db } = ctx;
  const now = ctx.clock();
  const { subject, itemId, pickupId, neededBy, frozenUntil } = placing;
  checkDays(ctx, placing);
  // In order, as everybody locks titles.
  const recordIds = [...new Set([placing.recordId, ...placing.alternatives])].toSorted((a, b) => a - b);
  refuseTitles(await store.keepTitles(db, recordIds), recordIds);
  const reader = await lockReader(ctx, subject);
  const toDoor = placing.toDoor === true;
  const pickup = await pickupAt(db, toDoor ? (await wayFor(ctx, subject)).homeId : pickupId);
  await refuseReader(ctx, reader, recordIds);
  await refuseCopies(ctx, {
    reader,
    pickupPath: pickup.orgPath,
    recordIds,
    one: { recordId: placing.recordId, itemId },
  });
  const groupId = recordIds.length > 1 ? newId(now.epochMilliseconds) : null;
  const made = recordIds.map((recordId) => ({ id: newId(now.epochMilliseconds), recordId }));
  for (const { id, recordId } of made) {
    const wantedItemId = recordId === placing.recordId ? itemId : null;
    const { category, homePath } = reader;
    const of = { id, subject, recordId, wantedItemId, category, homePath, groupId, neededBy, frozenUntil };
    const at = { pickupId: pickup.id, pickupPath: pickup.orgPath, toDoor, demo: ctx.city.demo };
    if (!(await store.insertHold(db, { ...of, ...at }, now)))
      throw refused("book-hold.held", {}, { next: "/my/holds" });
    await writeDown(ctx, "hold.placed", { kind: "hold", id });
    await announce(ctx, "hold.placed", {
      holdId: id,
      pickupId: pickup.id,
      orgPath: pickup.orgPath,
      demo: ctx.city.demo,
    });
  }
  await lookForCopies(ctx, recordIds);
  const first = made.find(({ recordId }) => recordId === placing.recordId);
  return { id: found(first, "hold", subject).id };
}

/** Whoever is no reader yet is told how to become one. */
async function lockReader(ctx: TxCtx, subject: string): Promise<Borrower> {
  const reader = await lockBorrower(ctx.db, subject, ctx.clock());
  if (!reader) throw refused("book-hold.no-reader");
  return reader;
}

/** A year ahead at most, and not needed before it is waited for. */
export function checkDays(
  ctx: Ctx,
  { neededBy, frozenUntil }: { neededBy: string | null; frozenUntil: string | null },
): void {
  const on = today(ctx);
  const last = on.add({ years: 1 }).toString();
  const isBad = (day: string | null) => day !== null && (day <= on.toString() || day > last);
  if (isBad(neededBy)) throw invalid([{ field: "/body/neededBy", id: "day-within-year" }]);
  if (isBad(frozenUntil)) throw invalid([{ field: "/body/frozenUntil", id: "day-within-year" }]);
  if (neededBy !== null && frozenUntil !== null && neededBy < frozenUntil)
    throw invalid([{ field: "/body/neededBy", id: "needed-before-thawed" }]);
}

/** A title that is part of another leads there. */
export function refuseTitles(titles: readonly store.Title[], asked: readonly number[]): void {
  for (const id of asked) {
    const title = titles.find((one) => one.id === id);
    if (!title || title.state === "hidden") throw notFound("record", `${id}`);
    if (title.state === "merged")
      throw refused("library.merged", {}, { status: 410, next: `/catalogue/${title.mergedInto}` });
    if (title.state === "withdrawn") throw refused("library.withdrawn", {}, { status: 410 });
  }
}

/** What stands against the reader: their card, what they have of it, how much they wait for. */
export async function refuseReader(ctx: Ctx, reader: Borrower, recordIds: readonly number[]): Promise<void> {
  const on = today(ctx).toString();
  const against = againstReader(reader, on);
  if (against) throw refused(`book-hold.${against.id}`, against.data);
  const has = await store.hasOf(ctx.db, reader.subject, recordIds);
  if (has.some(({ how }) => how === "lent")) throw refused("book-hold.lent", {}, { next: "/my/loans" });
  if (has.length > 0) throw refused("book-hold.held", {}, { next: "/my/holds" });
  const { most } = await holdTermsOf(ctx.db, reader.homePath, on);
  if ((await store.countHolds(ctx.db, reader.subject)) >= most)
    throw refused("book-hold.too-many", { most }, { next: "/my/holds" });
}

/** Of each title there is a copy that the rules would lend them there; of the one it is this copy, where one is named. */
export async function refuseCopies(
  ctx: Ctx,
  {
    reader: { category, homePath, guarantees },
    pickupPath,
    recordIds,
    one,
  }: {
    reader: Borrower;
    pickupPath: string;
    recordIds: readonly number[];
    one: { recordId: number; itemId: number | null };
  },
): Promise<void> {
  const reader = { category, homePath, guarantees, pickupPath };
  const book = await ruleBook(ctx.db);
  const on = today(ctx).toString();
  const all = await store.kindsOf(ctx.db, recordIds, null);
  for (const id of recordIds) {
    const copies =
      id === one.recordId && one.itemId !== null
        ? await store.kindsOf(ctx.db, [id], one.itemId)
        : all.filter(({ recordId }) => recordId === id);
    const against = againstCopies(book, on, { copies, reader });
    if (against !== null) throw refused(`book-hold.${against}`);
  }
}
