import assert from "node:assert/strict";
import { dbTest } from "#platform/testing";
import * as contract from "./contract.ts";
import { aMorning, ask } from "./testing.ts";

dbTest(
  "what a till knows ahead: who stands there, the earliest day anything is due, and whom not to serve",
  async ({ ctx, db }) => {
    const at = await aMorning(ctx);
    await db.run`update library.card set state = 'lost' where number = ${at.one.number}`;
    const ahead = await ask(at.clerk, contract.prepareOffline, { query: { place: at.placeId } });
    assert.equal(ahead.staff.key, at.madeBy);
    assert.deepEqual(ahead.due[0], { on: "2026-06-12", earliest: "2026-07-12", isSame: true });
    assert.equal(ahead.cards.length, 1);
    assert.ok(!JSON.stringify(ahead).includes(at.one.number));
  },
);
