/** Population figures: each on its own basis, of its own year. Figures that differ in either are never added up. */

export interface PopulationRow {
  code: string;
  basis: string;
  year: number;
  /** The cut into ages: `all`, or a name such as `0-15-60`. */
  banding: string;
  ageFrom: number;
  /** First age after the band; null when it is open at the end. */
  ageTo: number | null;
  people: number;
  source: string;
  status: "verified" | "unverified" | "demo";
}

export interface PopulationTotal {
  people: number;
  basis: string;
  year: number;
  status: PopulationRow["status"];
}

const trust = ["verified", "unverified", "demo"] as const;

/**
 * The sum over rows of one basis, year and cut. Throws on a mixture: 490,348 (census 2020) and 462,347 (2019, without the
 * Corps) count different people. The sum is as trustworthy as its least trustworthy part.
 */
export function totalPeople(rows: readonly PopulationRow[]): PopulationTotal | null {
  const [first] = rows;
  if (!first) return null;
  for (const row of rows) {
    if (row.basis !== first.basis || row.year !== first.year || row.banding !== first.banding) {
      throw new Error(
        `populations on different bases: ${first.basis} ${first.year} ${first.banding} and ${row.basis} ${row.year} ${row.banding}`,
      );
    }
  }
  const worst = rows.reduce((at, { status }) => Math.max(at, trust.indexOf(status)), 0);
  return {
    people: rows.reduce((sum, { people }) => sum + people, 0),
    basis: first.basis,
    year: first.year,
    status: trust[worst] ?? "demo",
  };
}
