/** What acts on events and their sessions concerned, for whoever may see the event at the desk. */
import type { ActThing } from "#people";
import type { Ctx } from "#platform/ctx";
import { may } from "../may.ts";
import { eventsOfThings } from "./acts-about-store.ts";

export async function eventsOfActs(
  ctx: Ctx,
  { things }: { things: ActThing[] },
): Promise<(ActThing & { title: string; href: string })[]> {
  const ids = (kind: string) => things.filter((one) => one.kind === kind).map(({ id }) => id);
  const rows = await eventsOfThings(ctx.db, { events: ids("event"), sessions: ids("session") });
  return rows
    .filter((row) => may["event.see-desk"](ctx.actor, row))
    .map(({ kind, id, title, eventId }) => ({ kind, id, title, href: `/desk/events/${eventId}` }));
}
