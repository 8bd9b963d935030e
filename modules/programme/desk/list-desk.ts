/** The desk's list of events: what one's organisations write, check and publish. */

import { Temporal } from "temporal-polyfill";
import type { Static } from "typebox";
import type { Ctx } from "#platform/ctx";
import { invalid } from "#platform/errors";
import { type PublicationState, schedulesOf, waitingStates, waitsForMe } from "#platform/publishing";
import { toTsquery } from "#platform/search";
import { organiserNames } from "../finding/around.ts";
import { eventThing } from "../publishing/event-kind.ts";
import { stepsForMany } from "../publishing/steps-for.ts";
import type { listDeskEvents } from "./contract.ts";
import { type DeskEvent, deskEvents } from "./desk-store.ts";

export interface DeskListInput {
  state?: PublicationState;
  mine?: boolean;
  q?: string;
  cursor?: string;
  limit?: number;
}

type Answer = Static<(typeof listDeskEvents)["answer"]>;

const usualLimit = 50;

/** One page of the list and the cursor of the next. */
export async function listDesk(ctx: Ctx, input: DeskListInput): Promise<Answer> {
  const limit = input.limit ?? usualLimit;
  const paths = [...new Set(ctx.actor.grants.map(({ path }) => path))];
  const states = input.state ? [input.state] : input.mine ? waitingStates(ctx.actor) : null;
  const found = await deskEvents(
    ctx.db,
    { paths, states, search: input.q ? toTsquery(input.q) : null, now: ctx.clock() },
    input.cursor ? cursorFrom(input.cursor) : null,
    limit + 1,
  );
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1) : undefined;
  const organiserOf = await organiserNames(
    ctx,
    page.map(({ organisationId }) => organisationId),
  );
  const steps = await stepsForMany(ctx, page);
  const schedules = await schedulesOf(
    ctx.db,
    eventThing,
    page.map(({ id }) => id),
  );
  const items = page.map((event) => ({
    id: event.id,
    title: event.title,
    kind: event.kind,
    state: event.state,
    cancelled: event.cancelledAt !== null,
    organiser: organiserOf(event.organisationId),
    sessions: event.sessions,
    nextAt: event.nextAt?.toString() ?? null,
    changedAt: event.changedAt.toString(),
    scheduledFor: schedules.get(event.id)?.due.toString() ?? null,
    can: steps.get(event.id) ?? [],
  }));
  return {
    items: input.mine ? items.filter(waitsForMe) : items,
    next: last ? cursorOf(last) : null,
  };
}

function cursorOf({ changedAt, id }: DeskEvent): string {
  return Buffer.from(JSON.stringify([changedAt.toString(), id])).toString("base64url");
}

function cursorFrom(text: string): { changedAt: string; id: string } {
  try {
    const [changedAt, id] = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    if (!/^[0-9a-f-]{36}$/.test(id)) throw new RangeError("not a cursor of ours");
    return { changedAt: Temporal.Instant.from(changedAt).toString(), id };
  } catch {
    throw invalid([{ field: "/query/cursor", id: "cursor" }]);
  }
}
