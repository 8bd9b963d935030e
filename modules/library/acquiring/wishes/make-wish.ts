/** A reader wishes for a book, or no longer does. */
import { audit } from "#platform/audit";
import { principal } from "#platform/auth";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, invalid, refused, signInNeeded } from "#platform/errors";
import { isbn13 } from "../../catalogue/describing/standard-numbers.ts";
import { keysOf } from "./wish-keys.ts";
import { placeToWishAt } from "./wish-places.ts";
import * as store from "./wish-store.ts";

export interface WishInput {
  placeId: string;
  title: string;
  author: string;
  isbn: string;
  publisher: string;
  why: string;
  /** They have seen what the catalogue has and still want it. */
  seen: boolean;
}

/** What is like it in the catalogue is shown first, at most so many. */
export const mostKnown = 10;

export function wisher({ actor }: Ctx): string {
  const person = principal(actor);
  if (!person) throw signInNeeded();
  return person.subject;
}

/** Joins the wish that others have for the same title, or begins one. Answers how many want it now. */
export async function makeWish(ctx: TxCtx, input: WishInput): Promise<{ id: string; wishers: number }> {
  const subject = wisher(ctx);
  const wanted = checked(input);
  const place = await placeToWishAt(ctx, input.placeId);
  if (!input.seen && (await store.recordsOf(ctx.db, { ...wanted, limit: 1 })).length > 0)
    throw refused("wish.in-catalogue");
  const { organisationId, orgPath } = place;
  await store.lockWishesOf(ctx.db, organisationId);
  const same = await store.openWish(ctx.db, { organisationId, ...wanted });
  const now = ctx.clock();
  const id = same?.id ?? newId(now.epochMilliseconds);
  if (same) await store.fillWish(ctx.db, id, wanted);
  else await store.insertWish(ctx.db, { id, organisationId, orgPath, ...wanted }, now);
  const why = input.why.trim();
  if (!(await store.insertWisher(ctx.db, { wishId: id, subject, placeId: place.id, why }, now)))
    throw refused("wish.yours");
  const { most, left } = await leftThisMonth(ctx, { subject, organisationId, orgPath });
  if (left < 0) throw refused("wish.too-many", { max: most, month: today(ctx).add({ months: 1 }).month });
  await audit(ctx, { what: same ? "wish.joined" : "wish.made", on: { kind: "wish", id } });
  return { id, wishers: (await store.wishersOf(ctx.db, [id])).length };
}

/** Somebody no longer wants it. What is ordered comes all the same. */
export async function leaveWish(ctx: TxCtx, id: string): Promise<void> {
  const subject = wisher(ctx);
  const [locked] = await store.lockWishes(ctx.db, [id]);
  const wish = found(locked, "wish", id);
  if (wish.state !== "asked" && wish.state !== "considered") throw refused("wish.decided");
  if (!(await store.leaveWish(ctx.db, id, subject))) found(null, "wish", id);
  await audit(ctx, { what: "wish.left", on: { kind: "wish", id } });
}

/** How many somebody may still wish of a house this month. */
export async function leftThisMonth(
  ctx: Ctx,
  { subject, organisationId, orgPath }: { subject: string; organisationId: string; orgPath: string },
): Promise<{ most: number; left: number }> {
  const since = today(ctx).with({ day: 1 }).toZonedDateTime(ctx.city.zone).toInstant();
  const most = (await store.monthly(ctx.db, [orgPath])).get(orgPath) ?? 0;
  return { most, left: most - (await store.wishesSince(ctx.db, { subject, organisationId, since })) };
}

function checked({ title, author, isbn, publisher }: WishInput) {
  const number = isbn.trim() === "" ? null : isbn13(isbn);
  if (isbn.trim() !== "" && number === null) throw invalid([{ field: "/body/isbn", id: "isbn" }]);
  const said = { title: title.trim(), author: author.trim(), publisher: publisher.trim(), isbn: number };
  const keys = keysOf(said);
  if (keys.titleKey === "") throw invalid([{ field: "/body/title", id: "missing" }]);
  return { ...said, ...keys };
}
