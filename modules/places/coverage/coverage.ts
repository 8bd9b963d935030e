/** 设置率: how many of the divisions of a level have what a standard asks for. Pure; everything is as of one day. */
import type { FacilityLevel } from "../words.ts";

export interface Standard {
  code: string;
  level: FacilityLevel;
  /** Words of the list of divisions; empty: all of the level. */
  divisionKinds: readonly string[];
  kinds: readonly string[];
  atLeast: number;
}

export interface DivisionThen {
  code: string;
  parentCode: string | null;
  level: "province" | "city" | "district" | "street" | "community";
  kind: string;
}

export interface PlaceThen {
  id: string;
  kind: string;
  level: FacilityLevel;
  divisionCode: string;
}

export interface Covered<D extends DivisionThen> {
  /** Divisions that are to have it. */
  of: number;
  /** Those that have it. */
  have: number;
  /** Those that have not, in the order of their codes. */
  missing: D[];
  /** The same by district, in the order of their codes; empty for what stands above districts. */
  districts: { code: string; of: number; have: number }[];
}

export interface Network<D extends DivisionThen> {
  /** The standard's figures for the city: only divisions that lie in it on that day. */
  coverage(standard: Standard): Covered<D>;
  /** The district a code lies in on that day, or null. */
  districtOf(code: string): string | null;
}

/**
 * The divisions and places of one day, ready to be counted. Who lies where follows the parents of that day, not the digits:
 * a town that was given to another district counts there from its day on and nowhere twice.
 */
export function networkOf<D extends DivisionThen>(
  cityCode: string,
  divisions: readonly D[],
  places: readonly PlaceThen[],
): Network<D> {
  const byCode = new Map(divisions.map((division) => [division.code, division]));
  const chains = new Map<string, string[]>();
  /** The division itself and everything it lies in on that day, as far as is known. */
  const chainOf = (code: string): string[] => {
    const known = chains.get(code);
    if (known) return known;
    const parent = byCode.get(code)?.parentCode;
    const chain = parent && parent !== code ? [code, ...chainOf(parent)] : [code];
    chains.set(code, chain);
    return chain;
  };
  const districtOf = (code: string) =>
    chainOf(code).find((above) => byCode.get(above)?.level === "district") ?? null;
  const inCity = divisions.filter(({ code }) => chainOf(code).includes(cityCode));

  return {
    districtOf,
    coverage(standard) {
      const { level, divisionKinds, atLeast } = standard;
      const wanted = inCity
        .filter((division) => division.level === level)
        .filter(({ kind }) => divisionKinds.length === 0 || divisionKinds.includes(kind))
        .toSorted((a, b) => (a.code < b.code ? -1 : 1));
      const there = new Map<string, number>();
      for (const place of places) {
        if (place.level !== level || !standard.kinds.includes(place.kind)) continue;
        for (const code of chainOf(place.divisionCode)) there.set(code, (there.get(code) ?? 0) + 1);
      }
      const has = ({ code }: D) => (there.get(code) ?? 0) >= atLeast;
      const byDistrict = Map.groupBy(wanted, ({ code }) => districtOf(code));
      return {
        of: wanted.length,
        have: wanted.filter(has).length,
        missing: wanted.filter((division) => !has(division)),
        districts: [...byDistrict]
          .flatMap(([code, some]) =>
            code === null ? [] : [{ code, of: some.length, have: some.filter(has).length }],
          )
          .toSorted((a, b) => (a.code < b.code ? -1 : 1)),
      };
    },
  };
}
