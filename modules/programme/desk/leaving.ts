/** What a member of staff who leaves has in hand: what they wrote, and what waits for a step of their roles. */
import { type LeavingLine, type LeavingPerson, pathsHeld } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { moves, type PublicationState, thingsBy } from "#platform/publishing";
import { eventThing } from "../publishing/event-kind.ts";
import { deskEvents } from "./desk-store.ts";
import { eventsInHand } from "./in-hand-store.ts";

const most = 200;

// texts: leaving.line.event-*
export async function eventsOfLeaver(ctx: Ctx, { subject, grants }: LeavingPerson): Promise<LeavingLine[]> {
  const ids = await thingsBy(ctx.db, eventThing, {
    subject,
    steps: ["write", "change", "submit", "publish"],
  });
  const written = await eventsInHand(ctx.db, { ids, now: ctx.clock(), limit: most });
  const lines: LeavingLine[] = written.map(({ id, title, state, nextAt }) => ({
    ref: `event ${id}`,
    key: `leaving.line.event-${kindOf(state)}`,
    values: { title, ...(nextAt && { at: nextAt }) },
    href: `/desk/events/${id}`,
  }));
  const waiting = await waitingFor(ctx, grants);
  if (waiting > 0) {
    lines.push({
      ref: "events waiting",
      key: "leaving.line.event-waiting",
      values: { count: waiting },
      href: "/desk/events?mine",
    });
  }
  return lines;
}

function kindOf(state: PublicationState): "draft" | "under-way" | "published" {
  if (state === "draft" || state === "published") return state;
  return "under-way";
}

/** How many events of their organisations stand before a step that one of their roles takes. */
async function waitingFor(ctx: Ctx, grants: LeavingPerson["grants"]): Promise<number> {
  const steps = ["check", "approve", "publish"] as const;
  const counts = await Promise.all(
    steps.map(async (step) => {
      const paths = pathsHeld({ grants }, "manager", ...moves[step].roles);
      if (paths.length === 0) return 0;
      const wanted = { paths, states: moves[step].from, search: null, now: ctx.clock() };
      return (await deskEvents(ctx.db, wanted, null, most)).length;
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
