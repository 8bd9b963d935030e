import type { Temporal } from "temporal-polyfill";
import type { Hours } from "#libs/hours";
import type { Chance } from "./chance.ts";
import { HOURS } from "./hours.ts";
import type { Area, PlaceRow } from "./place-row.ts";
import { CITY_PLACES } from "./places-city.ts";
import { NEAR_PLACES } from "./places-near.ts";
import { STREET_PLACES } from "./places-streets.ts";
import { SPACES } from "./spaces.ts";
import type { DemoPlace } from "./types.ts";

type Centre = { readonly lon: number; readonly lat: number; readonly reach: number; readonly method: string };

const AROUND = "spread around the approximate middle of the district town; no street, no surveyed point";
const SOMEWHERE = "somewhere in the right part of the district; where the settlement lies was not found";

/** Approximate middles as public pages give them, taken as GCJ-02 (not verified). `reach` in degrees of latitude. */
export const CENTRES: Readonly<Record<Area, Centre>> = {
  karamay: { lon: 84.886, lat: 45.593, reach: 0.019, method: AROUND },
  baijiantan: { lon: 85.12, lat: 45.69, reach: 0.009, method: AROUND },
  dushanzi: { lon: 84.87, lat: 44.32, reach: 0.011, method: AROUND },
  urho: { lon: 85.67, lat: 46.1, reach: 0.008, method: AROUND },
  wuwu: { lon: 84.81, lat: 44.82, reach: 0.004, method: SOMEWHERE },
  "regiment-129": { lon: 84.83, lat: 44.85, reach: 0.004, method: SOMEWHERE },
  "regiment-136": { lon: 84.95, lat: 45.02, reach: 0.004, method: SOMEWHERE },
  xiaoguai: { lon: 84.97, lat: 45.08, reach: 0.004, method: SOMEWHERE },
  "regiment-137": { lon: 85.73, lat: 46.07, reach: 0.004, method: SOMEWHERE },
};

export const DISTRICTS: Readonly<Record<string, readonly [string, string]>> = {
  "650202": ["独山子区", "Dushanzi District"],
  "650203": ["克拉玛依区", "Karamay District"],
  "650204": ["白碱滩区", "Baijiantan District"],
  "650205": ["乌尔禾区", "Urho District"],
};

/** The sixty places of the demo city, numbered in a fixed order; only positions depend on chance. */
export function places(random: Chance, today: Temporal.PlainDate): DemoPlace[] {
  const rows = [...CITY_PLACES, ...STREET_PLACES, ...NEAR_PLACES];
  const turns = new Map<Area, number>();
  return rows.map((row, i) => {
    const turn = turns.get(row.area) ?? 0;
    turns.set(row.area, turn + 1);
    return {
      demo: true,
      key: row.key,
      number: `DEMO-${String(i + 1).padStart(3, "0")}`,
      name: row.name,
      name_en: row.name_en,
      kind: row.kind,
      level: row.level,
      division: row.division,
      organisation: row.organisation,
      basis: row.basis,
      ...address(row),
      position: position(row.area, turn, rows.filter((r) => r.area === row.area).length, random),
      // no subscriber number in China begins with 0: nobody's telephone rings
      phone: `0990-000 ${String(101 + i).padStart(4, "0")}`,
      spaces: SPACES[row.spaces].map((space) => ({ ...space, key: `${row.key}/${space.key}` })),
      hours: row.hours ? hoursOf(row, HOURS[row.hours], today) : null,
      closures: (row.closed ?? []).map(({ from, to, ...rest }) => ({
        from: dayFrom(today, from),
        to: dayFrom(today, to),
        ...rest,
      })),
      access: row.access,
      equipment: row.equipment,
      takenOver: null,
    };
  });
}

function hoursOf({ notes = [] }: PlaceRow, hours: Hours, today: Temporal.PlainDate): Hours {
  if (notes.length === 0) return hours;
  const exceptions = notes.map(({ day, ...rest }) => ({
    from: dayFrom(today, day),
    to: dayFrom(today, day),
    ...rest,
  }));
  return { ...hours, exceptions };
}

function address(row: PlaceRow): { address: string; address_en: string } {
  const [district, district_en] = DISTRICTS[row.division.slice(0, 6)] ?? ["", ""];
  if (row.address) return { address: row.address, address_en: row.address_en ?? row.address };
  return {
    address: `${district}（演示地址，无门牌）`,
    address_en: `${district_en} (demo address, no number)`,
  };
}

function position(area: Area, turn: number, count: number, random: Chance): DemoPlace["position"] {
  const { method, ...around } = CENTRES[area];
  return { system: "GCJ-02", ...spread(around, turn, count, random), method };
}

/** One of `count` points on a disc: a sunflower spiral (Vogel 1979) fills it evenly; a little chance keeps it from looking planted. */
export function spread(
  { lon, lat, reach }: { lon: number; lat: number; reach: number },
  turn: number,
  count: number,
  random: Chance,
): { lon: number; lat: number } {
  const radius = reach * Math.sqrt((turn + 0.5) / count);
  const angle = turn * Math.PI * (3 - Math.sqrt(5)) + random.next() * 0.5;
  const round = (degrees: number) => Math.round(degrees * 1e5) / 1e5;
  return {
    lon: round(lon + (radius * Math.cos(angle)) / Math.cos((lat * Math.PI) / 180)),
    lat: round(lat + radius * Math.sin(angle)),
  };
}

function dayFrom(today: Temporal.PlainDate, days: number): string {
  return today.add({ days }).toString();
}
