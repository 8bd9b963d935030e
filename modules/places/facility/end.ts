/** A place is no more. It leaves every list and stays for the history. */
import { auditAll } from "#platform/audit";
import { type TxCtx, today } from "#platform/ctx";
import { found, invalid, refused } from "#platform/errors";
import { announceAll } from "#platform/events";
import { datedSteps } from "#platform/publishing";
import { openHandoverOf } from "../handover/handover-store.ts";
import { reasonFaults, recordChanged, type Why } from "../publishing/changed.ts";
import { placeThing } from "../publishing/place-thing.ts";
import { publicDays } from "../publishing/public-days.ts";
import { type Confirmed, holdForTwo } from "../publishing/two-people.ts";
import { beforeHistory } from "./before-history.ts";
import { facilities, lockFacility } from "./facility-store.ts";
import { endMany } from "./many-store.ts";

/**
 * Ends the place on a day, the first without it. Asking again changes nothing, for another day it is refused. In public with a reason; on a
 * past day of a place that was public it `waits` until a second person has confirmed it. Refuses while it is being handed over.
 */
export async function endFacility(
  ctx: TxCtx,
  placeId: string,
  on: string,
  { reason = "", confirmed }: { reason?: string; confirmed?: Confirmed } = {},
): Promise<{ waits: boolean }> {
  const place = found(await lockFacility(ctx.db, placeId), "place", placeId);
  if (place.endedOn === on) return { waits: false };
  if (place.endedOn) throw refused("place.ended", { day: place.endedOn });
  if (await openHandoverOf(ctx.db, placeId)) throw refused("place.handover-open");
  if (on > today(ctx).toString()) throw invalid([{ field: "/body/on", id: "day.in-future" }]);
  const tooEarly = beforeHistory(on, place);
  if (tooEarly) throw invalid([{ field: "/body/on", ...tooEarly }]);
  const faults = reasonFaults(ctx, place, reason);
  if (faults.length > 0) throw invalid(faults);
  const two = confirmed ? null : await holdForTwo(ctx, [{ place, asked: { endedOn: on } }], reason);
  if (two?.held.has(placeId)) return { waits: true };
  await endAll(ctx, [{ id: placeId, on }], { reason, ...confirmed, ...two });
  return { waits: false };
}

/** These are no more, each from its day on. Whoever calls has checked them; the history says why. */
export async function endAll(
  ctx: TxCtx,
  ends: readonly { id: string; on: string }[],
  why: Why,
): Promise<void> {
  if (ends.length === 0) return;
  const days = new Map(ends.map(({ id, on }) => [id, on]));
  const ending = (await facilities(ctx.db, [...days.keys()])).flatMap((place) => {
    const on = days.get(place.id);
    return on === undefined ? [] : [{ place, on }];
  });
  await endMany(ctx.db, ends);
  for (const [on, some] of Map.groupBy(ending, (one) => one.on))
    await recordChanged(
      ctx,
      some.map(({ place }) => ({ before: place, after: { ...place, endedOn: on } })),
      { ...why, on },
    );
  await auditAll(
    ctx,
    ends.map(({ id, on }) => ({ what: "place.ended", on: { kind: "place", id }, detail: { on } })),
  );
  const steps = await datedSteps(ctx.db, placeThing, [...days.keys()], ctx.city.zone);
  await announceAll(
    ctx,
    ending.map(({ place: { id, kind, level, divisionCode, organisationId }, on }) => ({
      type: "place.ended" as const,
      payload: {
        placeId: id,
        kind,
        level,
        divisionCode,
        organisationId,
        on,
        publicDays: publicDays(on, steps.get(id) ?? []),
      },
    })),
  );
}
