/** The network of a day and the population as the contract shows them: names in the reader's language. */
import type { AnswerOf } from "#contract";
import { type Ctx, today } from "#platform/ctx";
import { found } from "#platform/errors";
import { named } from "#platform/i18n";
import { wholeCity } from "../asked.ts";
import { kinds } from "../kinds/kind-store.ts";
import { may } from "../may.ts";
import { canonicalCode } from "../network/division-code.ts";
import { divisionsOn, populationBases, populationsOf } from "../network/division-store.ts";
import { populationTables } from "../network/population-tables.ts";
import { facilityLevels } from "../words.ts";
import type * as contract from "./contract.ts";
import { allStandards, divisionKindsOn } from "./coverage-store.ts";
import { networkOn } from "./network-on.ts";

export async function networkView(
  ctx: Ctx,
  on: string | undefined,
): Promise<AnswerOf<typeof contract.getNetwork>> {
  const [network, all, city] = await Promise.all([networkOn(ctx, on), kinds(ctx.db), wholeCity(ctx)]);
  const { divisions } = network;
  const kindNames = new Map(all.map((kind) => [kind.code, named(kind, ctx.locale)]));
  const nameOf = (code: string) => {
    const division = divisions.get(code);
    return division ? named(division, ctx.locale) : code;
  };
  const counted = (of: (place: (typeof network.places)[number]) => boolean) =>
    facilityLevels.map((level) => ({
      level,
      places: network.places
        .filter((one) => one.level === level && of(one))
        .reduce((sum, { count }) => sum + count, 0),
    }));
  return {
    on: network.day,
    demo: ctx.city.demo,
    levels: counted(() => true),
    districts: [...divisions.values()]
      .filter(({ level }) => level === "district")
      .map(({ code }) => ({
        code,
        name: nameOf(code),
        levels: counted(({ district }) => district === code),
      })),
    standards: network.standards.map((one) => ({
      code: one.code,
      name: named(one, ctx.locale),
      level: one.level,
      divisionKinds: one.divisionKinds,
      kinds: one.kinds.map((code) => ({ code, name: kindNames.get(code) ?? code })),
      atLeast: one.atLeast,
      from: one.from,
      source: one.source,
      status: one.status,
      of: one.of,
      have: one.have,
      missing: one.missing.map((division) => {
        const district =
          one.level === "city" || one.level === "district" ? null : network.districtOf(division.code);
        return {
          code: division.code,
          name: named(division, ctx.locale),
          district: district === null ? null : nameOf(district),
        };
      }),
      districts: one.districts.map((district) => ({ ...district, name: nameOf(district.code) })),
    })),
    can: may["standard.put"](ctx.actor, city) ? ["edit"] : [],
  };
}

export async function standardList(ctx: Ctx): Promise<AnswerOf<typeof contract.listStandards>> {
  const [rows, divisionKinds] = await Promise.all([
    allStandards(ctx.db),
    divisionKindsOn(ctx.db, today(ctx).toString()),
  ]);
  return {
    items: rows.map(({ id: _, ...row }) => ({ ...row, says: named(row, ctx.locale) })),
    divisionKinds,
  };
}

export async function populationView(
  ctx: Ctx,
  asked: string | undefined,
): Promise<AnswerOf<typeof contract.listPopulations>> {
  const code = canonicalCode(asked ?? ctx.city.division) ?? asked ?? "";
  const day = today(ctx).toString();
  const [own, below, bases] = await Promise.all([
    divisionsOn(ctx.db, { day, codes: [code] }),
    divisionsOn(ctx.db, { day, parent: code }),
    populationBases(ctx.db),
  ]);
  const division = found(own[0], "division", code);
  const names = new Map([...own, ...below].map((row) => [row.code, named(row, ctx.locale)]));
  const says = new Map(bases.map((basis) => [basis.id, named(basis, ctx.locale)]));
  const codes = [division.code, ...below.map((row) => row.code)];
  const tables = populationTables(codes, await populationsOf(ctx.db, codes));
  return {
    division: { code, name: names.get(code) ?? code },
    tables: tables.map(({ rows, ...table }) => ({
      ...table,
      basisName: says.get(table.basis) ?? table.basis,
      rows: rows.map((row) => ({ ...row, name: names.get(row.code) ?? row.code })),
    })),
  };
}
