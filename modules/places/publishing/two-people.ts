/** What a public place is counted by, and its past, one person asks to change and another confirms. */
import { auditAll } from "#platform/audit";
import { type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { invalid, refused } from "#platform/errors";
import { onePersonRulesFor } from "#platform/publishing";
import type { FacilityRow } from "../facility/facility-store.ts";
import { refusing } from "../refusing.ts";
import { type Asked, insertWaiting } from "./waiting-store.ts";

/** A second person has confirmed it: it is carried out in the name of whoever asked. */
export interface Confirmed {
  by: string;
}

type Place = Pick<FacilityRow, "id" | "state" | "publishedAt" | "orgPath">;

/**
 * The part of what is asked for which two people are needed: kind, level, division and who runs it while it is public, and
 * days that are past of a place that ever was. Pure.
 */
export function partForTwo(
  { state, publishedAt }: Pick<Place, "state" | "publishedAt">,
  { kind, level, organisationId, divisionCode, on, endedOn }: Asked,
  day: string,
): Asked {
  const isPublic = state === "published";
  const rewrites = (from: string) => publishedAt !== null && from < day;
  const moves = on !== undefined && (isPublic || rewrites(on));
  return {
    ...(isPublic && kind !== undefined && { kind }),
    ...(isPublic && level !== undefined && { level }),
    ...(moves && {
      on,
      ...(organisationId !== undefined && { organisationId }),
      ...(divisionCode !== undefined && { divisionCode }),
    }),
    ...(endedOn !== undefined && rewrites(endedOn) && { endedOn }),
  };
}

/**
 * Keeps what needs a second person until somebody confirms it, and answers it by place: the rest is the caller's to do now. A
 * station with one person does it alone, and `rules` says by which rule; the city itself is not asked. Refuses a place of which a change waits.
 */
export async function holdForTwo(
  ctx: TxCtx,
  places: readonly { place: Place; asked: Asked }[],
  reason: string,
): Promise<{ held: ReadonlyMap<string, Asked>; rules: ReadonlyMap<string, string> }> {
  const by = ctx.actor.subject;
  const day = today(ctx).toString();
  const parts = places
    .map(({ place, asked }) => ({ place, part: partForTwo(place, asked, day) }))
    .filter(({ part }) => Object.keys(part).length > 0);
  if (by === null || parts.length === 0) return { held: new Map(), rules: new Map() };
  if (!reason.trim()) throw invalid([{ field: "/body/reason", id: "missing" }]);
  const alone = await onePersonRulesFor(
    ctx,
    parts.map(({ place }) => place.orgPath),
  );
  const waiting = parts
    .filter(({ place }) => !alone.has(place.orgPath))
    .map(({ place, part }) => ({ id: newId(), placeId: place.id, asked: part }));
  await refusing({ waiting_change_one_at_a_time: () => refused("place.change-waits") }, () =>
    insertWaiting(
      ctx.db,
      waiting.map((one) => ({ ...one, reason: reason.trim(), askedBy: by, askedAt: ctx.clock() })),
    ),
  );
  await auditAll(
    ctx,
    waiting.map(({ placeId, asked }) => ({
      what: "place.change-asked",
      on: { kind: "place", id: placeId },
      detail: { asked, reason: reason.trim() },
    })),
  );
  return {
    held: new Map(waiting.map(({ placeId, asked }) => [placeId, asked])),
    rules: new Map(
      parts.flatMap(({ place }) => {
        const rule = alone.get(place.orgPath);
        return rule ? [[place.id, rule]] : [];
      }),
    ),
  };
}
