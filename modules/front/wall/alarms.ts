/** What has to be seen to in the city now, and who is in charge of it. */

import { Temporal } from "temporal-polyfill";
import { aboutOf, quietDoors } from "#booking";
import type { AnswerOf } from "#contract";
import { type Duty, inCharge, stuckLeavings } from "#people";
import { organisationsByPaths, rootPaths, stuckHandovers, unstatedHours } from "#places";
import { type Ctx, today } from "#platform/ctx";
import { deadLetters } from "#platform/events";
import { named } from "#platform/i18n";
import { sessionsAtClosedPlaces, waitingEvents } from "#programme";
import type { cityWall } from "./contract.ts";

type Alarm = AnswerOf<typeof cityWall>["alarms"][number];

/** An alarm before names are asked for. */
interface Raised extends Pick<Alarm, "kind" | "count" | "title" | "href"> {
  since: { toString(): string } | null;
  duty: Duty;
}

const most = 5;
/** Minutes after the beginning in which nobody need be checked in yet. */
const patienceMinutes = 20;
/** What waits for a step longer than this waits too long. */
const waitsHours = 48;
const aheadHours = 72;

/** The five most pressing things below these paths, and how many more there are. */
export async function alarmsBelow(
  ctx: Ctx,
  paths: readonly string[],
): Promise<{ alarms: Alarm[]; more: number }> {
  const raised = (
    await Promise.all([
      ofDeadLetters(ctx),
      ofStuckHandovers(ctx, paths),
      ofStuckLeavings(ctx, paths),
      ofQuietDoors(ctx, paths),
      ofClosedPlaces(ctx, paths),
      ofWaitingEvents(ctx, paths),
      ofUnstatedHours(ctx, paths),
    ])
  ).flat();
  const shown = pressing(raised);
  const nameOf = await inCharge(
    ctx,
    shown.map(({ duty }) => duty),
  );
  const organisations = await organisationsByPaths(ctx.db, [...new Set(shown.map(({ duty }) => duty.path))]);
  return {
    alarms: shown.map(({ duty, since, ...alarm }) => {
      const organisation = organisations.get(duty.path);
      return {
        ...alarm,
        since: since?.toString() ?? null,
        organisation: organisation ? { id: organisation.id, name: named(organisation, ctx.locale) } : null,
        inCharge: nameOf(duty),
      };
    }),
    more: raised.length - shown.length,
  };
}

/** The first of each kind before the second of any, so that one long list does not hide the others. Kinds come in their own order. */
export function pressing<A extends Pick<Raised, "kind">>(raised: readonly A[]): A[] {
  const kinds = [...Map.groupBy(raised, ({ kind }) => kind).values()];
  const rounds = Math.max(0, ...kinds.map((of) => of.length));
  return Array.from({ length: rounds }, (_, round) => kinds.flatMap((of) => of[round] ?? []))
    .flat()
    .slice(0, most);
}

async function ofDeadLetters(ctx: Ctx): Promise<Raised[]> {
  const dead = await deadLetters(ctx);
  const [root] = await rootPaths(ctx.db);
  if (dead.length === 0 || root === undefined) return [];
  const duty = { role: "admin", path: root } as const;
  return [{ kind: "dead-letters", count: dead.length, since: null, title: null, href: null, duty }];
}

async function ofStuckHandovers(ctx: Ctx, paths: readonly string[]): Promise<Raised[]> {
  const stuck = await stuckHandovers(ctx.db, paths, today(ctx).toString());
  return stuck.map(({ id, placeName, placeNames, effectiveOn, orgPath }) => ({
    kind: "stuck-handover",
    count: 1,
    since: Temporal.PlainDate.from(effectiveOn).toZonedDateTime(ctx.city.zone).toInstant(),
    title: named({ name: placeName, names: placeNames }, ctx.locale),
    href: `/desk/handovers/${id}`,
    duty: { role: "manager", path: orgPath },
  }));
}

async function ofStuckLeavings(ctx: Ctx, paths: readonly string[]): Promise<Raised[]> {
  const stuck = await stuckLeavings(ctx.db, paths, ctx.clock().subtract({ hours: 1 }));
  return stuck.map(({ id, effectiveAt, orgPath }) => ({
    kind: "stuck-leaving",
    count: 1,
    since: effectiveAt,
    title: null,
    href: `/desk/leavings/${id}`,
    duty: { role: "manager", path: orgPath },
  }));
}

async function ofQuietDoors(ctx: Ctx, paths: readonly string[]): Promise<Raised[]> {
  const to = ctx.clock().subtract({ minutes: patienceMinutes });
  const doors = await quietDoors(ctx.db, paths, { from: to.subtract({ hours: 24 }), to });
  const about = await aboutOf(ctx, doors);
  return doors.map(({ offerId, ref, orgPath, startsAt, expected }) => ({
    kind: "no-check-in",
    count: expected,
    since: startsAt,
    title: about.get(ref)?.title ?? null,
    href: `/desk/door/${offerId}`,
    duty: { role: "clerk", path: orgPath },
  }));
}

async function ofClosedPlaces(ctx: Ctx, paths: readonly string[]): Promise<Raised[]> {
  const from = ctx.clock();
  const sessions = await sessionsAtClosedPlaces(ctx, paths, { from, to: from.add({ hours: aheadHours }) });
  return sessions.map(({ eventId, title, orgPath, startsAt }) => ({
    kind: "closed-place",
    count: 1,
    since: startsAt,
    title,
    href: `/desk/events/${eventId}`,
    duty: { role: "publisher", path: orgPath },
  }));
}

async function ofWaitingEvents(ctx: Ctx, paths: readonly string[]): Promise<Raised[]> {
  const before = ctx.clock().subtract({ hours: waitsHours });
  const waiting = await waitingEvents(ctx.db, paths, before);
  return waiting.map(({ orgPath, state, events, since }) => ({
    ...(state === "submitted"
      ? { kind: "waiting-check", duty: { role: "reviewer", path: orgPath } }
      : { kind: "waiting-publish", duty: { role: "publisher", path: orgPath } }),
    count: events,
    since,
    title: null,
    href: `/desk/events?state=${state}`,
  }));
}

async function ofUnstatedHours(ctx: Ctx, paths: readonly string[]): Promise<Raised[]> {
  const unstated = await unstatedHours(ctx.db, paths);
  return unstated.map(({ orgPath, places }) => ({
    kind: "no-hours",
    count: places,
    since: null,
    title: null,
    href: "/desk/places",
    duty: { role: "editor", path: orgPath },
  }));
}
