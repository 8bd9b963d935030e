/** What is wrong with where a row says a place lies. Pure. */
import { isShifted, type Position } from "#libs/coordinates";
import type { CellFault } from "#platform/exchange";
import { spotFault } from "../facility/spot-fault.ts";
import type { Outline } from "../network/outlines.ts";

/**
 * The first reason against a position, or null: degrees that are none, the two swapped, a Chinese system outside China, or
 * what speaks against the spot. `outlines`: of all districts of the city, or none.
 */
export function positionFault(
  position: Position,
  divisionCode: string,
  outlines: readonly (Outline & { name: string })[],
): CellFault | null {
  const { system, lon, lat } = position;
  if (Math.abs(lon) > 1000 || Math.abs(lat) > 1000) return { column: "lon", id: "position.projected" };
  if (!isShifted({ lon, lat }) && isShifted({ lon: lat, lat: lon })) {
    return { column: "lon", id: "position.swapped-degrees" };
  }
  if (Math.abs(lat) > 90) return { column: "lat", id: "too-large", data: { limit: 90 } };
  if (Math.abs(lon) > 180) return { column: "lon", id: "too-large", data: { limit: 180 } };
  if (system !== "WGS-84" && !isShifted(position)) return { column: "lon", id: "position.outside" };
  const fault = spotFault(position, divisionCode, outlines);
  return fault && { column: "lon", ...fault };
}
