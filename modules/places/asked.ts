/** What several routes of places are asked: about which place or organisation, from where, at what moment. */

import { Temporal } from "temporal-polyfill";
import type { CoordinateSystem } from "#libs/coordinates";
import { pathsHeld } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import type { Db } from "#platform/db";
import { found, invalid, notFound, refused } from "#platform/errors";
import { type FacilityRow, facilities } from "./facility/facility-store.ts";
import { listing, may } from "./may.ts";
import { organisationOf, rootPaths } from "./network/organisation-store.ts";

/** The place named in the path, or not found. */
export async function placeTarget(ctx: Ctx, { params }: { params: { id: string } }) {
  return found((await facilities(ctx.db, [params.id]))[0], "place", params.id);
}

/** The place named in the path for everybody: what was withdrawn is gone, what is not public yet exists for those who work on it. */
export async function publicPlace(ctx: Ctx, asked: { params: { id: string } }): Promise<FacilityRow> {
  const place = await placeTarget(ctx, asked);
  if (place.state === "published" || may["place.see-steps"](ctx.actor, place)) return place;
  // Also when it is on its way back: until then it is gone.
  throw place.publishedAt ? refused("place.withdrawn", {}, { status: 410 }) : notFound("place", place.id);
}

/** The organisation, or not found. */
export async function organisationTarget(ctx: Ctx, id: string) {
  return found(await organisationOf(ctx.db, id), "organisation", id);
}

/** What the words and rules of the whole city hang on: the organisations that stand under no other. */
export const wholeCity = async ({ db }: { db: Db }) => ({ rootPaths: await rootPaths(db) });

/** Where the actor's roles lie: what a desk list shows. */
export const coveredPaths = ({ actor }: Ctx) => pathsHeld(actor, ...listing);

/** The moment asked about, when one was named. Refuses what no calendar of the city reaches, and the database neither. */
export function instant(text: string | undefined, field = "/query/at"): Temporal.Instant | undefined {
  if (text === undefined) return undefined;
  const moment = Temporal.Instant.from(text);
  const { year } = moment.toZonedDateTimeISO("UTC");
  if (year < 1949 || year > 2199) throw invalid([{ field, id: "moment.out-of-range" }]);
  return moment;
}

/** The point somebody asks from: both halves or none. */
export function spot(query: { lon?: number; lat?: number; system?: CoordinateSystem }) {
  const { lon, lat, system = "WGS-84" } = query;
  if (lon === undefined && lat === undefined) return undefined;
  if (lon === undefined || lat === undefined) {
    throw invalid([{ field: lon === undefined ? "/query/lon" : "/query/lat", id: "missing" }]);
  }
  return { system, lon, lat };
}
