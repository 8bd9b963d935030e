/** Population figures side by side: one table for each basis and year, because they count different people. Pure. */
import { type PopulationRow, totalPeople } from "./population.ts";

export interface PopulationTable {
  basis: string;
  year: number;
  columns: { banding: string; ageFrom: number; ageTo: number | null }[];
  /** In the order of `codes`; those without any figure on this basis are left out. */
  rows: { code: string; people: (number | null)[] }[];
  /** Of the codes below the first, where each of them has the figure. */
  sum: (number | null)[];
  status: PopulationRow["status"];
  sources: string[];
}

const trust = ["verified", "unverified", "demo"] as const;

/** Tables of a division (the first code) and those directly below it, the newest year first. Nothing is added across tables. */
export function populationTables(
  codes: readonly string[],
  rows: readonly PopulationRow[],
): PopulationTable[] {
  const groups = Map.groupBy(rows, ({ basis, year }) => `${year} ${basis}`);
  return [...groups.values()]
    .map((group) => tableOf(codes, group))
    .toSorted((a, b) => b.year - a.year || (a.basis < b.basis ? -1 : 1));
}

function tableOf(codes: readonly string[], group: readonly PopulationRow[]): PopulationTable {
  const [first] = group;
  if (!first) throw new Error("a group has at least one row");
  const bands = Map.groupBy(group, ({ banding, ageFrom, ageTo }) =>
    JSON.stringify([banding, ageFrom, ageTo]),
  );
  const columns = [...bands.values()]
    .flatMap(([one]) => (one ? [{ banding: one.banding, ageFrom: one.ageFrom, ageTo: one.ageTo }] : []))
    .toSorted(
      (a, b) =>
        Number(b.banding === "all") - Number(a.banding === "all") ||
        a.banding.localeCompare(b.banding, "en") ||
        a.ageFrom - b.ageFrom,
    );
  const at = (code: string, column: (typeof columns)[number]) =>
    group.find((row) => row.code === code && sameBand(row, column)) ?? null;
  const [, ...below] = codes;
  return {
    basis: first.basis,
    year: first.year,
    columns,
    rows: codes
      .map((code) => ({ code, people: columns.map((column) => at(code, column)?.people ?? null) }))
      .filter(({ people }) => people.some((one) => one !== null)),
    sum: columns.map((column) => {
      const parts = below.map((code) => at(code, column));
      const whole = parts.filter((part) => part !== null);
      return whole.length > 0 && whole.length === parts.length ? (totalPeople(whole)?.people ?? null) : null;
    }),
    status: group.reduce<PopulationRow["status"]>(
      (worst, { status }) => (trust.indexOf(status) > trust.indexOf(worst) ? status : worst),
      "verified",
    ),
    sources: [...new Set(group.map(({ source }) => source))].toSorted(),
  };
}

function sameBand(
  one: Pick<PopulationRow, "banding" | "ageFrom" | "ageTo">,
  other: Pick<PopulationRow, "banding" | "ageFrom" | "ageTo">,
): boolean {
  return one.banding === other.banding && one.ageFrom === other.ageFrom && one.ageTo === other.ageTo;
}
