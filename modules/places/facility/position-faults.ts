/** A position far outside the city or in another district is refused before anybody is sent there. */
import type { Position } from "#libs/coordinates";
import type { Ctx } from "#platform/ctx";
import type { FieldFault } from "#platform/errors";
import { cityOutlines, kmOutside } from "../network/city-edge.ts";
import { spotFault } from "./spot-fault.ts";

export interface Spot {
  position: Position | null;
  divisionCode: string;
  /** It lies far outside the city and is meant so. */
  outsideCity?: boolean | undefined;
}

/** What is wrong with where a place is said to be, told at its longitude. Nothing while the city's outlines are unknown. */
export async function positionFaults(
  ctx: Ctx,
  { position, divisionCode, outsideCity = false }: Spot,
  at: string,
): Promise<FieldFault[]> {
  const outlines = position && (await cityOutlines(ctx));
  if (!position || !outlines) return [];
  const fault = spotFault(position, divisionCode, outlines);
  if (!fault || (fault.id === "position.far" && outsideCity)) return [];
  const field = `${at}/position/lon`;
  const swapped = { ...position, lon: position.lat, lat: position.lon };
  const isSwapped =
    fault.id === "position.far" && Math.abs(swapped.lat) <= 90 && kmOutside(swapped, outlines) === 0;
  return [{ field, ...fault, ...(isSwapped && { id: "position.swapped" }) }];
}
