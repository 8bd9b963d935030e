/** What is wrong with where a row says a place lies. Pure. */
import { isShifted, type Position } from "#libs/coordinates";
import type { CellFault } from "#platform/exchange";
import { cityMarginKm, kmOutside, metresOutside } from "../network/city-edge.ts";
import type { Outline } from "../network/outlines.ts";

/** Outlines are drawn, not surveyed: so near the border nobody is told to be on the wrong side. */
const borderMetres = 1_000;

/**
 * The first reason against a position, or null: degrees that are none, the two swapped, a Chinese system outside China, a
 * spot outside the city or in another district than the one named. `outlines`: of all districts of the city, or none.
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
  if (outlines.length === 0) return null;
  const km = kmOutside(position, outlines);
  if (km > cityMarginKm)
    return { column: "lon", id: "position.far", data: { km: Math.round(km), margin: cityMarginKm } };
  const own = outlines.find(({ code }) => divisionCode.startsWith(code));
  if (!own || metresOutside(position, own) <= borderMetres) return null;
  const other = outlines.find((outline) => metresOutside(position, outline) === 0);
  return other
    ? { column: "lon", id: "position.elsewhere", data: { district: other.name, named: own.name } }
    : null;
}
