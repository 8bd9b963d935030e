/** In what condition a place was on a day: by the last inspection up to then, and by the register as it stood. */
import { Temporal } from "temporal-polyfill";
import type { Ctx } from "#platform/ctx";
import { versionOn } from "../facility/facility-store.ts";
import type { AccessCode, EquipmentCode } from "../words.ts";
import { type Inspection, lastInspections } from "./inspection-store.ts";

export interface Condition {
  /** Null: never inspected by then. */
  inspection: Inspection | null;
  /** What the register said at the end of that day; null: the place was not in it. */
  register: { access: AccessCode[]; equipment: EquipmentCode[] } | null;
}

/** The condition of one place on a day of the city. */
export async function conditionOn(
  ctx: Pick<Ctx, "db" | "city">,
  placeId: string,
  day: string,
): Promise<Condition> {
  const end = Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(ctx.city.zone).toInstant();
  const [[inspection], facts] = await Promise.all([
    lastInspections(ctx.db, [placeId], day),
    versionOn(ctx.db, placeId, end),
  ]);
  return {
    inspection: inspection ?? null,
    register: facts && { access: facts.access, equipment: facts.equipment },
  };
}
