/** Many ask for the same room at once: what guards it, and what happens without. */
import assert from "node:assert/strict";
import { aResident } from "#people/testing";
import { aFacility } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { connect, type Db } from "#platform/db";
import { dbTest } from "#platform/testing";
import { aRoom, between, reserveAs } from "./testing.ts";

/** Pairs of living occupations of one cell that overlap. */
const overlaps = async (db: Db) =>
  (
    await db.one<{ count: number }>`
      select count(*)::int as count from booking.occupation a join booking.occupation b
          on a.cell = b.cell and a.living and b.living and a.span && b.span
         and coalesce(a.reservation_id, a.blackout_id) < coalesce(b.reservation_id, b.blackout_id)`
  ).count;

/** A hall of two rooms, and people who all want one of the three for the same hours, or for hours that touch them. */
async function crowd(ctx: Ctx, people: number) {
  return inTx(ctx, async (inner) => {
    const place = await aFacility(inner);
    const [left, right] = [
      await aRoom(inner, { placeId: place.id }),
      await aRoom(inner, { placeId: place.id }),
    ];
    const hall = await aRoom(inner, { placeId: place.id, parts: [left.id, right.id] });
    const actors: Ctx["actor"][] = [];
    for (let n = 0; n < people; n++) actors.push((await aResident(inner)).actor);
    return { rooms: [left, hall, right], actors };
  });
}

const hours = [
  ["12:00", "14:00"],
  ["13:00", "15:00"],
  ["14:00", "16:00"],
] as const;

async function askAll(url: string, ctx: Ctx, people: number): Promise<PromiseSettledResult<unknown>[]> {
  const { rooms, actors } = await crowd(ctx, people);
  const db = connect(url, { max: 20 });
  try {
    return await Promise.allSettled(
      actors.map((actor, n) => {
        const [from, to] = hours[n % hours.length] ?? hours[0];
        const room = rooms[n % rooms.length] ?? rooms[0];
        return reserveAs({ ...ctx, db }, { actor }, room?.id ?? "", between(ctx, 4, from, to));
      }),
    );
  } finally {
    await db.end();
  }
}

dbTest(
  "of all who ask for the hall and its rooms at once nobody shares, and nobody waits for ever",
  async ({ db, url, ctx }) => {
    const results = await askAll(url, ctx, 60);
    const refusals = results.flatMap((one) => (one.status === "rejected" ? [one.reason.id] : []));
    assert.deepEqual(
      new Set(refusals),
      new Set(["reservation.taken"]),
      "every other is told that it is taken",
    );
    assert.ok(results.some(({ status }) => status === "fulfilled"));
    assert.equal(await overlaps(db), 0);
  },
);

dbTest("with the guards off the same crowd shares rooms", async ({ db, url, ctx }) => {
  await db.run`alter table booking.occupation drop constraint occupation_one_at_a_time`;
  await askAll(url, ctx, 20);
  assert.ok((await overlaps(db)) > 0);
});
