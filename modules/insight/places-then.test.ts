import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import { aStaff } from "#people/testing";
import { endFacility, moveFacility, networkOn } from "#places/filling";
import { aFacility, anOrganisation, withdrawPlace } from "#places/testing";
import { type Ctx, inTx, type TxCtx } from "#platform/ctx";
import type { Event } from "#platform/events";
import { at, dbTest } from "#platform/testing";
import { countFacts } from "./count-facts.ts";
import { byOrganisation } from "./store.ts";

const days = [
  "2017-12-31",
  "2018-01-01",
  "2023-12-31",
  "2024-01-01",
  "2025-05-31",
  "2025-06-01",
  "2026-06-11",
  "2026-06-12",
];
const on = (ctx: TxCtx, day: string): TxCtx => ({ ...ctx, clock: at(`${day}T04:00:00Z`) });
const counted = async ({ db }: Ctx, day: string, path = "") => {
  const until = Temporal.PlainDate.from(day).add({ days: 1 }).toString();
  const shares = await byOrganisation(db, "facilities", { from: null, until, path });
  return shares.reduce((sum, { amount }) => sum + amount, 0);
};
const there = async (ctx: Ctx, day: string) =>
  (await networkOn(ctx, day)).places.reduce((sum, { count }) => sum + count, 0);
const gaps = (ctx: Ctx) =>
  Promise.all(days.map(async (day) => [day, (await counted(ctx, day)) - (await there(ctx, day))]));

dbTest(
  "the number of places and the coverage of a day are of the same places, whatever is told of the past afterwards",
  async ({ ctx }) => {
    await inTx(ctx, async (inner) => {
      const from = await anOrganisation(inner);
      const to = await anOrganisation(inner);
      const { actor } = await aStaff(inner, { organisationId: from.id, role: "manager" });
      const before = await gaps(inner);
      const since = { organisationId: from.id, since: "2018-01-01" };
      const changes: ((id: string) => Promise<unknown>)[] = [
        (id) => endFacility(inner, id, "2024-01-01"),
        (id) => moveFacility(inner, id, { organisationId: to.id, on: "2024-01-01" }),
      ];
      const ids: string[] = [];
      for (const change of changes) {
        const fromTheFirstDay = await aFacility(inner, since);
        const fromToday = await aFacility({ ...inner, actor }, since);
        const gone = await aFacility(on(inner, "2025-01-01"), since);
        await withdrawPlace(on({ ...inner, actor }, "2025-06-01"), gone.id);
        for (const { id } of [fromTheFirstDay, fromToday, gone]) {
          await change(id);
          ids.push(id);
        }
      }
      await countFacts(
        inner,
        await inner.db.many<Event>`
          select id, type, at, payload from platform.outbox where payload ->> 'placeId' = any(${ids}) order by seq`,
      );
      assert.deepEqual(await gaps(inner), before);
      const ofEach = (path: string) => Promise.all(days.map((day) => counted(inner, day, path)));
      assert.deepEqual(await ofEach(from.path), [0, 4, 4, 0, 0, 0, 0, 0]);
      assert.deepEqual(await ofEach(to.path), [0, 0, 0, 2, 2, 1, 1, 2]);
    });
  },
);
