import type { Temporal } from "temporal-polyfill";
import type { Chance } from "./chance.ts";
import type { DemoEvent, DemoInspection, DemoPlace, DemoRenovation } from "./types.ts";

const WORKS = [
  ["室内更新", "更新照明、墙面和书架，增加无障碍坡道"],
  ["屋面和管线改造", "屋面防水，更换供暖和上下水管线"],
  ["多功能厅改造", "活动厅扩建，更换音响、灯光和座椅"],
] as const;

/** Inspections of the last year, and renovations since the city became a demonstration zone: over half of the stations of streets and communities. */
export function upkeep(
  random: Chance,
  { places, events }: { places: readonly DemoPlace[]; events: readonly DemoEvent[] },
  today: Temporal.PlainDate,
): { inspections: DemoInspection[]; renovations: DemoRenovation[] } {
  const stations = places.filter(({ level }) => level === "street" || level === "community");
  const busy = new Set(events.map(({ place }) => place));
  const renewed = random.some(stations, Math.ceil(stations.length * 0.55));
  const left = stations.filter((place) => !renewed.includes(place) && place.closures.length === 0);
  const quiet = left.find(({ key }) => !busy.has(key));
  const open = left.find((place) => place !== quiet);
  return {
    inspections: places.flatMap((place) => inspections(random, place, today)),
    renovations: [
      ...renewed.map((place, n) =>
        finished(random, place, n, today.subtract({ days: 60 + random.whole(0, 60) + n * 95 })),
      ),
      ...(quiet ? [underWay(quiet, today, { closes: true })] : []),
      ...(open ? [underWay(open, today, { closes: false })] : []),
    ],
  };
}

/** What was found there twice in the last year. */
export function inspections(random: Chance, place: DemoPlace, today: Temporal.PlainDate): DemoInspection[] {
  return [random.whole(200, 360), random.whole(5, 60)].map((daysAgo) => {
    const grade = random.hits(0.75) ? "good" : random.hits(0.7) ? "fair" : "poor";
    return {
      demo: true,
      place: place.key,
      on: today.subtract({ days: daysAgo }).toString(),
      grade,
      words: grade === "good" ? "消防、用电、照明和设备正常。" : "部分设备陈旧，已列入更新计划。",
      equipment: place.equipment.map((code) => ({
        code,
        count: random.whole(1, 4),
        state: grade === "good" || random.hits(0.7) ? "working" : random.hits(0.6) ? "worn" : "broken",
      })),
    };
  });
}

/** The n-th renovation that is done, begun on a day at least two months ago. */
export function finished(
  random: Chance,
  place: DemoPlace,
  n: number,
  from: Temporal.PlainDate,
): DemoRenovation {
  const done = from.add({ days: random.whole(40, 75) });
  const money = random.whole(8, 60) * 10_000;
  const area = random.whole(8, 40) * 10;
  const held = place.spaces.reduce((sum, { capacity }) => sum + capacity, 0);
  return {
    ...work(place, n),
    from: from.toString(),
    to: from.add({ days: 62 }).toString(),
    closes: false,
    money: [
      { source: "city", planned: Math.round(money * 0.6) },
      { source: "district", planned: Math.round(money * 0.3) },
      { source: "enterprise", planned: Math.round(money * 0.1) },
    ],
    startedOn: from.toString(),
    progress: [
      { on: from.add({ days: 20 }).toString(), percent: 45, spent: Math.round(money * 0.4) },
      { on: done.toString(), percent: 100, spent: Math.round(money * (random.hits(0.2) ? 1.08 : 0.97)) },
    ],
    finished: {
      on: done.toString(),
      areaBefore: area,
      areaAfter: area + random.whole(0, 6) * 10,
      capacityAfter: held > 0 ? held : null,
    },
  };
}

function underWay(
  place: DemoPlace,
  today: Temporal.PlainDate,
  { closes }: { closes: boolean },
): DemoRenovation {
  const from = today.subtract({ days: closes ? 35 : 20 });
  return {
    ...work(place, closes ? 0 : 2),
    from: from.toString(),
    to: today.add({ days: closes ? 45 : 70 }).toString(),
    closes,
    money: [
      { source: "region", planned: 300_000 },
      { source: "city", planned: 120_000 },
    ],
    startedOn: from.toString(),
    progress: [
      {
        on: today.subtract({ days: 4 }).toString(),
        percent: closes ? 55 : 20,
        spent: closes ? 190_000 : 60_000,
      },
    ],
    finished: null,
  };
}

function work(place: DemoPlace, n: number) {
  const [name, scope] = WORKS[n % WORKS.length] ?? WORKS[0];
  return { demo: true as const, place: place.key, name, scope };
}
