/** Telling everybody in a contest what became of it. */
import { notify } from "#people";
import type { TxCtx } from "#platform/ctx";
import type { Event } from "../event-store.ts";
import { entrantsOf } from "./entry-store.ts";

// texts: notice.contest-cancelled notice.contest-changed
/** Tells the members of all entries why; of an event without a contest nobody. Answers how many were told. */
export async function tellEntrants(
  ctx: TxCtx,
  { id, title }: Pick<Event, "id" | "title">,
  { key, reason }: { key: "notice.contest-cancelled" | "notice.contest-changed"; reason: string },
): Promise<number> {
  const entrants = await entrantsOf(ctx.db, id);
  return notify(ctx, {
    to: entrants.map(({ subject }) => subject),
    key,
    values: { title, reason },
    href: "/my/entries",
  });
}
