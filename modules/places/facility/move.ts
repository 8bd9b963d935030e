/** Places change hands and divisions change under them. Figures follow by date: the history keeps every day. */
import { auditAll } from "#platform/audit";
import { type TxCtx, textFor, today } from "#platform/ctx";
import { found, invalid, refused } from "#platform/errors";
import { announceAll } from "#platform/events";
import { datedSteps } from "#platform/publishing";
import { openHandoverOf } from "../handover/handover-store.ts";
import { canonicalCode } from "../network/division-code.ts";
import { divisionsOn } from "../network/division-store.ts";
import { organisationOf } from "../network/organisation-store.ts";
import { reasonFaults, recordChanged, type Why } from "../publishing/changed.ts";
import { placeNotInReview } from "../publishing/in-review.ts";
import { placeThing } from "../publishing/place-thing.ts";
import { publicDays } from "../publishing/public-days.ts";
import { type Confirmed, holdForTwo } from "../publishing/two-people.ts";
import { beforeHistory } from "./before-history.ts";
import * as store from "./facility-store.ts";
import { positionFaults } from "./position-faults.ts";
import { beyondReach } from "./reach.ts";
import { refreshSearch } from "./reindex.ts";

export interface Whither {
  organisationId?: string;
  divisionCode?: string;
  on: string;
}

/**
 * From a day on, not later than today, another organisation runs the place or it lies in another division; in public with a
 * reason, and once a second person has confirmed it: until then it `waits`. Refuses what others are reviewing, and another organisation while a hand-over of the place is being signed.
 */
export async function moveFacility(
  ctx: TxCtx,
  placeId: string,
  { reason = "", ...to }: Whither & { reason?: string },
  confirmed?: Confirmed,
): Promise<{ waits: boolean }> {
  // Locked first: a document that is being drawn up this moment comes before us or after us.
  const place = await placeNotInReview(ctx, placeId);
  if (to.organisationId && (await openHandoverOf(ctx.db, placeId))) throw refused("place.handover-open");
  const faults = reasonFaults(ctx, place, reason);
  if (faults.length > 0) throw invalid(faults);
  const whither = await checkedMove(ctx, place, to, { reaches: confirmed !== undefined });
  const { organisationId, divisionCode, on } = whither;
  const asked = {
    ...(organisationId !== null && organisationId !== place.organisationId && { organisationId }),
    ...(divisionCode !== null && divisionCode !== place.divisionCode && { divisionCode }),
  };
  if (Object.keys(asked).length === 0) return { waits: false };
  const two = confirmed ? null : await holdForTwo(ctx, [{ place, asked: { ...asked, on } }], reason);
  if (two?.held.has(placeId)) return { waits: true };
  await moveAll(ctx, [placeId], whither, { reason, ...confirmed, ...two });
  return { waits: false };
}

/** The move itself, for the hand-over whose document says so. What is there already stays. */
export async function handFacility(ctx: TxCtx, placeId: string, to: Whither, why: Why): Promise<void> {
  const place = found(await store.lockFacility(ctx.db, placeId), "place", placeId);
  await moveAll(ctx, [placeId], await checkedMove(ctx, place, to, { reaches: false }), why);
}

/**
 * Refuses an end, days to come or before the history, unknown divisions and what lies beyond the organisation's reach. `reaches`: that
 * was asked of whoever asked for the move, who may reach further than the one who confirms it.
 */
async function checkedMove(
  ctx: TxCtx,
  place: store.FacilityRow,
  to: Whither,
  { reaches }: { reaches: boolean },
) {
  if (place.endedOn) throw refused("place.ended", { day: place.endedOn });
  const day = today(ctx).toString();
  if (to.on > day) throw invalid([{ field: "/body/on", id: "day.in-future" }]);
  const tooEarly = beforeHistory(to.on, place);
  if (tooEarly) throw invalid([{ field: "/body/on", ...tooEarly }]);
  const runs = to.organisationId ?? place.organisationId;
  const organisation = found(await organisationOf(ctx.db, runs), "organisation", runs);
  const code = to.divisionCode === undefined ? null : canonicalCode(to.divisionCode);
  if (
    to.divisionCode !== undefined &&
    !(code && (await divisionsOn(ctx.db, { day: to.on, codes: [code] })).length === 1)
  ) {
    throw invalid([{ field: "/body/divisionCode", id: "division.not-valid", data: { day: to.on } }]);
  }
  if (code) {
    const elsewhere = await positionFaults(ctx, { ...place, divisionCode: code, outsideCity: true }, "/body");
    const faults = [
      ...elsewhere.map((fault) => ({ ...fault, field: "/body/divisionCode" })),
      ...(reaches
        ? []
        : await beyondReach(ctx, organisation, { divisionCode: code, level: null, at: "/body" })),
    ];
    if (faults.length > 0) throw invalid(faults);
  }
  return { organisationId: to.organisationId ?? null, divisionCode: code, on: to.on };
}

// texts: place.moved-with-division
/** All places of one division lie in another from a day on. */
export async function moveFacilitiesOfDivision(
  ctx: TxCtx,
  move: { from: string; to: string; on: string },
): Promise<void> {
  const ids = await store.facilitiesIn(ctx.db, move.from);
  const reason = textFor(ctx)("place.moved-with-division", { from: move.from, to: move.to });
  await moveAll(ctx, ids, { organisationId: null, divisionCode: move.to, on: move.on }, { reason });
}

/** From a day on these places belong elsewhere; null keeps what is. Whoever calls has checked them; the history says why. */
export async function moveAll(
  ctx: TxCtx,
  ids: readonly string[],
  to: { organisationId: string | null; divisionCode: string | null; on: string },
  why: Why,
): Promise<void> {
  const before = new Map((await store.facilities(ctx.db, ids)).map((row) => [row.id, row]));
  const moved = await store.moveFacilities(ctx.db, ids, to);
  await refreshSearch(ctx, moved);
  const after = await store.facilities(ctx.db, moved);
  const pairs = after.flatMap((row) => {
    const old = before.get(row.id);
    return old ? [{ before: old, after: row }] : [];
  });
  await recordChanged(ctx, pairs, { ...why, on: to.on });
  await auditAll(
    ctx,
    after.map(({ id }) => ({ what: "place.moved", on: { kind: "place", id }, detail: { ...to } })),
  );
  const steps = await datedSteps(ctx.db, placeThing, moved, ctx.city.zone);
  await announceAll(
    ctx,
    pairs.map(({ before: old, after: row }) => ({
      type: "place.moved" as const,
      payload: {
        placeId: row.id,
        kind: row.kind,
        level: row.level,
        divisionCode: row.divisionCode,
        organisationId: row.organisationId,
        on: to.on,
        publicDays: publicDays(to.on, steps.get(row.id) ?? []),
        from: { divisionCode: old.divisionCode, organisationId: old.organisationId },
      },
    })),
  );
}
