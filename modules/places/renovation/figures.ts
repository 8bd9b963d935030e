/** What was renewed in a time: for returns and dashboards. */
import { Temporal } from "temporal-polyfill";
import type { Ctx } from "#platform/ctx";
import type { FacilityLevel } from "../words.ts";
import * as store from "./figures-store.ts";
import type { MoneySource } from "./words.ts";

export interface RenovationFigures {
  /** Places of these levels on the last day of the time. */
  places: number;
  /** Those of them with a renovation finished in the time, each counted once. */
  renovated: number;
  /** `renovated / places`; null where there are no places. */
  share: number | null;
  /** Projects finished: a place may have had two. */
  finished: number;
  /** Yuan of projects that were to begin in the time. */
  planned: { source: MoneySource; planned: number }[];
  /** Yuan spent in the time. */
  spent: number;
}

/** Stations of streets and communities, where the seed counts: over half renewed. */
export const stationLevels: readonly FacilityLevel[] = ["street", "community"];

/** Figures of renovations in a time. What a place was, who ran it and where it lay is taken as of the last day. */
export async function renovationFigures(
  { db, city }: Pick<Ctx, "db" | "city">,
  counted: { from: string; until: string } & Partial<Omit<store.Counted, "from" | "until">>,
): Promise<RenovationFigures> {
  const asked: store.Counted = { orgPaths: null, divisionPrefix: "", levels: stationLevels, ...counted };
  const day = Temporal.PlainDate.from(counted.until).subtract({ days: 1 }).toString();
  const lastDay = { day, zone: city.zone };
  const [renovated, planned, spent] = await Promise.all([
    store.renovatedPlaces(db, asked, lastDay),
    store.plannedMoney(db, asked, lastDay),
    store.spentMoney(db, asked, lastDay),
  ]);
  const { places } = renovated;
  return { ...renovated, share: places > 0 ? renovated.renovated / places : null, planned, spent };
}
