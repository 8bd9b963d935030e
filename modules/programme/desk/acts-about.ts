/** What acts on events, sessions and places in them concerned, for whoever may see the event at the desk. */
import { offersOfClaims } from "#booking";
import type { ActThing } from "#people";
import type { Ctx } from "#platform/ctx";
import { may } from "../may.ts";
import { eventsOfThings } from "./acts-about-store.ts";

export async function eventsOfActs(
  ctx: Ctx,
  { things }: { things: ActThing[] },
): Promise<(ActThing & { title: string; href: string })[]> {
  const ids = (kind: string) => things.filter((one) => one.kind === kind).map(({ id }) => id);
  const offerOf = await offersOfClaims(ctx.db, ids("claim"));
  const rows = await eventsOfThings(ctx.db, {
    events: ids("event"),
    sessions: ids("session"),
    offers: [...new Set([...ids("offer"), ...offerOf.values()])],
  });
  const seen = rows.filter((row) => may["event.see-desk"](ctx.actor, row));
  const rowOf = new Map(seen.map((row) => [row.id, row]));
  return things.flatMap(({ kind, id }) => {
    const row = rowOf.get(offerOf.get(id) ?? id);
    return row ? [{ kind, id, title: row.title, href: `/desk/events/${row.eventId}` }] : [];
  });
}
