/** How far an organisation reaches: where its places may lie, and of which level they may be. */
import { type Actor, holds } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import type { Db } from "#platform/db";
import type { FieldFault } from "#platform/errors";
import { codeChain, levelOfCode, liesIn } from "../network/division-code.ts";
import type { Organisation } from "../network/organisation-store.ts";
import { type FacilityLevel, facilityLevels } from "../words.ts";

/** An organisation, or one above it: where it sits, and the highest level of what it runs for the public. */
export interface Standing {
  path: string;
  divisionCode: string | null;
  runs: FacilityLevel | null;
}

/** Areas whose places are the asker's to enter; null: the whole city. */
export type Reach = readonly string[] | null;

/** The standings of organisations and of all above them. */
export function standingsAbove(db: Db, organisations: readonly Organisation[]): Promise<Standing[]> {
  const paths = [...new Set(organisations.flatMap(({ path }) => chainOf(path)))];
  return db.many<Standing>`
    select o.path, o.division_code,
           (select f.level from places.facility f
             where f.organisation_id = o.id and f.state = 'published' and f.ended_on is null
             order by array_position(${[...facilityLevels]}::text[], f.level) limit 1) as runs
      from places.organisation o where o.path = any(${paths}::text[])`;
}

/**
 * An organisation reaches over its own division, or that of the nearest above it, and as high as what it runs already; whoever
 * manages one above it, as far as that one. The city itself, and what has no division at all, is free. Pure.
 */
export function reachOf(actor: Actor, { path }: Organisation, standings: readonly Standing[]): Reach {
  if (actor.kind !== "staff") return null;
  const own = chainOf(path);
  const speaksFor = own.filter(
    (one) => one === path || holds(actor, "manager", one) || holds(actor, "admin", one),
  );
  const byPath = new Map(standings.map((one) => [one.path, one]));
  const areas = speaksFor.map((one) => areaOf(one, byPath));
  return areas.includes(null) ? null : areas.filter((area) => area !== null);
}

/** Why a place there, of that level, is beyond the reach. */
export function beyond(
  reach: Reach,
  { divisionCode, level }: { divisionCode: string | null; level: FacilityLevel | null },
): { of: "divisionCode" | "level"; id: string }[] {
  if (reach === null) return [];
  const highest = Math.min(...reach.map(rankOf));
  return [
    ...(divisionCode === null || reach.some((area) => liesIn(divisionCode, area))
      ? []
      : [{ of: "divisionCode" as const, id: "place.division-beyond" }]),
    ...(level === null || facilityLevels.indexOf(level) >= highest
      ? []
      : [{ of: "level" as const, id: "place.level-beyond" }]),
  ];
}

/** The same for one place at the desk, told at its fields. */
export async function beyondReach(
  ctx: Ctx,
  organisation: Organisation,
  { divisionCode, level, at }: { divisionCode: string | null; level: FacilityLevel | null; at: string },
): Promise<FieldFault[]> {
  const reach = reachOf(ctx.actor, organisation, await standingsAbove(ctx.db, [organisation]));
  return beyond(reach, { divisionCode, level }).map(({ of, id }) => ({
    field: `${at}/${of}`,
    id,
    data: { organisation: organisation.name },
  }));
}

/** The path and those above it, lowest first. */
function chainOf(path: string): string[] {
  const parts = path.split(".").slice(0, -1);
  return parts.map((_, n) => `${parts.slice(0, parts.length - n).join(".")}.`);
}

/** The division of the organisation at a path, or of the nearest above it that has one. Pure. */
export function homeOf(
  path: string,
  byPath: ReadonlyMap<string, Pick<Standing, "divisionCode">>,
): string | null {
  return chainOf(path).flatMap((one) => byPath.get(one)?.divisionCode ?? [])[0] ?? null;
}

/** The area of the organisation at a path, as wide as what it runs; null: in the whole city. */
function areaOf(path: string, byPath: ReadonlyMap<string, Standing>): string | null {
  const home = homeOf(path, byPath);
  if (!home) return null;
  const runs = byPath.get(path)?.runs;
  const rank = Math.min(rankOf(home), runs ? facilityLevels.indexOf(runs) : rankOf(home));
  return rank <= 0 ? null : (codeChain(home).find((code) => rankOf(code) === rank) ?? home);
}

/** 0 for the city, as in the levels of places; -1 for what is wider. */
function rankOf(code: string): number {
  const level = levelOfCode(code);
  return level === "province" ? -1 : facilityLevels.indexOf(level);
}
