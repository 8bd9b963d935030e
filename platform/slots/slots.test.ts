import assert from "node:assert/strict";
import { inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { fill, joinSlots, slot } from "./index.ts";

dbTest("within a transaction who undoes their own writes undoes nobody else's", async ({ db, ctx }) => {
  await db.run`create table slot_note (word text)`;
  const asked = slot<object, string>("test.asked");
  const gives = fill(asked, (outer) =>
    inTx(outer, async ({ db: tx }) => {
      const refused = tx.attempt(async (own) => {
        await own.run`insert into slot_note values ('undone')`;
        throw new Error("it cannot be had");
      });
      await assert.rejects(refused, /cannot be had/);
      return ["first"];
    }),
  );
  const writes = fill(asked, (outer) =>
    inTx(outer, async ({ db: tx }) => {
      await tx.run`insert into slot_note values ('kept')`;
      return ["second"];
    }),
  );
  const slots = joinSlots([gives, writes]);
  const answers = await inTx({ ...ctx, slots }, (inner) => slots.gather(asked, inner, {}));
  assert.deepEqual(answers, ["first", "second"]);
  assert.deepEqual(await db.many`select word from slot_note`, [{ word: "kept" }]);
});
