import assert from "node:assert/strict";
import { noticesOf } from "#people/testing";
import { announceClosure } from "#places/filling";
import { inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { dbTest } from "#platform/testing";
import { checkIn } from "../lending/check-in.ts";
import * as contract from "./contract.ts";
import { ago, aMorning, ask, became, lendTo, loanOf, minutesOn, played, talksOf, told } from "./testing.ts";

dbTest(
  "lent to another before: the earlier loan ends then, and the later hand has it",
  async ({ ctx, db }) => {
    const at = await aMorning(ctx);
    await lendTo(minutesOn(ctx, -180), at, at.other.subject);
    assert.deepEqual(told(await played(ctx, at, [ago(at, 60)])), ["done lent lent-to-another"]);
    assert.equal((await loanOf(ctx, at.itemId))?.subject, at.one.subject);
    const { past, loans } = await db.one<{ past: number; loans: number }>`
    select (select count(*)::int from library.past_loan where item_id = ${at.itemId} and how = 'returned') as past,
           (select loans from library.reader where subject = ${at.other.subject}) as loans`;
    assert.deepEqual([past, loans], [1, 0]);
  },
);

dbTest(
  "theirs already it is renewed; a moment before, it is the same loan whose answer was lost",
  async ({ ctx }) => {
    const at = await aMorning(ctx);
    await lendTo(minutesOn(ctx, -60 * 24 * 20), at, at.one.subject);
    const before = (await loanOf(ctx, at.itemId))?.dueOn ?? "";
    assert.deepEqual(told(await played(ctx, at, [ago(at, 60)])), ["done lent lent-to-same"]);
    const after = (await loanOf(ctx, at.itemId))?.dueOn ?? "";
    assert.ok(after > before);
    assert.deepEqual(told(await played(ctx, at, [ago(at, 50)])), ["done lent lent-to-same not-renewed"]);
    const [, second = 0] = at.itemIds;
    await lendTo(minutesOn(ctx, -31), at, at.one.subject, second);
    assert.deepEqual(told(await played(ctx, at, [ago(at, 30, { barcode: at.barcodes[1] ?? "" })])), [
      "done same-loan",
    ]);
  },
);

dbTest(
  "kept on the hold shelf for another it is lent; who waits keeps the place and is told",
  async ({ ctx, db }) => {
    const at = await aMorning(ctx, 1);
    await lendTo(minutesOn(ctx, -600), at, at.one.subject);
    await db.run`
    insert into library.hold (id, subject, record_id, pickup_id, pickup_path, category, home_path, asked_at)
    values (${newId()}::uuid, ${at.other.subject}::uuid, ${at.recordId}, ${at.placeId}::uuid, ${at.path}, 'adult', ${at.path}, now())`;
    await inTx(ctx, (inner) => checkIn(inner, { itemId: at.itemId, placeId: at.placeId }));
    assert.deepEqual(told(await played(ctx, at, [ago(at, 60)])), ["done lent kept-for-another"]);
    const hold = await db.one<{ state: string; itemId: number | null }>`
    select state, item_id from library.hold where subject = ${at.other.subject}`;
    assert.deepEqual(hold, { state: "waiting", itemId: null });
    const keys = await noticesOf(db, at.other.subject);
    assert.deepEqual(keys.map(({ key }) => key).toSorted(), ["notice.hold-lent", "notice.hold-ready"]);
    // The next one is told of as well.
    await inTx(ctx, (inner) => checkIn(inner, { itemId: at.itemId, placeId: at.placeId }));
    assert.equal(
      (await db.one<{ state: string }>`select state from library.hold where subject = ${at.other.subject}`)
        .state,
      "ready",
    );
  },
);

dbTest(
  "a reader whom a counter refuses has the book, and somebody talks with them: by day, without the book",
  async ({ ctx, db }) => {
    const at = await aMorning(ctx);
    const cases: [string, string, string][] = [
      ["blocked", "证件遗失", "reader-blocked"],
      ["valid_until", "2026-06-01", "reader-expired"],
      ["suspended_until", "2026-06-30", "reader-suspended"],
    ];
    for (const [nth, [column, value, rule]] of cases.entries()) {
      const of = (name: string, rest: string | null) => (name === column ? value : rest);
      await db.run`
      update library.reader set blocked = ${of("blocked", "")}, valid_until = ${of("valid_until", null)}::date,
             suspended_until = ${of("suspended_until", null)}::date where subject = ${at.one.subject}`;
      const barcode = at.barcodes[nth] ?? "";
      assert.deepEqual(told(await played(ctx, at, [ago(at, 60, { barcode })])), ["done lent"]);
      assert.ok((await talksOf(ctx, at.one.subject)).includes(rule), rule);
    }
    const view = await ask(at.clerk, contract.offlineSteps, { query: { place: at.placeId } });
    assert.equal(view.talks.length, 3);
    const [{ id } = { id: "" }] = view.talks;
    await ask(at.clerk, contract.endTalk, { body: { id } });
    assert.equal((await talksOf(ctx, at.one.subject)).length, 2);
  },
);

dbTest("what is not lent to anybody has left all the same, and is told", async ({ ctx, db }) => {
  const at = await aMorning(ctx, 5);
  for (const [nth, status] of ["reference", "in-process", "withdrawn", "lost", "missing"].entries()) {
    await db.run`update library.item set status = ${status} where id = ${at.itemIds[nth] ?? 0}`;
    const barcode = at.barcodes[nth] ?? "";
    // What a stocktake missed or somebody had lost is there again.
    const rule = ["missing", "lost"].includes(status) ? "done lent" : `done lent copy-${status}`;
    assert.deepEqual(told(await played(ctx, at, [ago(at, 60, { barcode })])), [rule]);
  }
});

dbTest(
  "a card that was replaced in the middle leads on; of two persons who became one too",
  async ({ ctx, db }) => {
    const at = await aMorning(ctx);
    await db.run`update library.card set state = 'alias', subject = ${at.other.subject} where number = ${at.one.number}`;
    assert.deepEqual(told(await played(ctx, at, [ago(at, 60)])), ["done lent"]);
    assert.equal((await loanOf(ctx, at.itemId))?.subject, at.other.subject);
  },
);

dbTest(
  "what comes back is taken as of then, goes on, and says where; what nobody had as well",
  async ({ ctx, db }) => {
    const at = await aMorning(ctx);
    await lendTo(minutesOn(ctx, -60 * 24 * 3), at, at.one.subject);
    const [second = ""] = at.barcodes.slice(1);
    const steps = [
      ago(at, 60 * 24 * 2, { kind: "return", card: null, onlineAt: "2026-01-01T00:00:00Z" }),
      ago(at, 60, { kind: "return", card: null, barcode: second }),
    ];
    assert.deepEqual(told(await played(ctx, at, steps)), ["done returned", "done not-lent"]);
    assert.equal(await loanOf(ctx, at.itemId), null);
    const { on } = await db.one<{ on: string }>`
    select returned_on::text as on from library.past_loan where item_id = ${at.itemId}`;
    assert.equal(on, "2026-06-10");
    const view = await ask(at.clerk, contract.offlineSteps, { query: { place: at.placeId } });
    assert.deepEqual(
      view.done.map(({ goes, barcode }) => [goes?.to, barcode]),
      [
        ["shelf", null],
        ["shelf", null],
      ],
    );
    // Neither does a step that came back say which copy, once it is settled.
    assert.ok(
      (await Promise.all(steps.map(({ id }) => became(ctx, id)))).every((one) => one.barcode === null),
    );
  },
);

dbTest(
  "a return before the check-out: by two clocks of devices it is a return, by the city's own the desk looks at the shelf",
  async ({ ctx }) => {
    const at = await aMorning(ctx);
    const elsewhere = { ...at, device: newId() };
    await played(ctx, at, [ago(at, 60)]);
    assert.deepEqual(told(await played(ctx, elsewhere, [ago(at, 65, { kind: "return", card: null })])), [
      "done clock-disorder",
    ]);
    assert.equal(await loanOf(ctx, at.itemId), null);
    await lendTo(minutesOn(ctx, -30), at, at.other.subject);
    const back = ago(at, 32, { kind: "return", card: null });
    assert.deepEqual(told(await played(ctx, at, [back])), ["open lent-since"]);
    assert.equal((await loanOf(ctx, at.itemId))?.subject, at.other.subject);
  },
);

dbTest("the place was shut that day: it is lent, and told", async ({ ctx }) => {
  const at = await aMorning(ctx);
  const endsAt = ctx.clock().add({ hours: 2 });
  const startsAt = ctx.clock().subtract({ hours: 30 });
  await inTx(minutesOn(ctx, -60 * 40), (inner) =>
    announceClosure(inner, at.placeId, { startsAt, endsAt, reason: "repair" }),
  );
  assert.deepEqual(told(await played(ctx, at, [ago(at, 60)])), ["done lent place-closed"]);
});
