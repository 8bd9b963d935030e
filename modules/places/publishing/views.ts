/** Places on their way to the public, as the contract shows them. */

import type { AnswerOf } from "#contract";
import { pathsHeld, roles } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { named } from "#platform/i18n";
import {
  openSteps,
  pageOfChanged,
  publishingView,
  schedulesOf,
  statesNotPublic,
  waitingStates,
  waitsForMe,
} from "#platform/publishing";
import type { FacilityRow } from "../facility/facility-store.ts";
import { type ComingThere, personNames, placeComing } from "../slots.ts";
import type * as contract from "./contract.ts";
import { whatIsAsked } from "./decide-change.ts";
import { mayDecide } from "./may-decide.ts";
import { placeThing } from "./place-thing.ts";
import { missingFrom } from "./readiness.ts";
import { type InSteps, placesInStates } from "./steps-store.ts";
import { waitingOf } from "./waiting-store.ts";

const most = 100;

export async function placeStepsView(
  ctx: Ctx,
  place: FacilityRow,
): Promise<AnswerOf<typeof contract.placeSteps>> {
  const namesOf = async (subjects: string[]) => {
    const names = await ctx.slots.gather(personNames, ctx, { subjects });
    return new Map(names.map(({ subject, name }) => [subject, name]));
  };
  const can = place.endedOn ? [] : ((await openSteps(ctx, placeThing, [place])).get(place.id) ?? []);
  return {
    id: place.id,
    version: place.version,
    state: place.state,
    ...(await publishingView(ctx, placeThing, place, namesOf)),
    missing: missingFrom(place).map((field) => ({ field, id: `place.no-${field}` })),
    coming: can.includes("withdraw") ? await comingAt(ctx, place.id) : { events: 0, claims: 0 },
    can,
    waiting: await waitingView(ctx, place, namesOf),
  };
}

async function waitingView(
  ctx: Ctx,
  place: FacilityRow,
  namesOf: (subjects: string[]) => Promise<ReadonlyMap<string, string>>,
): Promise<AnswerOf<typeof contract.placeSteps>["waiting"]> {
  const waiting = (await waitingOf(ctx.db, [place.id])).get(place.id);
  if (!waiting) return null;
  const { id, askedBy, askedAt, reason, asked } = waiting;
  return {
    id,
    by: (await namesOf([askedBy])).get(askedBy) ?? null,
    at: askedAt.toString(),
    reason,
    changed: await whatIsAsked(ctx, place, asked),
    can: (await mayDecide(ctx, place, waiting)).can,
  };
}

/** What a withdrawal would leave without a place, as all modules together know it. */
async function comingAt(ctx: Ctx, placeId: string): Promise<ComingThere> {
  const told = await ctx.slots.gather(placeComing, ctx, { placeId });
  const sum = (of: keyof ComingThere) => told.reduce((all, one) => all + one[of], 0);
  return { events: sum("events"), claims: sum("claims") };
}

/** What the asker's organisations have on the way; with `mine` only what waits for a step of theirs. */
export function placesInStepsView(
  ctx: Ctx,
  { mine = false, cursor, limit = most }: { mine?: boolean; cursor?: string; limit?: number },
): Promise<AnswerOf<typeof contract.placesInSteps>> {
  const paths = pathsHeld(ctx.actor, ...roles);
  const states = mine ? waitingStates(ctx.actor) : statesNotPublic;
  return pageOfChanged(
    { cursor, limit, only: mine ? waitsForMe : undefined },
    (after, many) => placesInStates(ctx.db, paths, states, after, many),
    (rows) => waitingRows(ctx, rows),
  );
}

async function waitingRows(ctx: Ctx, rows: readonly InSteps[]) {
  const steps = await openSteps(ctx, placeThing, rows);
  const schedules = await schedulesOf(
    ctx.db,
    placeThing,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    id: row.id,
    title: named(row, ctx.locale),
    organiser: {
      id: row.organisationId,
      name: named({ name: row.organisationName, names: row.organisationNames }, ctx.locale),
    },
    state: row.state,
    changedAt: row.changedAt.toString(),
    scheduledFor: schedules.get(row.id)?.due.toString() ?? null,
    can: steps.get(row.id) ?? [],
  }));
}
