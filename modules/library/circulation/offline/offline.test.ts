import assert from "node:assert/strict";
import type { AnswerOf, InputOf, Operation } from "#contract";
import { giveGrant } from "#people/filling";
import { aStaff, noticesOf } from "#people/testing";
import { announceClosure } from "#places/filling";
import { type Ctx, inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { performer } from "#platform/http";
import { countStatements, dbTest, somebodyWaits } from "#platform/testing";
import { operations } from "../../routes.ts";
import { checkIn } from "../lending/check-in.ts";
import { checkOut } from "../lending/check-out.ts";
import { exportReader } from "../readers/one-person/export-reader.ts";
import { forgetReader } from "../readers/one-person/forget-reader.ts";
import { mergeReaders } from "../readers/one-person/merge-readers.ts";
import { aHouse, aReader, someCopies } from "../testing.ts";
import * as contract from "./contract.ts";
import { showSteps } from "./desk.ts";
import { addTalks, nextWaiting } from "./offline-store.ts";
import { replayAll, replayNext } from "./replay.ts";
import { aStep, type SentStep } from "./testing.ts";

const { perform } = performer(operations, { checkAnswers: true });

async function ask<O extends Operation>(ctx: Ctx, operation: O, input: InputOf<O>) {
  // The operation's own answer, checked against its contract.
  return (await perform(ctx, operation.id, input as never, null)) as AnswerOf<O>;
}

/** So many minutes later; earlier where they are negative. */
const minutesOn = (ctx: Ctx, minutes: number): Ctx => ({
  ...ctx,
  clock: () => ctx.clock().add({ minutes }),
});

/** A house whose clerk has been there for a month, with two readers and copies on the shelf. */
async function aMorning(ctx: Ctx, copies = 3) {
  return inTx(minutesOn(ctx, -60 * 24 * 30), async (inner) => {
    const house = await aHouse(inner);
    const staff = await aStaff(inner, { organisationId: house.organisationId, role: "clerk" });
    const one = await aReader(inner, house);
    const other = await aReader(inner, house);
    const { recordId, itemIds } = await someCopies(inner, house, { copies });
    const barcodes = await inner.db.many<{ barcode: string }>`
      select barcode from library.item where id = any(${itemIds}::bigint[]) order by id`;
    const [first = ""] = barcodes.map(({ barcode }) => barcode);
    return {
      ...house,
      clerk: { ...ctx, actor: staff.actor, channel: "desk" as const },
      madeBy: staff.subject,
      account: staff.account,
      one,
      other,
      recordId,
      itemId: itemIds[0] ?? 0,
      itemIds,
      barcode: first,
      barcodes: barcodes.map(({ barcode }) => barcode),
      device: newId(),
    };
  });
}

type Morning = Awaited<ReturnType<typeof aMorning>>;

const send = ({ clerk, placeId, device }: Morning, steps: SentStep[]) =>
  ask(clerk, contract.sendOffline, { body: { placeId, device, steps } });

/** A step of the clerk's, so many minutes ago. */
const ago = (at: Morning, minutes: number, step: Partial<SentStep> = {}): SentStep =>
  aStep(minutesOn(at.clerk, -minutes), {
    card: at.one.number,
    barcode: at.barcode,
    madeBy: at.madeBy,
    ...step,
  });

/** Sent and played through: what became of them, by their ids. */
async function played(ctx: Ctx, at: Morning, steps: SentStep[]) {
  await send(at, steps);
  await replayAll(ctx);
  return Promise.all(steps.map(({ id }) => became(ctx, id)));
}

const became = ({ db }: Ctx, id: string) =>
  db.one<{
    state: string;
    rules: string[];
    card: string | null;
    barcode: string | null;
    loanId: string | null;
  }>`
    select state, rules, card, barcode, loan_id from library.offline_step where id = ${id}`;

const told = (steps: { state: string; rules: string[] }[]) =>
  steps.map(({ state, rules }) => `${state} ${rules.join(" ")}`);

const loanOf = ({ db }: Ctx, itemId: number) =>
  db.maybeOne<{ subject: string; lentAt: { toString(): string }; dueOn: string; channel: string }>`
    select subject, lent_at, due_on::text, channel from library.loan where item_id = ${itemId}`;

const talksOf = async ({ db }: Ctx, subject: string) =>
  (
    await db.many<{
      rule: string;
    }>`select rule from library.reader_talk where subject = ${subject} order by rule`
  ).map(({ rule }) => rule);

const lendTo = (ctx: Ctx, at: Morning, subject: string, itemId = at.itemId) =>
  inTx(ctx, (inner) => checkOut(inner, { subject, itemId, placeId: at.placeId }));

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

dbTest(
  "rights are those of then: given up since they count, never had they do not, and after seven days nobody looks",
  async ({ ctx }) => {
    const at = await aMorning(ctx);
    const gone = await inTx(minutesOn(ctx, -60 * 24 * 30), async (inner) => {
      const elsewhere = await aHouse(inner);
      const staff = await aStaff(inner, { organisationId: elsewhere.organisationId, role: "clerk" });
      const to = minutesOn(ctx, -30).clock().toString();
      await giveGrant(inner, { account: staff.account, role: "clerk", organisation: at.organisationId, to });
      return staff.subject;
    });
    const [one = "", two = "", three = ""] = at.barcodes;
    const steps = [
      ago(at, 60 * 24 * 9, { barcode: three, onlineAt: "2026-01-01T00:00:00Z" }),
      ago(at, 60, { barcode: one, madeBy: gone }),
      ago(at, 20, { barcode: two, madeBy: gone }),
    ];
    assert.deepEqual(told(await played(ctx, at, steps)), ["open too-old", "done lent", "open no-right"]);
    // The desk decides: whoever stands there now may.
    const [old] = steps;
    const body = {
      id: old?.id ?? "",
      how: "again",
      card: null,
      barcode: null,
      issuerId: null,
      ownerId: null,
    } as const;
    assert.deepEqual(await ask(at.clerk, contract.settleOffline, { body }), {
      state: "done",
      rules: ["lent"],
    });
  },
);

const audited = ({ db }: Ctx, target: string) =>
  db.many<{ what: string; actor: string | null; detail: unknown }>`
    select what, actor, detail from platform.audit where target = ${target} order by at, id`;

dbTest(
  "whoever decides a step is who lends, with who stood there beside them; what they decided is written down, never which card or copy",
  async ({ ctx }) => {
    const at = await aMorning(ctx);
    const manager = await inTx(ctx, (inner) =>
      aStaff(inner, { organisationId: at.organisationId, role: "manager" }),
    );
    const decider = { ...ctx, actor: manager.actor, channel: "desk" as const };
    const [wrong, vain] = [ago(at, 60, { card: "NOBODY" }), ago(at, 50, { card: "NOBODY" })];
    await played(ctx, at, [wrong, vain]);
    const body = { how: "again", card: null, barcode: null, issuerId: null, ownerId: null } as const;
    await ask(decider, contract.settleOffline, { body: { ...body, id: vain.id, card: "NOBODY-EITHER" } });
    await ask(decider, contract.settleOffline, { body: { ...body, id: vain.id, how: "closed" } });
    await ask(decider, contract.settleOffline, { body: { ...body, id: wrong.id, card: at.one.number } });
    const [{ actor, detail } = { actor: null, detail: null }] = await audited(
      ctx,
      (await became(ctx, wrong.id)).loanId ?? "",
    );
    assert.equal(actor, manager.subject);
    assert.equal((detail as { madeBy?: string }).madeBy, at.madeBy);
    const by = { actor: manager.subject };
    assert.deepEqual(await audited(ctx, wrong.id), [
      { what: "offline.settled", ...by, detail: { rules: ["lent"], corrected: ["card"] } },
    ]);
    assert.deepEqual(await audited(ctx, vain.id), [
      { what: "offline.tried", ...by, detail: { rules: ["card-unknown"], corrected: ["card"] } },
      { what: "offline.closed", ...by, detail: null },
    ]);
    assert.deepEqual((await audited(ctx, at.placeId)).slice(1), [
      { what: "offline.taken-in", actor: at.madeBy, detail: { count: 2 } },
    ]);
  },
);

dbTest(
  "what one sends that another did is the other's, and says who sent it; of somebody who never stood there it is the desk's",
  async ({ ctx }) => {
    const at = await aMorning(ctx);
    const { colleague, stranger } = await inTx(minutesOn(ctx, -60 * 24 * 30), async (inner) => ({
      colleague: await aStaff(inner, { organisationId: at.organisationId, role: "clerk" }),
      stranger: await aStaff(inner, { organisationId: (await aHouse(inner)).organisationId, role: "clerk" }),
    }));
    const [own = "", theirs = "", nobodys = ""] = at.barcodes;
    const steps = [
      ago(at, 60, { barcode: own }),
      ago(at, 59, { barcode: theirs, madeBy: colleague.subject }),
      ago(at, 58, { barcode: nobodys, madeBy: stranger.subject }),
      // A reader's own key is nobody's who stood there, and is written nowhere.
      ago(at, 57, { barcode: nobodys, madeBy: at.one.subject }),
    ];
    const became = await played(ctx, at, steps);
    assert.deepEqual(told(became), ["done lent", "done lent", "open no-right", "open no-right"]);
    const made = async (loanId: string | null | undefined) => {
      const [{ actor, detail } = { actor: null, detail: null }] = await audited(ctx, loanId ?? "");
      const { sentBy, madeBy } = detail as { sentBy?: string; madeBy?: string };
      return { actor, sentBy, madeBy };
    };
    const none = { sentBy: undefined, madeBy: undefined };
    assert.deepEqual(await made(became[0]?.loanId), { ...none, actor: at.madeBy });
    assert.deepEqual(await made(became[1]?.loanId), {
      ...{ actor: colleague.subject, sentBy: at.madeBy, madeBy: undefined },
    });
    const body = { how: "again", card: null, barcode: null, issuerId: null, ownerId: null } as const;
    await ask(at.clerk, contract.settleOffline, { body: { ...body, id: steps[3]?.id ?? "" } });
    const { loanId } = await ctx.db.one<{ loanId: string }>`
      select loan_id from library.offline_step where id = ${steps[3]?.id}`;
    assert.deepEqual(await made(loanId), { actor: at.madeBy, sentBy: at.madeBy, madeBy: undefined });
  },
);

dbTest(
  "that somebody was talked with is written down by the talk's own id, which says no time",
  async ({ ctx, db }) => {
    const at = await aMorning(ctx);
    await db.run`update library.reader set blocked = '请谈一谈' where subject = ${at.one.subject}`;
    await played(ctx, at, [ago(at, 60)]);
    const { id } = await db.one<{ id: string }>`
    select id from library.reader_talk where subject = ${at.one.subject}`;
    assert.equal(id[14], "4", "random");
    await ask(at.clerk, contract.endTalk, { body: { id } });
    assert.deepEqual(await audited(ctx, id), [{ what: "talk.ended", actor: at.madeBy, detail: null }]);
  },
);

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

dbTest("the place was shut that day: it is lent, and told", async ({ ctx }) => {
  const at = await aMorning(ctx);
  const endsAt = ctx.clock().add({ hours: 2 });
  const startsAt = ctx.clock().subtract({ hours: 30 });
  await inTx(minutesOn(ctx, -60 * 40), (inner) =>
    announceClosure(inner, at.placeId, { startsAt, endsAt, reason: "repair" }),
  );
  assert.deepEqual(told(await played(ctx, at, [ago(at, 60)])), ["done lent place-closed"]);
});

dbTest(
  "after it came back no table joins the reader and the copy, nor does an answer",
  async ({ ctx, db }) => {
    const at = await aMorning(ctx, 1);
    await db.run`update library.reader set blocked = '请谈一谈' where subject = ${at.one.subject}`;
    const step = ago(at, 60);
    await played(ctx, at, [step]);
    const view = await ask(at.clerk, contract.offlineSteps, { query: { place: at.placeId } });
    assert.ok(view.done[0]?.title, "while it lasts the report says the title");
    assert.ok(
      !JSON.stringify(view.done).includes(at.one.subject) &&
        !JSON.stringify(view.done).includes(at.one.number),
    );
    await inTx(ctx, (inner) => checkIn(inner, { itemId: at.itemId, placeId: at.placeId }));
    const rows = await db.many<{ row: string }>`
    select row_to_json(s)::text as row from library.offline_step s where device = ${at.device}
    union all select row_to_json(a)::text from platform.audit a union all select row_to_json(o)::text from platform.outbox o
    union all select row_to_json(t)::text from library.reader_talk t`;
    for (const { row } of rows) {
      const saysWho = row.includes(at.one.subject) || row.includes(at.one.number);
      const saysWhat = row.includes(at.barcode) || row.includes(`"item_id":${at.itemId}`);
      assert.ok(!(saysWho && saysWhat), row);
    }
    const loans =
      await db.many`select 1 from library.offline_step s join library.loan l on l.id = s.loan_id where s.device = ${at.device}`;
    assert.equal(loans.length, 0);
  },
);

dbTest(
  "what is to be talked about goes over to the person two accounts are, is in their copy, and goes with them",
  async ({ ctx, db }) => {
    const at = await aMorning(ctx);
    const { one, other, placeId } = at;
    const talk = (subject: string, rule: string) =>
      inTx(ctx, ({ db }) => addTalks(db, [rule], { subject, placeId, on: "2026-06-12" }));
    await talk(one.subject, "limit");
    await talk(one.subject, "overdue");
    await talk(one.subject, "overdue");
    await talk(other.subject, "limit");
    const person = (subject: string) => ({ account: newId(), subject });
    await inTx(ctx, (inner) =>
      mergeReaders(inner, { from: person(one.subject), into: person(other.subject) }),
    );
    assert.deepEqual(await talksOf(ctx, other.subject), ["limit", "overdue"]);
    const sections = await exportReader(ctx, other.subject);
    assert.equal(sections.find(({ title }) => title === "export.talks")?.rows.length, 2);
    await inTx(ctx, (inner) => forgetReader(inner, other.subject));
    assert.deepEqual(await talksOf(ctx, other.subject), []);
    assert.equal((await db.many`select 1 from library.reader where subject = ${other.subject}`).length, 0);
  },
);

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
