/** Fills an empty city with the demo, through the same doors that people use. */
import { inTx } from "#platform/ctx";
import { deliverAll } from "#platform/events";
import { progress, progressWriter, type Writer } from "#platform/progress";
import type { City } from "../main/city.ts";
import { demoCity } from "./demo/city.ts";
import { fillClaims } from "./filling/claims.ts";
import { at, noKeys } from "./filling/keys.ts";
import { fillDivisions, fillOrganisations, fillOutlines, fillPlaces } from "./filling/network.ts";
import { demoPassword, fillResidents, fillStaff } from "./filling/people.ts";
import { fillEvents, fillSeries } from "./filling/programme.ts";

/** Is there nothing in the city yet? */
export async function isEmptyCity({ db }: Pick<City, "db">): Promise<boolean> {
  const { empty } = await db.one<{
    empty: boolean;
  }>`select not exists (select from places.organisation) as empty`;
  return empty;
}

/** The same city every time, around the moment of filling. */
const seed = 20261123;

/** Fills the small demo city and counts what happened in it. Tells how far it is. */
export async function fillDemoCity(city: City, tell: Writer = progressWriter()): Promise<void> {
  const ctx = city.ctx("fill-demo");
  const demo = demoCity({ seed, scale: "small", now: ctx.clock() });
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
    work: (step: (done: number) => void) => Promise<void>,
  ) => {
    const told = progress(what, { total, tell });
    await work(() => told.add());
    told.end();
  };
  await stage("divisions and organisations", 1, () =>
    inTx(yearAgo, async (inner) => {
      await fillDivisions(inner);
      await fillOutlines(inner);
      await fillOrganisations(inner, demo, keys);
    }),
  );
  await stage("places", demo.places.length, () => inTx(yearAgo, (inner) => fillPlaces(inner, demo, keys)));
  await stage("staff and residents", demo.residents.length, async () => {
    await fillStaff(yearAgo, demo, keys);
    await fillResidents(ctx, demo, keys);
  });
  await stage("series and events", demo.events.length, async (step) => {
    await fillSeries(yearAgo, demo, keys);
    await fillEvents(ctx, demo, keys, step);
  });
  await stage("bookings and visits", demo.claims.length, async (step) => {
    const { refused } = await fillClaims(ctx, demo, keys, step);
    for (const [why, count] of refused) ctx.log.warn({ why, count }, "demo claims refused by a rule");
  });
  await stage("figures", 1, () => deliverAll(ctx, city.listeners));
}

/** What `npm start` prints: who can sign in, and how. */
export function demoAccounts(): string {
  return [
    "",
    "Demo accounts 演示账号",
    "  resident 居民   /sign-in        phone 19900000001; the code is shown on /dev/messages",
    `  staff    员工   /desk/sign-in   password ${demoPassword}`,
    "                 lib-desk     图书馆总服务台 front desk: check-in, counter",
    "                 lib-editor   图书馆策划 writes events",
    "                 ju-reviewer  ju-publisher  市局审核、签发 reviews, publishes",
    "                 ju-manager   市局公共文化科 the city's figures (/city)",
    "                 chengnan     城南社区 one-person station",
    "",
  ].join("\n");
}
