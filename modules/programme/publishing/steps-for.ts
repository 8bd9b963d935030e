/** What the person asking may do with an event at the desk: the pages show these and no others. */
import { type Actor, holds } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { openSteps } from "#platform/publishing";
import type { Event } from "../event-store.ts";
import { mayWrite } from "../may.ts";
import { eventThing } from "./event-kind.ts";

type Known = Pick<Event, "id" | "state" | "orgPath" | "cancelledAt">;

/** Steps of publishing, and `edit`, `cancel` where they are possible now. */
export async function stepsFor(ctx: Ctx, event: Known): Promise<string[]> {
  return (await stepsForMany(ctx, [event])).get(event.id) ?? [];
}

/** The same for a list, with a handful of questions to the database in all. */
export async function stepsForMany(ctx: Ctx, events: readonly Known[]): Promise<Map<string, string[]>> {
  const own = events.filter(({ orgPath }) => worksFor(ctx.actor, orgPath));
  if (own.length === 0) return new Map();
  const open = await openSteps(ctx, eventThing, own);
  return new Map(
    own.map((event) => {
      const steps: string[] = (open.get(event.id) ?? []).filter(
        (step) => step !== "reopen" || !event.cancelledAt,
      );
      const settled = event.state === "draft" || (event.state === "published" && !event.cancelledAt);
      if (settled && mayWrite(ctx.actor, event)) steps.push("edit");
      if (event.state === "published" && !event.cancelledAt && mayWrite(ctx.actor, event))
        steps.push("cancel");
      return [event.id, steps];
    }),
  );
}

function worksFor(who: Actor, orgPath: string): boolean {
  return (
    who.grants.length > 0 &&
    (["editor", "reviewer", "publisher", "manager"] as const).some((role) => holds(who, role, orgPath))
  );
}
