import assert from "node:assert/strict";
import { inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { countStatements, dbTest } from "#platform/testing";
import { aHouse, aReader, someCopies } from "../testing.ts";
import * as contract from "./contract.ts";
import { showSteps } from "./desk.ts";
import { ago, aMorning, ask, loanOf, played, told } from "./testing.ts";

dbTest(
  "a lost card lends to nobody, an ended reader has no loan, nobody's card and no copy wait for the desk",
  async ({ ctx, db }) => {
    const at = await aMorning(ctx);
    await db.run`update library.card set state = 'lost' where number = ${at.one.number}`;
    await db.run`update library.reader set ended_on = '2026-06-01' where subject = ${at.other.subject}`;
    const steps = [
      ago(at, 60),
      ago(at, 59, { card: at.other.number }),
      ago(at, 58, { card: "NOBODY" }),
      ago(at, 57, { card: null }),
      ago(at, 56, { kind: "return", barcode: "NOTHING" }),
    ];
    assert.deepEqual(told(await played(ctx, at, steps)), [
      "open card-lost",
      "open no-reader",
      "open card-unknown",
      "open card-unknown",
      "open copy-unknown",
    ]);
    assert.equal(await loanOf(ctx, at.itemId), null);
  },
);

dbTest(
  "several that are called so are chosen at the desk, and then it is lent as of then",
  async ({ ctx }) => {
    const at = await aMorning(ctx);
    const twice = await inTx(ctx, (inner) => aHouse(inner));
    const elsewhere = await inTx(ctx, async (inner) => {
      const { subject } = await aReader(inner, twice);
      await inner.db.run`
      insert into library.card (issuer_id, number, subject, state, made_on, changed_on)
      values (${twice.organisationId}::uuid, ${at.one.number}, ${subject}::uuid, 'alias', '2026-01-01', '2026-01-01')`;
      const third = await aHouse(inner);
      return { subject, third };
    });
    // Issued by neither the house here nor one above it, both are equally far.
    await ctx.db
      .run`update library.card set issuer_id = ${elsewhere.third.organisationId} where number = ${at.one.number} and subject = ${at.one.subject}`;
    const step = ago(at, 60);
    assert.deepEqual(told(await played(ctx, at, [step])), ["open card-several"]);
    const view = await ask(at.clerk, contract.offlineSteps, { query: { place: at.placeId } });
    assert.equal(view.open[0]?.issuers.length, 2);
    const body = { id: step.id, card: null, barcode: null, ownerId: null } as const;
    const settled = await ask(at.clerk, contract.settleOffline, {
      body: { ...body, how: "again", issuerId: twice.organisationId },
    });
    assert.deepEqual(settled, { state: "done", rules: ["lent"] });
    assert.equal((await loanOf(ctx, at.itemId))?.subject, elsewhere.subject);
    await assert.rejects(
      ask(at.clerk, contract.settleOffline, { body: { ...body, how: "closed", issuerId: null } }),
      { id: "offline.settled" },
    );
  },
);

dbTest("a barcode of two houses that are equally far is chosen at the desk", async ({ ctx, db }) => {
  const at = await aMorning(ctx);
  const barcode = newId();
  const owners: string[] = [];
  for (const _ of [1, 2]) {
    const house = await inTx(ctx, (inner) => aHouse(inner));
    const { itemIds } = await inTx(ctx, (inner) => someCopies(inner, house));
    await db.run`update library.item set barcode = ${barcode} where id = ${itemIds[0] ?? 0}`;
    owners.push(house.organisationId);
  }
  const step = ago(at, 30, { barcode });
  assert.deepEqual(told(await played(ctx, at, [step])), ["open copy-several"]);
  const view = await ask(at.clerk, contract.offlineSteps, { query: { place: at.placeId } });
  assert.deepEqual(view.open[0]?.owners.map(({ id }) => id).toSorted(), owners.toSorted());
  const body = { id: step.id, how: "again", card: null, barcode: null, issuerId: null } as const;
  const settled = await ask(at.clerk, contract.settleOffline, {
    body: { ...body, ownerId: owners[0] ?? "" },
  });
  assert.deepEqual(settled, { state: "done", rules: ["lent"] });
});

dbTest("two hundred open cases are asked for as often as one", async ({ ctx, db }) => {
  const at = await aMorning(ctx, 5);
  const other = await inTx(ctx, (inner) => aHouse(inner));
  await db.run`
    insert into library.card (issuer_id, number, subject, state, made_on, changed_on)
    select h.id, ${at.one.number}, h.subject, 'alias', '2026-01-01', '2026-01-01'
      from (values (${other.organisationId}::uuid, ${at.one.subject}::uuid), (${other.placeId}::uuid, ${at.other.subject}::uuid)) as h(id, subject)`;
  await db.run`delete from library.card where issuer_id = ${at.organisationId} and number = ${at.one.number}`;
  const asks = async () => {
    const { answer, statements } = await countStatements(at.clerk, (inner) => showSteps(inner, at.placeId));
    return { open: answer.open, statements };
  };
  const steps = at.barcodes.map((barcode, n) => ago(at, 60 - n, { barcode }));
  assert.deepEqual(told(await played(ctx, at, steps.slice(0, 1))), ["open card-several"]);
  const one = await asks();
  await played(ctx, at, [
    ...steps.slice(1),
    ago(at, 5, { card: "NOBODY" }),
    ago(at, 4, { barcode: "NO COPY" }),
  ]);
  const all = await asks();
  assert.equal(all.statements, one.statements);
  assert.deepEqual(
    all.open.map(({ rule, title, issuers }) => [rule, title !== null, issuers.length]),
    [...steps.map(() => ["card-several", true, 2]), ["card-unknown", true, 0], ["card-several", false, 2]],
  );
});

dbTest(
  "what met something else is counted of all, and what was settled by the city's own day",
  async ({ ctx, db }) => {
    const at = await aMorning(ctx);
    await played(ctx, at, [ago(at, 60)]);
    const { device, placeId } = at;
    const progress = await ask(at.clerk, contract.offlineProgress, { query: { place: placeId, device } });
    assert.deepEqual(progress, { waiting: 0, open: 0, done: 1 });
    await db.run`
    insert into library.offline_step (id, place_id, place_path, device, nth, made_by, sent_by, kind, at, doubtful, state, rules, settled_on)
    select gen_random_uuid(), ${placeId}, ${at.path}, ${device}, n, ${at.madeBy}, ${at.madeBy}, 'return', ${ctx.clock()}::timestamptz, false, 'done',
           case when n <= 205 then array['returned', 'clock-doubtful'] else array['returned', 'place-closed'] end, '2026-06-12' from generate_series(1, 210) n`;
    const view = await ask(at.clerk, contract.offlineSteps, { query: { place: placeId } });
    assert.deepEqual([view.done.length, view.conflicts], [200, 205]);
  },
);
