import assert from "node:assert/strict";
import { inTx } from "#platform/ctx";
import { dbTest, landFile } from "#platform/testing";
import { aMovingHouse, loansHead, type MovingHouse, stocked } from "../testing.ts";
import { loansTable } from "./loans-table.ts";

/** How many statements it takes to land a file that has landed, and is undone. */
async function statementsOf(house: MovingHouse, text: string): Promise<{ statements: number }> {
  let statements = 0;
  const counting = <T extends object>(db: T): T =>
    new Proxy(db, {
      get(target, name, receiver) {
        const value: unknown = Reflect.get(target, name, receiver);
        if (typeof value !== "function") return value;
        if (["run", "many", "one", "maybeOne"].includes(String(name))) statements++;
        return value.bind(target);
      },
    });
  const rows = text
    .trim()
    .split("\n")
    .slice(1)
    .map((line, at) => {
      const [reader = "", barcode = "", lent = "", due = ""] = line.split(",");
      const when = (on: string) => ({ day: on, time: null, offset: null });
      return { row: at + 2, values: { reader, barcode, lent_on: when(lent), due: when(due) } };
    });
  const prepared = await loansTable.prepare(house.ctx);
  await inTx(house.ctx, async (inner) => {
    const watched = { ...inner, db: counting(inner.db) };
    for (let at = 0; at < rows.length; at += 500)
      await loansTable.landRows(watched, rows.slice(at, at + 500), prepared, { sha256: "" });
  });
  return { statements };
}

dbTest(
  "a thousand rows take a handful of statements each five hundred, and a stopped file goes on",
  async ({ ctx, db }) => {
    const house = await aMovingHouse(ctx);
    const { readers, copies } = await stocked(house, 1100);
    const rows = [
      loansHead,
      ...readers.map((one, at) => `${one},${copies[at]},2026-06-01,2026-06-30,0,${house.place.number}`),
    ];
    const text = `${rows.join("\n")}\n`;
    const stopped = await landFile(house.ctx, loansTable, text, { signal: AbortSignal.abort() });
    assert.deepEqual([stopped.stopped, stopped.tally.added], [true, 500]);
    const rest = await landFile(house.ctx, loansTable, text, { after: stopped.batches.at(-1) ?? 0 });
    assert.deepEqual([rest.tally.added, rest.tally.unchanged], [600, 0]);
    const { statements } = await statementsOf(house, text);
    assert.ok(statements < 60, `${statements} statements for three batches`);
    const { loans } = await db.one<{ loans: number }>`
    select count(*)::int as loans from library.loan where owner_id = ${house.id}`;
    assert.equal(loans, 1100);
  },
);
