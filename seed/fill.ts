/** Fills an empty city with the demo, through the same doors that people use. */
import { inTx } from "#platform/ctx";
import { deliverAll } from "#platform/events";
import { progress, progressWriter, type Writer } from "#platform/progress";
import type { City } from "../main/city.ts";
import { demoCity, type Scale } from "./demo/city.ts";
import { fillBelongings } from "./filling/belongings.ts";
import { fillCatalogue, fillLists } from "./filling/catalogue.ts";
import { fillClaims } from "./filling/claims.ts";
import { demoCourses, fillCourses } from "./filling/courses.ts";
import { fillDraws } from "./filling/draws.ts";
import { fillEligibility } from "./filling/eligibility.ts";
import { fillHolidays } from "./filling/holidays.ts";
import { at, noKeys } from "./filling/keys.ts";
import { fillLendingRules } from "./filling/lending-rules.ts";
import {
  beginFilling,
  endFilling,
  filledScale,
  fillingAlone,
  fillingOf,
  fillingRequest,
  takeAwayUnfinished,
} from "./filling/mark.ts";
import {
  fillDivisions,
  fillOrganisations,
  fillOutlines,
  fillPlaces,
  fillPopulations,
} from "./filling/network.ts";
import {
  demoPassword,
  fillCardHolders,
  fillOnePersonRules,
  fillResidents,
  fillStaff,
} from "./filling/people.ts";
import { fillEvents, fillSeries } from "./filling/programme.ts";
import { fillRooms } from "./filling/rooms.ts";
import { fillNoShowRule, fillSeason } from "./filling/season.ts";
import { fillSeating } from "./filling/seating.ts";
import { fillTours } from "./filling/tours.ts";
import { fillUpkeep } from "./filling/upkeep.ts";

/** The same city every time, around the moment of filling. */
const seed = 20261123;

export interface Filling {
  /** Of the city's database, for making its tables anew. */
  url: string;
  tell?: Writer;
  scale?: Scale;
  /** Lines for whoever started it. */
  say(line: string): void;
}

/**
 * Sees to it that the demo is there whole: fills an empty city, and one whose filling was interrupted from the beginning.
 * A city with anything in it that no filling brought is left as it is.
 */
export function ensureDemoCity(city: City, { url, tell, scale = "small", say }: Filling): Promise<void> {
  return fillingAlone(city.db, async () => {
    const standing = await fillingOf(city.db);
    if (standing === "own") return;
    if (standing === "done") {
      if ((await filledScale(city.db)) === scale) return;
      say(
        `这里已有另一规模的演示城市，保持原样。 A demo of another scale is here and left as it is: --scale ${scale} needs a data folder of its own.`,
      );
      return;
    }
    if (standing === "unfinished") {
      if (!(await takeAwayUnfinished(city.ctx(fillingRequest), url))) {
        say("演示数据上次没有填完，之后已有人改动，保持原样。要完整的演示，请用 --city 另起一座城。");
        say("The filling of the demo was interrupted and somebody has changed things since: left as it is.");
        return;
      }
      say("演示数据上次没有填完，重新填写。 The filling of the demo was interrupted; it begins anew.");
    }
    await fillDemoCity(city, { scale, ...(tell && { tell }) });
  });
}

/** Fills a demo city and counts what happened in it. Tells how far it is. */
export async function fillDemoCity(
  city: City,
  { scale = "small", tell = progressWriter() }: { scale?: Scale; tell?: Writer } = {},
): Promise<void> {
  const ctx = city.ctx(fillingRequest);
  const demo = demoCity({ seed, scale, now: ctx.clock() });
  const keys = noKeys();
  const yearAgo = at(
    ctx,
    ctx
      .clock()
      .subtract({ hours: 400 * 24 })
      .toString(),
  );
  const stage = async (
    what: string,
    total: number,
    work: (step: (count?: number) => void) => Promise<void>,
  ) => {
    const told = progress(what, { total, tell });
    await work((count) => told.add(count));
    // One piece of work is told by its end.
    if (total === 1) told.add();
    told.end();
  };
  await beginFilling(ctx, scale);
  await stage("divisions and organisations", 1, () =>
    inTx(yearAgo, async (inner) => {
      await fillDivisions(inner);
      await fillOutlines(inner);
      await fillPopulations(inner);
      await fillHolidays(inner);
      await fillOrganisations(inner, demo, keys);
    }),
  );
  await stage("places", demo.places.length, async (step) => {
    for (const some of inLots(demo.places, 50)) {
      await inTx(yearAgo, (inner) => fillPlaces(inner, some, keys));
      step(some.length);
    }
  });
  await stage("staff", demo.staff.length, async (step) => {
    await fillStaff(yearAgo, demo, keys, step);
    await fillOnePersonRules(yearAgo, demo, keys);
    await fillNoShowRule(yearAgo, keys);
    await fillLendingRules(yearAgo, keys);
  });
  const holders = demo.cardHolders.reduce((sum, { children }) => sum + 1 + children.length, 0);
  await stage("residents", demo.residents.length + holders, async (step) => {
    await fillResidents(ctx, demo, keys);
    await fillEligibility(yearAgo, keys);
    step(demo.residents.length);
    await fillCardHolders(ctx, demo, keys, step);
  });
  await stage("things, shared use, hand-overs", 1, () => fillBelongings(ctx, demo, keys));
  await stage("series and events", demo.events.length, async (step) => {
    await fillSeries(yearAgo, demo, keys);
    await fillEvents(ctx, demo, keys, step);
    await fillSeating(ctx, demo, keys);
  });
  await stage("bookings and visits", demo.claims.length, async (step) => {
    const { refused } = await fillClaims(ctx, demo, keys, step);
    for (const [why, count] of refused) ctx.log.warn({ why, count }, "demo claims refused by a rule");
  });
  await stage("rooms to reserve", 1, async () => {
    for (const [why, count] of await fillRooms(ctx, keys))
      ctx.log.warn({ why, count }, "demo reservations refused by a rule");
  });
  await stage("contest, work, feedback", 1, () => fillSeason(ctx, demo, keys));
  await stage("a tour, what houses lend one another", 1, () => fillTours(ctx, keys));
  await stage("courses", demoCourses, (step) => fillCourses(ctx, demo, keys, step));
  await stage("draws", 1, () => fillDraws(ctx, demo, keys));
  await stage("catalogue", 1, async () => {
    await fillCatalogue(ctx, keys);
    await fillLists(ctx, keys);
  });
  const kept = demo.doors.length + demo.inspections.length + demo.renovations.length;
  await stage("doors, inspections, renovations", kept, (step) => fillUpkeep(ctx, demo, keys, step));
  await stage("figures", 1, () => deliverAll(ctx, city.listeners));
  await endFilling(ctx);
}

function* inLots<T>(all: readonly T[], size: number): Generator<readonly T[]> {
  for (let n = 0; n < all.length; n += size) yield all.slice(n, n + size);
}

/** What `npm start` prints: who can sign in, and how. */
export function demoAccounts(scale: Scale): string {
  return [
    "",
    "Demo accounts 演示账号",
    "  resident 居民   /sign-in        phone 19900000001; the code is shown on /dev/messages",
    `  staff    员工   /desk/sign-in   password ${demoPassword}`,
    "                 lib-desk     图书馆总服务台 front desk: check-in, counter",
    "                 lib-editor   图书馆策划 writes events",
    "                 ju-reviewer  ju-publisher  市局审核、签发 reviews, publishes",
    "                 ju-manager   市局公共文化科 the city's figures (/city)",
    "                 gh-manager   bj-manager  正在移交的职工书屋的两方 both sides of a hand-over",
    "                 chengnan     城南社区 one-person station: writes, checks, publishes alone",
    ...(scale === "full"
      ? [
          "                 sq650203001001 … jd650203001 …  其他社区、街道各一人 one person at every other community and subdistrict",
        ]
      : []),
    "",
  ].join("\n");
}
