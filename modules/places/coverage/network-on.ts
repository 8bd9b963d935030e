/** The network of a day: standards that held, divisions that were valid, places that existed. */
import { type Ctx, today } from "#platform/ctx";
import { type DivisionRow, divisionsWithin } from "../network/division-store.ts";
import { type Covered, networkOf } from "./coverage.ts";
import { placesOn, type StandardRow, standardsOn } from "./coverage-store.ts";

export interface NetworkOn {
  day: string;
  standards: (StandardRow & Covered<DivisionRow>)[];
  /** How many places of each level there are, and in which district they lie (null: in none). */
  places: { level: string; district: string | null; count: number }[];
  /** Divisions valid on the day, by code: for their names. */
  divisions: ReadonlyMap<string, DivisionRow>;
  /** The district a code lay in on the day, or null. */
  districtOf(code: string): string | null;
}

/**
 * 设置率 and the number of places on a day of the city; today unless told. Each figure follows the division a place lay in
 * and the kind it was on that day.
 */
export async function networkOn(ctx: Ctx, day = today(ctx).toString()): Promise<NetworkOn> {
  const [standards, divisions, places] = await Promise.all([
    standardsOn(ctx.db, day),
    divisionsWithin(ctx.db, ctx.city.division, day),
    placesOn(ctx.db, day, ctx.city.zone),
  ]);
  const network = networkOf(ctx.city.division, divisions, places);
  const byLevel = Map.groupBy(
    places,
    ({ level, divisionCode }) => `${level} ${network.districtOf(divisionCode) ?? ""}`,
  );
  return {
    day,
    standards: standards.map((standard) => ({ ...standard, ...network.coverage(standard) })),
    places: [...byLevel].map(([key, some]) => {
      const [level = "", district = ""] = key.split(" ");
      return { level, district: district || null, count: some.length };
    }),
    divisions: new Map(divisions.map((division) => [division.code, division])),
    districtOf: network.districtOf,
  };
}
