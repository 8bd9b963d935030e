/** Writing down what was seen at a door. */
import { Temporal } from "temporal-polyfill";
import { audit } from "#platform/audit";
import { principal } from "#platform/auth";
import type { TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, invalid, notFound, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { type FacilityRow, facilities, lockFacility } from "../facility/facility-store.ts";
import { openStates } from "../hours/open-states.ts";
import { refusing } from "../refusing.ts";
import * as store from "./observation-store.ts";
import type { How, Seen, ShutReason } from "./words.ts";

/** What was seen can be written down so long afterwards. */
const longestHours = 24;

export interface Sighted {
  what: "opened" | "closed" | "open";
  /** Now unless told. */
  at?: Temporal.Instant | undefined;
  how: Exclude<How, "visitor">;
  /** What saw it, when it was no person. */
  device?: string;
}

/** Writes down that a place was opened, closed or found open. Refuses what lies ahead, is a day old, or concerns a place that has ended. */
export async function observeOpening(
  ctx: TxCtx,
  placeId: string,
  { what, at, how, device }: Sighted,
): Promise<{ id: string }> {
  const place = await livingPlace(ctx, placeId);
  const by = how === "clerk" ? (ctx.actor.subject ?? null) : null;
  return append(ctx, place, { what, at: momentSeen(ctx, at), how, by, device: device ?? null, reason: null });
}

/**
 * Somebody came during posted hours and did not get in. Needs no account and no booking. Refuses when nothing was posted then, when a
 * closure was announced, and a second report of the same person, place and day; those without a name are taken ten times a day.
 */
export async function reportShut(
  ctx: TxCtx,
  placeId: string,
  { reason, at }: { reason: ShutReason; at?: Temporal.Instant | undefined },
): Promise<{ id: string }> {
  // Nameless reports are counted under the place's lock.
  const place = found(await lockFacility(ctx.db, placeId), "place", placeId);
  const moment = momentSeen(ctx, at);
  const state = (await openStates(ctx, [place], moment)).get(placeId)?.state;
  if (state === "shut") throw refused("report.closure-announced");
  if (state !== "open" && state !== "closing-soon") throw refused("report.not-posted");
  const by = principal(ctx.actor)?.subject ?? null;
  return refusing(
    {
      observation_told_once: () => refused("report.told-today"),
      observation_nth_check: () => refused("report.told-enough"),
    },
    () => append(ctx, place, { what: "shut", at: moment, how: "visitor", by, device: null, reason }),
  );
}

/** Takes back what a clerk wrote down by mistake. The row stays, and so does that it was taken back. Refuses another's place and old rows. */
export async function withdrawObservation(ctx: TxCtx, placeId: string, observationId: string): Promise<void> {
  const one = found(await store.observationOf(ctx.db, observationId), "observation", observationId);
  if (one.placeId !== placeId || one.how !== "clerk" || one.what === "withdrawn")
    throw notFound("observation", observationId);
  if (one.at.until(ctx.clock()).total("hours") > longestHours)
    throw refused("observation.too-old", { hours: longestHours });
  const place = await livingPlace(ctx, placeId);
  await refusing({ observation_withdraws_key: () => refused("observation.withdrawn-before") }, () =>
    append(ctx, place, {
      what: "withdrawn",
      at: ctx.clock(),
      how: "clerk",
      by: ctx.actor.subject,
      device: null,
      reason: null,
      withdraws: observationId,
    }),
  );
}

type New = Omit<store.Observation, "id" | "placeId" | "onDay" | "recordedAt" | "withdraws"> & {
  withdraws?: string;
};

async function append(
  ctx: TxCtx,
  place: FacilityRow,
  { withdraws = undefined, ...one }: New,
): Promise<{ id: string }> {
  const id = newId();
  await store.insertObservation(ctx.db, {
    ...one,
    id,
    placeId: place.id,
    onDay: one.at.toZonedDateTimeISO(ctx.city.zone).toPlainDate().toString(),
    withdraws: withdraws ?? null,
    recordedAt: ctx.clock(),
  });
  const { what, how, at, device, reason } = one;
  // What a device finds every hour is its own record; who did something is told of.
  if (what === "open" && how === "device") return { id };
  await audit(ctx, {
    what: withdraws ? "observation.withdrawn" : "observation.made",
    on: { kind: "place", id: place.id },
    detail: { observation: withdraws ?? id, what, how, at: at.toString(), device, reason },
  });
  if (withdraws)
    await announce(ctx, "place.observation-withdrawn", { placeId: place.id, observationId: withdraws });
  else if (isSeen(what)) {
    await announce(ctx, "place.observed", {
      placeId: place.id,
      observationId: id,
      organisationId: place.organisationId,
      what,
      how,
      at: at.toString(),
    });
  }
  return { id };
}

const isSeen = (what: store.Observation["what"]): what is Seen => what !== "withdrawn";

async function livingPlace(ctx: TxCtx, id: string): Promise<FacilityRow> {
  const place = found((await facilities(ctx.db, [id]))[0], "place", id);
  if (place.endedOn) throw refused("place.ended", { day: place.endedOn });
  return place;
}

function momentSeen(ctx: TxCtx, at: Temporal.Instant | undefined): Temporal.Instant {
  const now = ctx.clock();
  if (at === undefined) return now;
  if (Temporal.Instant.compare(at, now) > 0)
    throw invalid([{ field: "/body/at", id: "observation.in-future" }]);
  if (Temporal.Instant.compare(at, now.subtract({ hours: longestHours })) < 0)
    throw invalid([{ field: "/body/at", id: "observation.too-old", data: { hours: longestHours } }]);
  return at;
}
