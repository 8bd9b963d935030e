import type { Temporal } from "temporal-polyfill";
import type { Chance } from "../chance.ts";
import { HOURS } from "../hours.ts";
import type { Area, PlaceRow } from "../place-row.ts";
import { CENTRES, DISTRICTS, spread } from "../places.ts";
import { SPACES } from "../spaces.ts";
import type { DemoPlace } from "../types.ts";
import { COUNTS } from "./counts.ts";
import { DISTRICT_PLACES } from "./district-places.ts";
import { COMMUNITIES, type Community } from "./divisions.ts";
import { NEAR_KINDS, type NearKind } from "./kinds.ts";
import { ENTERPRISES, HOME_STREETS, schoolKey, stem } from "./organisations.ts";

interface Site {
  /** Code of the community or the subdistrict. */
  readonly code: string;
  readonly name: string;
  readonly name_en: string;
  readonly area: Area;
  readonly address: string;
  readonly address_en: string;
}

type Raw = Omit<PlaceRow, "address" | "address_en"> &
  Pick<Site, "address" | "address_en"> & {
    /** What it stands near: a community, else the middle of the area. */
    readonly near: string | null;
    readonly takenOver: DemoPlace["takenOver"];
  };

const WEDGE =
  "a point near the assumed middle of its community, itself one of as many points on a disc around the town as there are communities, subdistrict by subdistrict";
const AROUND = "spread around the approximate middle of the district town; no street, no surveyed point";

/** The places the small city lacks to the counts of the full one. `known` are there; only chance decides where they stand. */
export function morePlaces(
  random: Chance,
  known: readonly DemoPlace[],
  today: Temporal.PlainDate,
): DemoPlace[] {
  const rows: Raw[] = [
    ...DISTRICT_PLACES.map((row) => ({ ...row, ...addressIn(row.division), near: null, takenOver: null })),
    ...NEAR_KINDS.flatMap((kind) => nearRows(random.branch(kind.kind), kind, known, today)),
  ];
  const middles = middlesOf(random.branch("middles"));
  const turns = new Map<string, number>();
  return rows.map(({ near, area, ...row }, i) => {
    const turn = turns.get(near ?? area) ?? 0;
    turns.set(near ?? area, turn + 1);
    const around = near === null ? { ...CENTRES[area], reach: CENTRES[area].reach * 0.8 } : middles.get(near);
    if (!around) throw new Error(`${row.key} stands nowhere`);
    const number = known.length + i + 1;
    return {
      ...row,
      demo: true,
      number: `DEMO-${String(number).padStart(3, "0")}`,
      position: {
        system: "GCJ-02",
        ...spread(around, turn, near === null ? 24 : 14, random),
        method: near === null ? AROUND : WEDGE,
      },
      phone: `0990-000 ${String(100 + number).padStart(4, "0")}`,
      spaces: SPACES[row.spaces].map((space) => ({ ...space, key: `${row.key}/${space.key}` })),
      hours: row.hours && HOURS[row.hours],
      closures: [],
    };
  });
}

function nearRows(
  random: Chance,
  kind: NearKind,
  known: readonly DemoPlace[],
  today: Temporal.PlainDate,
): Raw[] {
  const wanted = COUNTS.find((one) => one.kind === kind.kind)?.count ?? 0;
  const there = known.filter((place) => place.kind === kind.kind);
  const sites = sitesOf(kind);
  // Each site once before any has two; where the small city has one, that was the first.
  const free = kind.names.flatMap((_, n) => {
    const taken = n === 0 ? new Set(there.map(({ division }) => division)) : new Set<string>();
    return random.some(sites, sites.length).flatMap((site) => (taken.has(site.code) ? [] : [{ site, n }]));
  });
  if (free.length < wanted - there.length) throw new Error(`no room for ${wanted} of ${kind.kind}`);
  return free
    .slice(0, wanted - there.length)
    .map((one, turn) => nearRow(random, kind, { ...one, turn }, today));
}

function nearRow(
  random: Chance,
  kind: NearKind,
  { site, n, turn }: { site: Site; n: number; turn: number },
  today: Temporal.PlainDate,
): Raw {
  const [name, name_en] = kind.names[n] ?? kind.names[0] ?? ["", ""];
  const community = COMMUNITIES.find(({ code }) => code === site.code);
  const own = community ? `community-${site.code}` : `street-${site.code}`;
  const run = runBy(kind, site.code, n) ?? own;
  // Five of eight stations of retired workers have come to their communities by now.
  const handedOver = kind.kind === "retirees-station" && turn % 8 < 5;
  return {
    key: `${kind.kind}-${site.code}-${n + 1}`,
    name: site.name + name,
    name_en: `${site.name_en} ${name_en}`,
    kind: kind.kind,
    level: community ? "community" : "street",
    division: site.code,
    organisation: handedOver ? own : run,
    basis: "invented",
    area: site.area,
    address: site.address,
    address_en: site.address_en,
    hours: kind.hours,
    spaces: kind.spaces,
    access: kind.access,
    equipment: kind.equipment,
    near: community ? site.code : null,
    takenOver: handedOver
      ? { from: run, on: today.subtract({ days: random.whole(20, 330) }).toString() }
      : null,
  };
}

/** Null: whoever the community or subdistrict is. */
function runBy({ run }: NearKind, code: string, n: number): string | null {
  const district = code.slice(0, 6);
  if (run === "library") return "lib";
  if (run === "street") return `street-${code.slice(0, 9)}`;
  if (run === "school") return schoolKey(code, n);
  if (run === "enterprise")
    return ENTERPRISES.find(({ districts }) => districts.includes(district))?.key ?? null;
  return null;
}

function sitesOf({ per }: NearKind): Site[] {
  if (per === "street")
    return HOME_STREETS.map(({ code, short, short_en, area }) => ({
      code,
      name: stem(short),
      name_en: stem(short_en),
      area,
      ...addressIn(code, short, short_en),
    }));
  const fits: Record<Exclude<typeof per, "street">, (one: Community) => boolean> = {
    community: (one) => one.kind === "community" && !one.corps,
    village: (one) => one.kind === "village",
    settled: (one) => one.kind !== "village",
    anywhere: () => true,
  };
  return COMMUNITIES.filter(fits[per]).map((one) => ({
    code: one.code,
    name: one.name,
    name_en: one.name_en,
    area: one.area,
    ...addressIn(one.code, one.name, one.name_en),
  }));
}

function addressIn(code: string, near = "", near_en = ""): Pick<Site, "address" | "address_en"> {
  const [district, district_en] = DISTRICTS[code.slice(0, 6)] ?? ["", ""];
  return {
    address: `${district}${near}（演示地址，无门牌，位置为估计）`,
    address_en: `${near_en ? `${near_en}, ` : ""}${district_en} (demo address, no number; the position is an estimate)`,
  };
}

/** A middle for every community: as many points on a disc as its town has communities, taken by direction so that those of a subdistrict lie together. */
function middlesOf(random: Chance): Map<string, { lon: number; lat: number; reach: number }> {
  const middles = new Map<string, { lon: number; lat: number; reach: number }>();
  for (const [area, some] of Map.groupBy(COMMUNITIES, (one) => one.area)) {
    const { lon, lat, reach } = CENTRES[area];
    const disc = { lon, lat, reach: Math.max(reach, 0.008) };
    const points = some
      .map((_, turn) => spread(disc, turn, some.length, random))
      .toSorted((a, b) => Math.atan2(a.lat - lat, a.lon - lon) - Math.atan2(b.lat - lat, b.lon - lon));
    for (const [i, { code }] of some.entries()) {
      const point = points[i];
      if (point) middles.set(code, { ...point, reach: disc.reach / Math.sqrt(some.length) });
    }
  }
  return middles;
}
