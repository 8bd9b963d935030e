/** The desk's list of events: what one's organisations write, check and publish. */

import type { Static } from "typebox";
import { pathsHeld } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import {
  type PublicationState,
  pageOfChanged,
  schedulesOf,
  statesNotPublic,
  waitingStates,
  waitsForMe,
} from "#platform/publishing";
import { organiserNames } from "../finding/around.ts";
import { askedWords } from "../finding/asked-words.ts";
import { seers } from "../may.ts";
import { eventThing } from "../publishing/event-kind.ts";
import { stepsForMany } from "../publishing/steps-for.ts";
import type { listDeskEvents } from "./contract.ts";
import { type DeskEvent, deskEvents } from "./desk-store.ts";

export interface DeskListInput {
  state?: PublicationState;
  mine?: boolean;
  unpublished?: boolean;
  q?: string;
  cursor?: string;
  limit?: number;
}

type Answer = Static<(typeof listDeskEvents)["answer"]>;
type Item = Answer["items"][number];

const usualLimit = 50;

/** One page of the list and the cursor of the next. */
export function listDesk(ctx: Ctx, { cursor, ...input }: DeskListInput): Promise<Answer> {
  const paths = pathsHeld(ctx.actor, ...seers);
  const wanted = {
    paths,
    states: statesOf(ctx, input),
    search: input.q ? askedWords(input.q) : null,
    now: ctx.clock(),
  };
  return pageOfChanged(
    { cursor, limit: input.limit ?? usualLimit, only: input.mine ? waitsForMe : undefined },
    (after, limit) => deskEvents(ctx.db, wanted, after, limit),
    (rows) => itemsOf(ctx, rows),
  );
}

function statesOf(ctx: Ctx, { state, mine, unpublished }: DeskListInput): readonly PublicationState[] | null {
  if (state) return [state];
  if (mine) return waitingStates(ctx.actor);
  return unpublished ? statesNotPublic : null;
}

async function itemsOf(ctx: Ctx, events: readonly DeskEvent[]): Promise<Item[]> {
  const organiserOf = await organiserNames(
    ctx,
    events.map(({ organisationId }) => organisationId),
  );
  const steps = await stepsForMany(ctx, events);
  const schedules = await schedulesOf(
    ctx.db,
    eventThing,
    events.map(({ id }) => id),
  );
  return events.map((event) => ({
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
}
