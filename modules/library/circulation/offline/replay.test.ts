import assert from "node:assert/strict";
import { inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { dbTest, somebodyWaits } from "#platform/testing";
import { nextWaiting } from "./offline-store.ts";
import { replayAll, replayNext } from "./replay.ts";
import { ago, aMorning, became, loanOf, minutesOn, played, send, told } from "./testing.ts";

dbTest(
  "what left the building is a loan since then, with its due day, by whoever stood there; and the step forgets card and copy",
  async ({ ctx, db }) => {
    const at = await aMorning(ctx);
    const step = ago(at, 60 * 26);
    assert.deepEqual(await send(at, [{ ...step, onlineAt: "2026-01-01T00:00:00Z" }]), { taken: [step.id] });
    await replayAll(ctx);
    const done = await became(ctx, step.id);
    assert.deepEqual(
      { ...done, loanId: null },
      { state: "done", rules: ["lent"], card: null, barcode: null, loanId: null },
    );
    const loan = await loanOf(ctx, at.itemId);
    assert.equal(loan?.subject, at.one.subject);
    assert.equal(String(loan?.lentAt), "2026-06-11T08:00:00Z");
    assert.equal(loan?.dueOn, "2026-07-11");
    assert.equal(loan?.channel, "offline");
    const { who } = await db.one<{ who: string }>`
    select actor as who from platform.audit where what = 'loan.made' and target = ${done.loanId}`;
    assert.equal(who, at.madeBy);
  },
);

dbTest(
  "the same step sent twice, by two tabs at once, or played through by two, is done once",
  async ({ ctx, db }) => {
    const at = await aMorning(ctx);
    const steps = at.barcodes.map((barcode, nth) => ago(at, 60 - nth, { barcode }));
    await Promise.all([send(at, steps), send(at, steps), send(at, steps)]);
    await Promise.all([replayAll(ctx), replayAll(ctx), replayAll(ctx)]);
    await send(at, steps);
    await replayAll(ctx);
    const { made, loans } = await db.one<{ made: number; loans: number }>`
    select (select count(*)::int from library.offline_step where device = ${at.device}) as made,
           (select loans from library.reader where subject = ${at.one.subject}) as loans`;
    assert.deepEqual([made, loans], [3, 3]);
    const { news } = await db.one<{ news: number }>`
    select count(*)::int as news from platform.outbox where type = 'loan.made' and payload->>'placeId' = ${at.placeId}`;
    assert.equal(news, 3);
  },
);

dbTest(
  "killed in the middle, what was done stays done and the rest is done by the next",
  async ({ ctx, db }) => {
    const at = await aMorning(ctx);
    await send(
      at,
      at.barcodes.map((barcode, nth) => ago(at, 60 - nth, { barcode })),
    );
    await replayNext(ctx);
    // As the database sees a process that dies: the transaction is rolled back.
    await assert.rejects(
      inTx(ctx, async (inner) => {
        await replayNext(inner);
        throw new Error("killed");
      }),
      /killed/,
    );
    const waiting = async () =>
      (
        await db.one<{
          count: number;
        }>`select count(*)::int as count from library.offline_step where device = ${at.device} and state = 'waiting'`
      ).count;
    assert.equal(await waiting(), 2);
    await replayAll(ctx);
    assert.equal(await waiting(), 0);
    assert.equal(
      (await db.one<{ loans: number }>`select loans from library.reader where subject = ${at.one.subject}`)
        .loans,
      3,
    );
  },
);

dbTest(
  "a step nobody thought of holds up nobody, and after three tries the desk decides",
  async ({ ctx, db }) => {
    const at = await aMorning(ctx);
    const [bad, good] = [ago(at, 50), ago(at, 40, { barcode: at.barcodes[1] ?? "" })];
    await send(at, [bad, good]);
    const broken = { ...ctx, city: { ...ctx.city, zone: "Nowhere/At-All" } };
    for (let n = 0; n < 4; n++) await replayNext(broken).catch(() => undefined);
    assert.equal((await became(ctx, bad.id)).state, "open");
    assert.deepEqual((await became(ctx, bad.id)).rules, ["failed"]);
    await replayAll(ctx);
    assert.equal((await became(ctx, good.id)).state, "done");
    assert.equal(
      (
        await db.one<{
          count: number;
        }>`select count(*)::int as count from library.offline_step where device = ${at.device} and state = 'waiting'`
      ).count,
      0,
    );
  },
);

dbTest("of two tills without a line the later moment wins, whichever sends first", async ({ ctx }) => {
  for (const order of ["early first", "late first"]) {
    const at = await aMorning(ctx);
    const elsewhere = { ...at, device: newId() };
    const early = ago(at, 90);
    const late = ago(at, 30, { card: at.other.number });
    const sends = [() => played(ctx, at, [early]), () => played(ctx, elsewhere, [late])];
    for (const one of order === "early first" ? sends : sends.toReversed()) await one();
    assert.equal((await loanOf(ctx, at.itemId))?.subject, at.other.subject, order);
    assert.deepEqual(
      told([await became(ctx, early.id), await became(ctx, late.id)]),
      order === "early first"
        ? ["done lent", "done lent lent-to-another"]
        : ["done lent-later-to-another", "done lent"],
    );
  }
});

dbTest(
  "lent and brought back at one till it is back, however many play it through at once: who comes second waits for who is at the first step",
  async ({ ctx }) => {
    const at = await aMorning(ctx);
    const steps = [ago(at, 60), ago(at, 50, { kind: "return", card: null })];
    await send(at, steps);
    let second: Promise<void> = Promise.resolve();
    await inTx(ctx, async (inner) => {
      // As a runner that is at the first step.
      await nextWaiting(inner.db);
      second = replayAll(ctx);
      await somebodyWaits(ctx.db);
      assert.equal((await became(ctx, steps[1]?.id ?? "")).state, "waiting");
    });
    await Promise.all([second, replayAll(ctx)]);
    assert.deepEqual(told(await Promise.all(steps.map(({ id }) => became(ctx, id)))), [
      "done lent",
      "done returned",
    ]);
    assert.equal(await loanOf(ctx, at.itemId), null);
  },
);

dbTest(
  "what a device did first is first, though its clock was set back and it sends in two parcels; one that does not count goes on behind what it sent",
  async ({ ctx }) => {
    for (const orders of [{ lend: 7, back: 8 }, { back: undefined }]) {
      const at = await aMorning(ctx);
      const onlineAt = minutesOn(ctx, -600).clock().toString();
      const lend = ago(at, 60, { onlineAt, ...(orders.lend && { order: orders.lend }) });
      const back = ago(at, 240, {
        ...{ kind: "return", card: null, onlineAt },
        ...(orders.back && { order: orders.back }),
      });
      await send(at, [lend]);
      await send(at, [back]);
      await replayAll(ctx);
      assert.deepEqual(told([await became(ctx, lend.id), await became(ctx, back.id)]), [
        "done lent",
        "done returned clock-doubtful",
      ]);
      assert.equal(await loanOf(ctx, at.itemId), null);
    }
  },
);

dbTest("in one parcel the device's own counting is kept as well", async ({ ctx }) => {
  const at = await aMorning(ctx);
  const onlineAt = minutesOn(ctx, -600).clock().toString();
  const lend = ago(at, 60, { onlineAt, order: 3 });
  const back = ago(at, 60, { kind: "return", card: null, onlineAt, order: 4 });
  assert.deepEqual(told(await played(ctx, at, [back, lend])), ["done returned", "done lent"]);
});

dbTest(
  "a clock that stood wrong is put right, and one that was set in the middle is told",
  async ({ ctx }) => {
    const at = await aMorning(ctx);
    const behind = ago(at, 60);
    const fiveHoursBefore = new Date(Date.parse(behind.at) - 5 * 3_600_000).toISOString();
    const [right, wrong] = [
      { ...behind, at: fiveHoursBefore, ahead: 5 * 3600 },
      ago(at, 60 * 40, { barcode: at.barcodes[1] ?? "" }),
    ];
    assert.deepEqual(told(await played(ctx, at, [right, wrong])), ["done lent", "done lent clock-doubtful"]);
    assert.equal(String((await loanOf(ctx, at.itemId))?.lentAt), "2026-06-12T09:00:00Z");
  },
);
