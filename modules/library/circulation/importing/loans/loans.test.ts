import assert from "node:assert/strict";
import { dbTest } from "#platform/testing";
import { added, aMovingHouse, land, loansHead, loansOf, stocked, unchanged } from "../testing.ts";
import { loansTable } from "./loans-table.ts";

dbTest(
  "a newer file moves a due date, one that is older than a renewal here does not",
  async ({ ctx, db }) => {
    const house = await aMovingHouse(ctx);
    const { readers, copies } = await stocked(house, 1);
    const row = (due: string, renewals: number) => [
      loansHead,
      `${readers[0]},${copies[0]},2026-06-01,${due},${renewals},`,
    ];
    assert.deepEqual((await land(house, loansTable, row("2026-06-30", 0))).tally, added(1));
    assert.deepEqual((await land(house, loansTable, row("2026-07-30", 1))).tally, {
      ...unchanged(0),
      changed: 1,
    });
    await db.run`update library.loan set due_on = '2026-08-30', renewals = 2, renewed_on = '2026-06-12' where owner_id = ${house.id}`;
    const late = await land(house, loansTable, row("2026-07-30", 1));
    assert.deepEqual(
      late.faults.map(({ id }) => id),
      ["loans.other-due"],
    );
    assert.equal((await loansOf(db, house))[0]?.dueOn, "2026-08-30");
  },
);

dbTest("nothing that stays joins reader and copy when an imported loan is over", async ({ ctx, db }) => {
  const house = await aMovingHouse(ctx);
  const { readers, copies } = await stocked(house, 1);
  await land(house, loansTable, [loansHead, `${readers[0]},${copies[0]},2026-06-01,2026-06-30,0,`]);
  const { subject, itemId } = await db.one<{ subject: string; itemId: number }>`
    select subject, item_id from library.loan where owner_id = ${house.id}`;
  const { rows } = await db.one<{ rows: number }>`
    select ((select count(*) from platform.audit where subject = ${subject}::uuid and what like 'loan%')
            + (select count(*) from platform.outbox where type = 'loan.made' and payload::text like ${`%${subject}%`})
            + (select count(*) from platform.audit where target = ${`${itemId}`} and what like 'loan%'))::int as rows`;
  assert.equal(rows, 0);
});
