/** What the database refuses even to a bug: each guard of a place's publishing by its name. A guard taken away makes its test fail. */
import assert from "node:assert/strict";
import { inTx, type TxCtx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { aFacility } from "./testing.ts";

/** Each breaks one guard and nothing else. */
const attempts: [guard: string, how: string, (ctx: TxCtx, id: string) => Promise<unknown>][] = [
  [
    "facility_published",
    "public without a moment from which it is",
    ({ db }, id) => db.run`update places.facility set published_at = null where id = ${id}`,
  ],
];

for (const [guard, how, attempt] of attempts)
  dbTest(`the database keeps ${guard}: ${how}`, async ({ ctx }) => {
    const { id } = await inTx(ctx, (inner) => aFacility(inner));
    await assert.rejects(
      inTx(ctx, (inner) => attempt(inner, id)),
      { constraint: guard },
    );
  });
