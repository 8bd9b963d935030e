/** The table of population figures: each on its own basis and of its own year, replaced when it comes again with another number. */
import { holdsSomewhere } from "#platform/auth";
import type { Ctx, TxCtx } from "#platform/ctx";
import { invalid, refused } from "#platform/errors";
import {
  type CellFault,
  coded,
  defineTable,
  type Filter,
  type Landing,
  line,
  type ReadRow,
  type Values,
  whole,
} from "#platform/exchange";
import { canonicalCode, codeChain, prefixOfCode } from "../network/division-code.ts";
import { knownCodes } from "../network/division-many-store.ts";
import { populationBases, populationPage, populationsOf, putPopulations } from "../network/division-store.ts";
import type { PopulationRow } from "../network/population.ts";
import { refusing } from "../refusing.ts";
import { mayForCity } from "./city-wide.ts";
import { divisionCode } from "./columns.ts";

// texts: exchange.population.status.*
const statuses = {
  verified: "exchange.population.status.verified",
  unverified: "exchange.population.status.unverified",
  demo: "exchange.population.status.demo",
} as const;

const columns = {
  code: divisionCode({ example: "650203", required: true }),
  basis: line({ most: 100, example: "census-residents", required: true }),
  year: whole({ least: 1949, most: 2200, example: "2020", required: true }),
  banding: line({ most: 60, example: "" }),
  age_from: whole({ least: 0, most: 150, example: "" }),
  age_to: whole({ least: 1, most: 151, example: "" }),
  people: whole({ least: 0, most: 2_000_000_000, example: "300723", filled: true }),
  source: line({ most: 500, example: "第七次全国人口普查公报", filled: true }),
  status: coded(statuses, { example: "未核实" }),
};

type PopulationValues = Values<typeof columns>;
type Basis = Awaited<ReturnType<typeof populationBases>>[number];

interface Prepared {
  allowed: boolean;
  bases: Basis[];
}

export const populationTable = defineTable<typeof columns, Prepared>({
  name: "population",
  columns,
  key: ["code", "basis", "year", "banding", "age_from"],
  batch: 2000,
  filters: ["division"],
  may: {
    bring: (who) => holdsSomewhere(who, "admin"),
    take: (who) => holdsSomewhere(who, "manager", "admin"),
  },
  prepare: async (ctx) => ({ allowed: await mayForCity(ctx), bases: await populationBases(ctx.db) }),
  landRows,
  rowsOf,
});

async function landRows(
  ctx: TxCtx,
  rows: readonly ReadRow<typeof columns>[],
  { allowed, bases }: Prepared,
): Promise<Landing<typeof columns>[]> {
  const codes = [...new Set(rows.flatMap(({ values }) => values.code ?? []))];
  const around = [...new Set(codes.flatMap((code) => codeChain(code)))];
  const [known, present] = [await knownCodes(ctx.db, codes), await populationsOf(ctx.db, around)];
  const figures = new Map(present.map((row) => [keyOf(row), row]));
  const alone = rows.map(({ values }) => figureOf(values, { bases, known, allowed, demo: ctx.city.demo }));
  // What the file says of the areas above goes before what is there.
  const said = new Map(alone.flatMap((one) => ("faults" in one ? [] : [[keyOf(one), one] as const])));
  const read = alone.map((one) => {
    const above = "faults" in one ? null : moreThanAbove(one, (key) => said.get(key) ?? figures.get(key));
    return above ? { faults: [above] } : one;
  });
  const landings = read.map((one): Landing<typeof columns> => {
    if ("faults" in one) return one;
    const now = figures.get(keyOf(one));
    if (!now) return { did: "added" };
    const same =
      now.people === one.people &&
      now.ageTo === one.ageTo &&
      now.source === one.source &&
      now.status === one.status;
    return same ? { did: "unchanged" } : { did: "changed", was: valuesOf(now), becomes: valuesOf(one) };
  });
  const fresh = read.flatMap((one, at) => {
    const landing = landings[at];
    return "faults" in one || !landing || "faults" in landing || landing.did === "unchanged" ? [] : one;
  });
  if (fresh.length > 0) {
    await refusing({ population_counted_once: () => refused("population.overlap") }, () =>
      putPopulations(ctx.db, fresh),
    );
  }
  return landings;
}

/** An area has no more people than one it lies in, on the same basis, in the same year and band. */
function moreThanAbove(
  one: PopulationRow,
  figure: (key: string) => PopulationRow | undefined,
): CellFault | null {
  for (const code of codeChain(one.code).slice(0, -1)) {
    const above = figure(keyOf({ ...one, code }));
    if (above && above.people < one.people)
      return { column: "people", id: "population.more-than-above", data: { code, people: above.people } };
  }
  return null;
}

const keyOf = ({
  code,
  basis,
  year,
  banding,
  ageFrom,
}: Pick<PopulationRow, "code" | "basis" | "year" | "banding" | "ageFrom">) =>
  [code, basis, year, banding, ageFrom].join(" ");

function figureOf(
  values: PopulationValues,
  {
    bases,
    known,
    allowed,
    demo,
  }: { bases: readonly Basis[]; known: ReadonlySet<string>; allowed: boolean; demo: boolean },
): PopulationRow | { faults: CellFault[] } {
  const { code = "", year = 0, people = 0, source = "" } = values;
  const said = values.basis ?? "";
  const basis = bases.find(({ id, name, names }) => [id, name, ...Object.values(names)].includes(said));
  const banding = values.banding ?? "all";
  const [ageFrom, ageTo] = [values.age_from ?? 0, values.age_to ?? null];
  const faults: CellFault[] = [];
  if (!allowed) faults.push({ column: "code", id: "row.not-yours" });
  if (!code || !known.has(code))
    faults.push({ column: "code", id: "division.unknown-code", data: { code: code ?? "" } });
  if (!basis)
    faults.push({
      column: "basis",
      id: "population.no-basis",
      data: { said, known: bases.map(({ id }) => id).join("、") },
    });
  if (ageTo !== null && ageTo <= ageFrom) faults.push({ column: "age_to", id: "population.ages" });
  if (banding === "all" && (ageFrom !== 0 || ageTo !== null))
    faults.push({ column: "banding", id: "population.band-name" });
  if (people === null || people === undefined) faults.push({ column: "people", id: "missing" });
  if (faults.length > 0 || !basis || !code || !year || people === null) return { faults };
  const status = values.status ?? (demo ? "demo" : "unverified");
  return { code, basis: basis.id, year, banding, ageFrom, ageTo, people, source: source ?? "", status };
}

async function* rowsOf(ctx: Ctx, filter: Filter): AsyncGenerator<PopulationValues> {
  const code = filter.division ? canonicalCode(filter.division) : null;
  if (filter.division && !code) throw invalid([{ field: "/query/division", id: "division.code" }]);
  let after: string | null = null;
  for (;;) {
    const page: (PopulationRow & { id: string })[] = await populationPage(
      ctx.db,
      code ? prefixOfCode(code) : "",
      after,
    );
    const last = page.at(-1);
    if (!last) return;
    for (const row of page) yield valuesOf(row);
    after = last.id;
  }
}

function valuesOf({ code, basis, year, banding, ageFrom, ageTo, people, source, status }: PopulationRow) {
  const all = banding === "all";
  return {
    code,
    basis,
    year,
    banding: all ? null : banding,
    age_from: all ? null : ageFrom,
    age_to: ageTo,
    people,
    source,
    status,
  } satisfies PopulationValues;
}
