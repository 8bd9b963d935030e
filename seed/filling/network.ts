/** Divisions, organisations and places of the demo city. */
import { readFileSync } from "node:fs";
import { Temporal } from "temporal-polyfill";
import type { Shape } from "#libs/geo";
import {
  addDivisions,
  addOrganisation,
  addSpace,
  announceClosure,
  putOutlines,
  registerFacility,
} from "#places";
import type { TxCtx } from "#platform/ctx";
import type { DemoCity } from "../demo/types.ts";
import { idOf, type Keys } from "./keys.ts";

interface DivisionFile {
  source: string;
  divisions: {
    code: string;
    name: string;
    name_en?: string;
    kind: string;
    parent: string | null;
    valid_from?: string;
    valid_to?: string;
  }[];
}

/** Karamay's own divisions: facts, not demo. The region above is entered so that the city has its parent. */
export async function fillDivisions(ctx: TxCtx): Promise<void> {
  const file: DivisionFile = JSON.parse(
    readFileSync(new URL("../karamay/divisions.json", import.meta.url), "utf8"),
  );
  const xinjiang = {
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
      source: file.source,
    })),
  );
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

export async function fillPlaces(ctx: TxCtx, city: DemoCity, keys: Keys): Promise<void> {
  for (const one of city.places) {
    const { system, lon, lat } = one.position;
    const { id } = await registerFacility(ctx, {
      number: one.number,
      name: one.name,
      names: { en: one.name_en },
      kind: one.kind,
      level: one.level,
      divisionCode: one.division,
      organisationId: idOf(keys.organisations, one.organisation).id,
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
    for (const closure of one.closures) {
      const dayAt = (day: string) => Temporal.PlainDate.from(day).toZonedDateTime(ctx.city.zone).toInstant();
      await announceClosure(ctx, id, {
        startsAt: dayAt(closure.from),
        endsAt: dayAt(Temporal.PlainDate.from(closure.to).add({ days: 1 }).toString()),
        reason: closure.reason,
        words: closure.words,
      });
    }
  }
}
