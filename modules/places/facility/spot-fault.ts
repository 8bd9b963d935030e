/** Where a place may be said to lie: in the city, in the district it is named in. One rule for desk and tables. Pure. */
import type { Position } from "#libs/coordinates";
import type { FieldFault } from "#platform/errors";
import { cityMarginKm, kmOutside, metresOutside } from "../network/city-edge.ts";
import type { Outline } from "../network/outlines.ts";

/** Outlines are drawn, not surveyed: so near the border nobody is told to be on the wrong side. */
const borderMetres = 1_000;

/**
 * Why a place of this division cannot lie at the position, or null: far outside the city, or in another district.
 * `outlines`: of all districts of the city, or none.
 */
export function spotFault(
  position: Position,
  divisionCode: string,
  outlines: readonly (Outline & { name: string })[],
): Omit<FieldFault, "field"> | null {
  if (outlines.length === 0) return null;
  const km = kmOutside(position, outlines);
  if (km > cityMarginKm) return { id: "position.far", data: { km: Math.round(km), margin: cityMarginKm } };
  const own = outlines.find(({ code }) => divisionCode.startsWith(code));
  if (!own || metresOutside(position, own) <= borderMetres) return null;
  const other = outlines.find((outline) => metresOutside(position, outline) === 0);
  return other ? { id: "position.elsewhere", data: { district: other.name, named: own.name } } : null;
}
