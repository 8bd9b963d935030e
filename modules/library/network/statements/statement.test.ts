import assert from "node:assert/strict";
import { test } from "node:test";
import type { Temporal } from "temporal-polyfill";
import { system } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { checkIn, undoLoan } from "../../circulation/lending/check-in.ts";
import { checkOut } from "../../circulation/lending/check-out.ts";
import { aHouse, aReader, someCopies } from "../../circulation/testing.ts";
import { closeBox, receiveScan } from "../boxes/receive.ts";
import { aBox } from "../testing.ts";
import { showStatement } from "./show-statement.ts";
import { linesOf, pairsOf } from "./statement.ts";

test("what houses did for one another, from both sides", () => {
  const pairs = pairsOf(
    {
      loans: [
        { ownerId: "B", placeId: "a1", returnedPlaceId: "a2", lent: 5, returned: 4 },
        { ownerId: "B", placeId: "b1", returnedPlaceId: "a1", lent: 3, returned: 3 },
        { ownerId: "A", placeId: "b1", returnedPlaceId: "b1", lent: 2, returned: 2 },
        { ownerId: "A", placeId: "a1", returnedPlaceId: "a1", lent: 9, returned: 9 },
      ],
      carried: [{ fromId: "a1", toId: "b1", copies: 7, forReaders: 2, lost: 1 }],
      boxes: [{ fromId: "a1", toId: "b1", boxes: 2 }],
    },
    (placeId) => (placeId.startsWith("a") ? "A" : "B"),
  );
  assert.deepEqual(
    linesOf(pairs, (id) => id === "A"),
    [
      {
        houseId: "A",
        otherId: "B",
        lentOfTheirs: 5,
        lentOfOurs: 2,
        returnedOfTheirs: 7,
        returnedOfOurs: 2,
        boxesSent: 2,
        boxesCame: 0,
        copiesSent: 7,
        copiesCame: 0,
        lost: 1,
        balance: 3,
      },
    ],
  );
  const [theirs] = linesOf(pairs, (id) => id === "B");
  assert.deepEqual([theirs?.lentOfTheirs, theirs?.lentOfOurs, theirs?.balance], [2, 5, -3]);
});

const daysOn = (ctx: Ctx, days: number): Ctx => ({
  ...ctx,
  clock: () => ctx.clock().add({ hours: 24 * days }),
});

dbTest(
  "a month that is over stays, whatever is brought back for a day of it, and a loan undone never was",
  async ({ ctx, db }) => {
    const month = ctx.clock().toZonedDateTimeISO(ctx.city.zone).toPlainDate().toPlainYearMonth();
    const [ours, others] = await inTx(
      ctx,
      async (inner) => [await aHouse(inner), await aHouse(inner)] as const,
    );
    const { itemIds } = await inTx(ctx, (inner) => someCopies(inner, others, { copies: 3 }));
    await db.run`update library.item set place_id = ${ours.placeId} where id = any(${itemIds}::bigint[])`;
    const { subject } = await inTx(ctx, (inner) => aReader(inner, ours));
    const lend = (itemId: number) =>
      inTx(ctx, (inner) => checkOut(inner, { itemId, subject, placeId: ours.placeId }));
    const [first = 0, second = 0, third = 0] = itemIds;
    for (const itemId of [first, second, third]) await lend(itemId);
    await inTx(ctx, (inner) => checkIn(inner, { itemId: first, placeId: ours.placeId }));
    await inTx(ctx, (inner) => undoLoan(inner, second));
    const box = await inTx(ctx, (inner) => aBox(inner, { from: ours, to: others, sent: true }));
    await inTx(ctx, async (inner) => {
      for (const scan of box.barcodes) await receiveScan(inner, { id: box.id, scan, ownerId: null });
      await closeBox(inner, box.id);
    });
    const asked = async (of: Temporal.PlainYearMonth) => {
      const grants = [{ role: "manager" as const, path: ours.path }];
      const actor = {
        ...system,
        kind: "staff" as const,
        subject: "00000000-0000-4000-8000-000000000001",
        grants,
      };
      const { lines } = await showStatement({ ...ctx, actor }, { month: of.toString() });
      return lines.map(({ house, other, ...line }) => ({ ...line, ids: [house.id, other.id] }));
    };
    const before = await asked(month);
    assert.equal(before.length, 1);
    assert.deepEqual(before[0]?.ids, [ours.organisationId, others.organisationId]);
    const { lentOfTheirs, returnedOfTheirs, boxesSent, copiesSent, balance } = before[0];
    assert.deepEqual([lentOfTheirs, returnedOfTheirs, boxesSent, copiesSent, balance], [1, 1, 1, 2, 1]);
    // Next month, found in the box at the door: it is said to have come back this month, and counts in the next.
    const next = daysOn(ctx, 40);
    const day = ctx.clock().toZonedDateTimeISO(ctx.city.zone).toPlainDate().toString();
    await inTx(next, (inner) => checkIn(inner, { itemId: third, placeId: ours.placeId, returnedOn: day }));
    assert.deepEqual(await asked(month), before);
    const nextMonth = next.clock().toZonedDateTimeISO(ctx.city.zone).toPlainDate().toPlainYearMonth();
    assert.equal((await asked(nextMonth))[0]?.lentOfTheirs, 1);
  },
);

dbTest("a month with many loans is read from its index alone", async ({ db }) => {
  const rows = await db.many<{ "QUERY PLAN": string }>`
    explain select owner_id, place_id, returned_place_id, count(*), count(*) filter (where how = 'returned') from library.past_loan
     where counted_on >= '2026-06-01' and counted_on < '2026-07-01' and how <> 'undone' group by owner_id, place_id, returned_place_id`;
  assert.match(JSON.stringify(rows), /past_loan_counted/);
});
