/** What is kept of one person's wishes: their copy, their end, their joining with another account. */
import type { Joining, Moved, PersonSection } from "#platform/auth";
import type { Ctx, TxCtx } from "#platform/ctx";
import * as store from "./wish-store.ts";

// texts: wish.state.*
export async function wishesOfPerson(ctx: Ctx, subject: string): Promise<PersonSection[]> {
  const rows = (await store.wishesBy(ctx.db, subject, 10_000)).map(
    ({ title, author, isbn, publisher, why, wishedAt, state, reason }) => ({
      title,
      author,
      isbn,
      publisher,
      why,
      at: wishedAt.toString(),
      state,
      reason,
    }),
  );
  return rows.length > 0
    ? [{ module: "library", title: "export.wishes", rows, words: { state: "wish.state" } }]
    : [];
}

/** That they wanted it, and why; a title stays while others want it or it is ordered. */
export function forgetWishes(ctx: TxCtx, subject: string): Promise<number> {
  return store.forgetWisher(ctx.db, subject);
}

// texts: merge.wishes merge.wishes.twice
export async function mergeWishes(ctx: TxCtx, { from, into }: Joining): Promise<Moved[]> {
  const { moved, twice } = await store.moveWisher(ctx.db, from.subject, into.subject);
  if (moved + twice === 0) return [];
  const settled = twice > 0 ? [{ text: "merge.wishes.twice", values: { count: twice } }] : [];
  return [{ module: "library", what: "merge.wishes", rows: moved, settled }];
}
