/** Divisions, organisations and places of the demo city. */
import { readFileSync } from "node:fs";
import { Temporal } from "temporal-polyfill";
import type { Shape } from "#libs/geo";
import {
  addDivisions,
  addOrganisation,
  addSpace,
  announceClosure,
  linkDivisions,
  moveFacility,
  putOutlines,
  putPopulationBasis,
  putPopulations,
  registerFacility,
} from "#places/filling";
import type { TxCtx } from "#platform/ctx";
import type { DemoCity, DemoPlace } from "../demo/types.ts";
import { at, idOf, type Keys } from "./keys.ts";

interface DivisionFile {
  source: string;
  divisions: {
    code: string;
    name: string;
    name_en?: string;
    kind: string;
    parent: string | null;
    populations?: { people: number; basis: string; on: string; source: string }[];
    /** As precise as the source: `2018`, `2017-03`. */
    valid_from?: string;
    valid_to?: string;
    note?: string;
    predecessor?: string;
  }[];
}

/** The first day of a year or month: the register wants days, the sources do not have them. */
const firstDay = (when: string | undefined) =>
  when === undefined ? null : `${when}-01-01`.slice(0, when.length === 4 ? 10 : when.length + 3);

/** Karamay's own divisions: facts, not demo. The region above is entered so that the city has its parent. */
export async function fillDivisions(ctx: TxCtx): Promise<void> {
  const file: DivisionFile = JSON.parse(
    readFileSync(new URL("../karamay/divisions.json", import.meta.url), "utf8"),
  );
  const xinjiang: DivisionFile["divisions"][number] = {
    code: "650000",
    name: "新疆维吾尔自治区",
    name_en: "Xinjiang",
    kind: "自治区",
    parent: null,
  };
  await addDivisions(
    ctx,
    [xinjiang, ...file.divisions].map((division) => ({
      code: division.code,
      parentCode: division.code === "650200" ? "650000" : division.parent,
      name: division.name,
      ...(division.name_en && { names: { en: division.name_en } }),
      kind: division.kind,
      from: firstDay(division.valid_from),
      to: firstDay(division.valid_to),
      source: file.source,
      note: division.note ?? null,
    })),
  );
  for (const { code, predecessor, valid_from } of file.divisions) {
    if (predecessor)
      await linkDivisions(ctx, { from: predecessor, to: code, how: "moved", onDay: firstDay(valid_from) });
  }
}

/** Who is counted in the figures that are public: two bases, never mixed. */
const bases = [
  { id: "census-residents", name: "第七次人口普查常住人口", names: { en: "Census of 2020, residents" } },
  {
    id: "without-corps",
    name: "年末人口，不含兵团（常住或户籍未注明）",
    names: { en: "End of year, without the Corps (resident or registered is not stated)" },
  },
] as const;

/** Shares of the census by age (facts of the city); the counts are reckoned from them, so they are marked as unverified. */
const ages = [
  { banding: "0-15-60", ageFrom: 0, ageTo: 15, share: 0.1444 },
  { banding: "0-15-60", ageFrom: 15, ageTo: 60, share: 0.7161 },
  { banding: "0-15-60", ageFrom: 60, ageTo: null, share: 0.1395 },
  { banding: "65", ageFrom: 65, ageTo: null, share: 0.0969 },
] as const;

/** Population of the city by age and of its districts: facts with their sources, on two bases. */
export async function fillPopulations(ctx: TxCtx): Promise<void> {
  const file: DivisionFile = JSON.parse(
    readFileSync(new URL("../karamay/divisions.json", import.meta.url), "utf8"),
  );
  for (const basis of bases) await putPopulationBasis(ctx.db, basis);
  const whole = { banding: "all", ageFrom: 0, ageTo: null, status: "unverified" as const };
  const rows = file.divisions.flatMap(({ code, populations = [] }) =>
    populations.map(({ people, basis, on, source }) => ({
      ...whole,
      code,
      people,
      source,
      basis: basis.startsWith("census") ? "census-residents" : "without-corps",
      year: Number(on.slice(0, 4)),
    })),
  );
  const city = rows.filter(({ basis }) => basis === "census-residents");
  const banded = city.flatMap((row) =>
    ages.map(({ share, ...band }) => ({
      ...row,
      ...band,
      people: Math.round(row.people * share),
      source: `${row.source}: published shares, counts reckoned from them`,
    })),
  );
  await putPopulations(ctx, [...rows, ...banded]);
}

interface OutlineFile {
  properties: { source: string };
  features: { properties: { code: string }; geometry: Shape }[];
}

/** District outlines as the source has them: assumed GCJ-02, not verified, no official boundary. */
export async function fillOutlines(ctx: TxCtx): Promise<void> {
  const file: OutlineFile = JSON.parse(
    readFileSync(new URL("../karamay/districts.geojson", import.meta.url), "utf8"),
  );
  await putOutlines(
    ctx,
    file.features.map(({ properties, geometry }) => ({
      code: properties.code,
      coordinateSystem: "GCJ-02",
      shape: geometry,
      source: file.properties.source,
      status: "unverified",
    })),
  );
}

export async function fillOrganisations(ctx: TxCtx, city: DemoCity, keys: Keys): Promise<void> {
  for (const one of city.organisations) {
    const made = await addOrganisation(ctx, {
      parentId: one.parent === null ? null : idOf(keys.organisations, one.parent).id,
      label: one.label,
      kind: one.kind,
      name: one.name,
      names: { en: one.name_en },
      divisionCode: one.division,
      demo: true,
    });
    keys.organisations.set(one.key, { id: made.id, path: made.path });
  }
}

/** Places with their rooms and closures. Those that an enterprise ran before enter as its own and are handed over on their day. */
export async function fillPlaces(ctx: TxCtx, places: readonly DemoPlace[], keys: Keys): Promise<void> {
  for (const one of places) {
    const { system, lon, lat } = one.position;
    const { id } = await registerFacility(ctx, {
      number: one.number,
      name: one.name,
      names: { en: one.name_en },
      kind: one.kind,
      level: one.level,
      divisionCode: one.division,
      organisationId: idOf(keys.organisations, one.takenOver?.from ?? one.organisation).id,
      address: one.address,
      position: { system, lon, lat },
      phone: one.phone,
      access: [...one.access],
      equipment: [...one.equipment],
      hours: one.hours,
      demo: true,
    });
    keys.places.set(one.key, id);
    for (const space of one.spaces) {
      const made = await addSpace(ctx, id, {
        name: space.name,
        names: { en: space.name_en },
        capacity: space.capacity,
        equipment: [...space.equipment],
      });
      keys.spaces.set(space.key, made.id);
    }
    const dayAt = (day: string) => Temporal.PlainDate.from(day).toZonedDateTime(ctx.city.zone).toInstant();
    for (const closure of one.closures) {
      await announceClosure(ctx, id, {
        startsAt: dayAt(closure.from),
        endsAt: dayAt(Temporal.PlainDate.from(closure.to).add({ days: 1 }).toString()),
        reason: closure.reason,
        words: closure.words,
      });
    }
    if (one.takenOver) {
      const { on } = one.takenOver;
      await moveFacility(at(ctx, dayAt(on).toString()), id, {
        organisationId: idOf(keys.organisations, one.organisation).id,
        on,
      });
    }
  }
}
