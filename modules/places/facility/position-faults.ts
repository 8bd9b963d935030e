/** A position far outside the city is refused before anybody is sent there. */
import type { Position } from "#libs/coordinates";
import type { Ctx } from "#platform/ctx";
import type { FieldFault } from "#platform/errors";
import { cityMarginKm, kmOutsideCity } from "../network/city-edge.ts";

/** What is wrong with where a place is said to be, told at its longitude. Nothing while the city's outlines are unknown. */
export async function positionFaults(ctx: Ctx, position: Position | null, at: string): Promise<FieldFault[]> {
  if (!position) return [];
  const km = await kmOutsideCity(ctx, position);
  if (km === null || km <= cityMarginKm) return [];
  const swapped = { ...position, lon: position.lat, lat: position.lon };
  const isSwapped = Math.abs(swapped.lat) <= 90 && (await kmOutsideCity(ctx, swapped)) === 0;
  return [
    {
      field: `${at}/position/lon`,
      id: isSwapped ? "position.swapped" : "position.far",
      data: { km: Math.round(km), margin: cityMarginKm },
    },
  ];
}
