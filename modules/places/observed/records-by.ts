/** What one person wrote down at doors: for the file they get about themselves. */
import type { Ctx } from "#platform/ctx";
import { named } from "#platform/i18n";
import { facilities } from "../facility/facility-store.ts";
import { observationsBy } from "./observation-store.ts";

/** Openings, closings and reports of a person, oldest first. */
export async function recordsBy(ctx: Ctx, subject: string): Promise<Record<string, unknown>[]> {
  const records = await observationsBy(ctx.db, subject);
  const places = await facilities(ctx.db, [...new Set(records.map(({ placeId }) => placeId))]);
  const names = new Map(places.map((place) => [place.id, named(place, ctx.locale)]));
  return records.map(({ placeId, what, at, reason }) => ({
    place: names.get(placeId) ?? placeId,
    what,
    at: at.toString(),
    reason,
  }));
}
