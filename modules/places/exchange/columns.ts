/** Columns that several tables of places have. */
import type { CoordinateSystem } from "#libs/coordinates";
import { faultsIn, type Hours, hoursText, readHours } from "#libs/hours";
import { type Column, codedList, line } from "#platform/exchange";
import { canonicalCode } from "../network/division-code.ts";
import { accessCodes, equipmentCodes } from "../words.ts";

// texts: place.level.* place.access.* place.equipment.*

const wordsOf = <const C extends readonly string[]>(codes: C, prefix: string) =>
  // Object.fromEntries forgets which keys it was given.
  Object.fromEntries(codes.map((code) => [code, `${prefix}.${code}`])) as Record<C[number], string>;

export const access = codedList(wordsOf(accessCodes, "place.access"), { example: "" });
export const equipment = codedList(wordsOf(equipmentCodes, "place.equipment"), { example: "" });

/** A code of GB/T 2260 and what follows it, in any of its written forms. */
export function divisionCode(common: { example: string; required?: true; filled?: true }): Column<string> {
  return {
    ...line({ most: 20, ...common }),
    read(cell) {
      const value = canonicalCode(cell);
      return value === null ? { fault: { id: "division.code" } } : { value };
    },
  };
}

/** As its path in the tree, without the last dot; a name that only one organisation bears is understood too. */
export function organisation(common: { example: string; required?: true; filled?: true }): Column<string> {
  return {
    ...line({ most: 400, ...common }),
    read: (cell) => ({ value: cell.trim().replace(/\.$/, "") }),
  };
}

const systems: Record<string, CoordinateSystem> = {
  wgs84: "WGS-84",
  // China's own datum is the same within a decimetre.
  cgcs2000: "WGS-84",
  国家2000: "WGS-84",
  gcj02: "GCJ-02",
  火星: "GCJ-02",
  高德: "GCJ-02",
  腾讯: "GCJ-02",
  bd09: "BD-09",
  百度: "BD-09",
};

export const coordinateSystem: Column<CoordinateSystem> = {
  ...line({ most: 40, example: "GCJ-02" }),
  read(cell) {
    const value =
      systems[
        cell
          .normalize("NFKC")
          .toLowerCase()
          .replace(/[\s_-]|坐标系?|地图/g, "")
      ];
    return value ? { value } : { fault: { id: "position.system", data: { said: cell.trim().slice(0, 40) } } };
  },
};

export const openingHours: Column<Hours> = {
  required: false,
  filled: false,
  example: "周二至周日 10:00-13:40,15:40-19:10",
  read(cell) {
    const value = readHours(cell);
    if (!value) return { fault: { id: "hours.text" } };
    const [fault] = faultsIn(value);
    if (!fault) return { value };
    const { at: _, ...said } = fault;
    return { fault: said };
  },
  write: hoursText,
};
