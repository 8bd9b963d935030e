import assert from "node:assert/strict";
import { noticesOf } from "#people/testing";
import { type Ctx, inTx } from "#platform/ctx";
import type { Db } from "#platform/db";
import { dbTest } from "#platform/testing";
import { checkIn } from "../lending/check-in.ts";
import { checkOut } from "../lending/check-out.ts";
import { insertRule } from "../rules/rule-store.ts";
import { fallbackRule, fallbackTerms, type Terms } from "../rules/ruling.ts";
import { aHouse, aReader, type House, someCopies } from "../testing.ts";
import { notThere, sendOn } from "./desk/desk-holds.ts";
import { leftAt, pullListOf, readyAt } from "./desk/desk-store.ts";
import { endUnneeded, expireShelf } from "./ending/ending.ts";
import { checkHopeless } from "./ending/hopeless.ts";
import { endHoldsJob, hopelessHoldsJob, lookForCopiesJob } from "./hold-jobs.ts";
import { lookForCopies } from "./looking/look-for-copies.ts";
import { cancelOwn, changeOwn } from "./placing/own-holds.ts";
import { holdsOf } from "./placing/own-store.ts";
import { aHold, aLentTitle } from "./testing.ts";

const daysOn = (ctx: Ctx, days: number): Ctx => ({
  ...ctx,
  clock: () => ctx.clock().add({ hours: 24 * days }),
});
const dayOf = (ctx: Ctx) => ctx.clock().toZonedDateTimeISO(ctx.city.zone).toPlainDate();

/** A network of two houses: what is returned at one is collected at the other. */
async function aNetwork(ctx: Ctx): Promise<{ south: House; north: House }> {
  return inTx(ctx, async (inner) => {
    const south = await aHouse(inner);
    const north = await aHouse(inner, south.organisationId);
    // A place where nothing stands lends nothing.
    await someCopies(inner, north);
    return { south, north };
  });
}

const bringBack = (ctx: Ctx, asked: { itemId: number; placeId: string }) =>
  inTx(ctx, (inner) => checkIn(inner, asked));
const as = (ctx: Ctx, subject: string): Ctx => ({
  ...ctx,
  actor: { ...ctx.actor, kind: "resident", account: subject, subject },
});
const standing = (db: Db, id: string) =>
  db.maybeOne<{
    state: string;
    itemId: number | null;
    wantedPlaceId: string | null;
    readyUntil: string | null;
    slot: string;
  }>`select state, item_id, wanted_place_id, ready_until::text, slot from library.hold where id = ${id}`;
const rule = (ctx: Ctx, house: House, terms: Partial<Terms>, category: string | null = null) =>
  inTx(ctx, ({ db }) =>
    insertRule(db, {
      organisationId: house.organisationId,
      orgPath: house.path,
      since: dayOf(ctx).toString(),
      until: null,
      basis: "流通规则",
      setAt: ctx.clock(),
      after: 0,
      match: { ...fallbackRule.match, owner: house.path, category },
      terms: { ...fallbackTerms, ...terms },
    }),
  );

dbTest(
  "a copy on a shelf is looked for at the nearest place, and found it stands ready",
  async ({ ctx, db }) => {
    const { south, north } = await aNetwork(ctx);
    const { recordId, far, near } = await inTx(ctx, async (inner) => {
      const made = await someCopies(inner, south, { copies: 2 });
      await inner.db
        .run`update library.item set place_id = ${north.placeId} where id = ${made.itemIds[1] ?? 0}`;
      return { recordId: made.recordId, far: made.itemIds[0] ?? 0, near: made.itemIds[1] ?? 0 };
    });
    const hold = await inTx(ctx, (inner) => aHold(inner, north, { recordId }));
    assert.deepEqual(
      (await pullListOf(db, north.placeId, 10)).map(({ itemId }) => itemId),
      [near],
    );
    // Not in its day: another place is asked, on a day on which that is open.
    await lookForCopiesJob.run(daysOn(ctx, 4), {});
    assert.equal((await standing(db, hold.id))?.itemId, far);
    const [listed] = await pullListOf(db, south.placeId, 10);
    const sent = await inTx(daysOn(ctx, 4), (inner) =>
      sendOn(inner, { placeId: south.placeId, barcode: listed?.barcode ?? "" }),
    );
    assert.equal(sent.goes.to, "place");
    assert.equal((await standing(db, hold.id))?.state, "travelling");
    const arrived = await bringBack(daysOn(ctx, 5), { itemId: far, placeId: north.placeId });
    assert.deepEqual(arrived.goes.to === "hold-shelf" && arrived.goes.slot, "1");
    const told = await noticesOf(db, hold.subject);
    assert.deepEqual(
      told.map(({ key }) => key),
      ["notice.hold-ready"],
    );
    assert.ok(!JSON.stringify(told).includes("要借的书"), "no title in a message");
    await inTx(daysOn(ctx, 6), (inner) =>
      checkOut(inner, { subject: hold.subject, itemId: far, placeId: north.placeId }),
    );
    assert.equal(await standing(db, hold.id), null);
  },
);

dbTest(
  "what comes back meanwhile is for who is first, also while a shelf is searched for them",
  async ({ ctx, db }) => {
    const { south, north } = await aNetwork(ctx);
    const { recordId, itemId } = await aLentTitle(ctx, south, { copies: 1 });
    const [more] = await inTx(
      ctx,
      async ({ db: tx }) =>
        tx.many<{ id: number }>`
      insert into library.item (record_id, owner_id, org_path, barcode, place_id, made_at, changed_at)
      select record_id, owner_id, org_path, gen_random_uuid()::text, ${north.placeId}, made_at, changed_at from library.item where id = ${itemId} returning id`,
    );
    const hold = await inTx(ctx, (inner) => aHold(inner, south, { recordId }));
    assert.equal((await standing(db, hold.id))?.itemId, more?.id);
    assert.equal((await bringBack(ctx, { itemId, placeId: south.placeId })).goes.to, "hold-shelf");
    assert.deepEqual(await pullListOf(db, north.placeId, 10), []);
  },
);

dbTest("a queue whose first five hundred may not have it finds the next", async ({ ctx, db }) => {
  const { south } = await aNetwork(ctx);
  await rule(ctx, south, { holds: false }, "guest");
  const { recordId, itemId } = await aLentTitle(ctx, south);
  await inTx(ctx, async ({ db: tx }) => {
    await tx.run`
      insert into library.reader (subject, kind, category, home_id, home_path, joined_on)
      select gen_random_uuid(), 'person', 'guest', ${south.placeId}, ${south.path}, current_date from generate_series(1, 500)`;
    await tx.run`
      insert into library.hold (id, subject, record_id, pickup_id, pickup_path, category, home_path, asked_at)
      select gen_random_uuid(), subject, ${recordId}, ${south.placeId}, ${south.path}, category, home_path, ${ctx.clock()}::timestamptz - interval '1 day'
        from library.reader where category = 'guest' and home_id = ${south.placeId}`;
  });
  const earlier = { ...ctx, clock: () => ctx.clock().subtract({ minutes: 1 }) };
  const first = await inTx(earlier, (inner) => aHold(inner, south, { recordId }));
  for (let n = 0; n < 99; n++) await inTx(ctx, (inner) => aHold(inner, south, { recordId }));
  const [own] = await holdsOf(db, first.subject);
  assert.equal(own?.before, 500);
  await bringBack(ctx, { itemId, placeId: south.placeId });
  assert.equal((await standing(db, first.id))?.state, "ready");
  // The same of a copy that stands on a shelf.
  await inTx(ctx, async (inner) => {
    const { id } = await inner.db.one<{ id: number }>`
      insert into library.item (record_id, owner_id, org_path, barcode, place_id, made_at, changed_at)
      select record_id, owner_id, org_path, gen_random_uuid()::text, place_id, made_at, changed_at from library.item where id = ${itemId} returning id`;
    assert.equal(await lookForCopies(inner, [recordId]), 1);
    const { asked } = await inner.db.one<{ asked: number }>`
      select (select count(*)::int from library.hold q where q.record_id = h.record_id and q.asked_at < h.asked_at) as asked
        from library.hold h where item_id = ${id}`;
    assert.equal(asked, 501);
  });
});

dbTest(
  "of two copies that come back at once for one who waits one is theirs, with the lock or without",
  async ({ ctx, db }) => {
    const { south } = await aNetwork(ctx);
    const { recordId, itemIds } = await aLentTitle(ctx, south, { copies: 2 });
    const hold = await inTx(ctx, (inner) => aHold(inner, south, { recordId }));
    const back = await Promise.all(
      itemIds.map((itemId) => bringBack(ctx, { itemId, placeId: south.placeId })),
    );
    assert.deepEqual(back.map(({ goes }) => goes.to).toSorted(), ["hold-shelf", "shelf"]);
    const kept = await standing(db, hold.id);
    // One copy is kept for one reader, and one reader waits for a title once, whoever writes it.
    const other = await inTx(ctx, (inner) => aReader(inner, south));
    await assert.rejects(
      db.run`insert into library.hold (id, subject, record_id, pickup_id, pickup_path, category, home_path, asked_at, state, item_id, ready_on)
           select gen_random_uuid(), ${other.subject}, record_id, pickup_id, pickup_path, category, home_path, asked_at, state, item_id, ready_on
             from library.hold where item_id = ${kept?.itemId ?? 0}`,
      { constraint: "hold_of_item" },
    );
    await assert.rejects(
      db.run`insert into library.hold (id, subject, record_id, pickup_id, pickup_path, category, home_path, asked_at)
           select gen_random_uuid(), subject, record_id, pickup_id, pickup_path, category, home_path, asked_at from library.hold where id = ${hold.id}`,
      { constraint: "hold_once" },
    );
  },
);

dbTest(
  "what is not collected is for the next there; else it stays on the hold shelf until it is scanned",
  async ({ ctx, db }) => {
    const { south, north } = await aNetwork(ctx);
    const { recordId, itemId } = await aLentTitle(ctx, south);
    const earlier = { ...ctx, clock: () => ctx.clock().subtract({ minutes: 1 }) };
    const first = await inTx(earlier, (inner) => aHold(inner, south, { recordId }));
    const second = await inTx(ctx, (inner) => aHold(inner, south, { recordId }));
    await bringBack(ctx, { itemId, placeId: south.placeId });
    const { slot } = (await standing(db, first.id)) ?? {};
    const late = daysOn(ctx, 8);
    await endHoldsJob.run(late, {});
    assert.equal(await standing(db, first.id), null);
    assert.deepEqual(
      (await noticesOf(db, first.subject)).map(({ key }) => key),
      ["notice.hold-ready", "notice.hold-expired"],
    );
    const next = await standing(db, second.id);
    assert.deepEqual([next?.state, next?.slot], ["ready", slot], "it stands where it stood");
    const later = daysOn(ctx, 16);
    await expireShelf(later);
    assert.equal(await standing(db, second.id), null);
    const [left] = await leftAt(db, south.placeId, 10);
    assert.equal(left?.itemId, itemId);
    // Whoever comes may have it; nobody has to look for it elsewhere.
    const third = await inTx(later, (inner) => aHold(inner, north, { recordId }));
    assert.equal(
      (await standing(db, third.id))?.state,
      "waiting",
      "what nobody has taken off is on no shelf",
    );
    const sent = await inTx(later, (inner) =>
      sendOn(inner, { placeId: south.placeId, barcode: left?.barcode ?? "" }),
    );
    assert.equal(sent.goes.to, "place");
    assert.deepEqual(await leftAt(db, south.placeId, 10), []);
    assert.equal((await standing(db, third.id))?.state, "travelling");
  },
);

dbTest("a day too late, it may still be borrowed while it stands there for nobody", async ({ ctx, db }) => {
  const { south } = await aNetwork(ctx);
  const { recordId, itemId } = await aLentTitle(ctx, south);
  const hold = await inTx(ctx, (inner) => aHold(inner, south, { recordId }));
  await bringBack(ctx, { itemId, placeId: south.placeId });
  const late = daysOn(ctx, 8);
  await expireShelf(late);
  await inTx(late, (inner) => checkOut(inner, { subject: hold.subject, itemId, placeId: south.placeId }));
  assert.deepEqual(await leftAt(db, south.placeId, 10), []);
});

dbTest(
  "what somebody takes from the shelf meanwhile is on no pull list; who waits has the next",
  async ({ ctx, db }) => {
    const { south } = await aNetwork(ctx);
    const made = await inTx(ctx, (inner) => someCopies(inner, south, { copies: 2 }));
    const hold = await inTx(ctx, (inner) => aHold(inner, south, made));
    const [wanted] = await pullListOf(db, south.placeId, 10);
    const other = await inTx(ctx, (inner) => aReader(inner, south));
    await inTx(ctx, (inner) =>
      checkOut(inner, { subject: other.subject, itemId: wanted?.itemId ?? 0, placeId: south.placeId }),
    );
    assert.equal((await standing(db, hold.id))?.state, "waiting");
    await assert.rejects(
      inTx(ctx, (inner) => sendOn(inner, { placeId: south.placeId, barcode: wanted?.barcode ?? "" })),
      { id: "book-hold.not-listed" },
    );
    await lookForCopiesJob.run(ctx, {});
    const [next] = await pullListOf(db, south.placeId, 10);
    assert.notEqual(next?.itemId, wanted?.itemId);
  },
);

dbTest("not there twice, on two days, a copy is missing and another is looked for", async ({ ctx, db }) => {
  const { south } = await aNetwork(ctx);
  const made = await inTx(ctx, (inner) => someCopies(inner, south));
  const [itemId = 0] = made.itemIds;
  const hold = await inTx(ctx, (inner) => aHold(inner, south, made));
  const miss = (at: Ctx) => inTx(at, (inner) => notThere(inner, { place: { id: south.placeId }, itemId }));
  assert.deepEqual(await miss(ctx), { missing: false });
  // Not looked for again on the same day.
  assert.equal((await standing(db, hold.id))?.state, "waiting");
  await assert.rejects(miss(ctx), { id: "book-hold.not-listed" });
  const next = daysOn(ctx, 1);
  await lookForCopiesJob.run(next, {});
  assert.equal((await standing(db, hold.id))?.itemId, itemId);
  assert.deepEqual(await miss(next), { missing: true });
  const { status } = await db.one<{ status: string }>`select status from library.item where id = ${itemId}`;
  assert.equal(status, "missing");
  await hopelessHoldsJob.run(next, {});
  assert.deepEqual(
    (await noticesOf(db, hold.subject)).map(({ key }) => key),
    ["notice.hold-hopeless"],
  );
  assert.equal((await holdsOf(db, hold.subject))[0]?.hopelessSince, dayOf(next).toString());
  assert.equal(await checkHopeless(next), 0, "once a day");
});

dbTest("frozen, one is passed over until the day; not needed any more, it ends", async ({ ctx, db }) => {
  const { south } = await aNetwork(ctx);
  const { recordId, itemId } = await aLentTitle(ctx, south);
  const day = dayOf(ctx);
  const frozen = await inTx(ctx, (inner) =>
    aHold(inner, south, { recordId, frozenUntil: day.add({ days: 5 }).toString() }),
  );
  const needed = await inTx(ctx, (inner) =>
    aHold(inner, south, { recordId, neededBy: day.add({ days: 3 }).toString() }),
  );
  await bringBack(ctx, { itemId, placeId: south.placeId });
  assert.equal((await standing(db, frozen.id))?.state, "waiting");
  assert.equal((await standing(db, needed.id))?.state, "ready");
  const more = await inTx(ctx, (inner) =>
    aHold(inner, south, { recordId, neededBy: day.add({ days: 3 }).toString() }),
  );
  assert.equal(await endUnneeded(daysOn(ctx, 3)), 0);
  assert.equal(await endUnneeded(daysOn(ctx, 4)), 1);
  assert.equal(await standing(db, more.id), null);
  await inTx(as(ctx, frozen.subject), (inner) =>
    changeOwn(inner, frozen.id, { pickupId: south.placeId, frozenUntil: null, neededBy: null }),
  );
  await inTx(as(ctx, needed.subject), (inner) => cancelOwn(inner, needed.id));
  assert.equal((await standing(db, frozen.id))?.state, "ready", "it is for the next who collects there");
  await assert.rejects(
    inTx(as(ctx, needed.subject), (inner) => cancelOwn(inner, frozen.id)),
    { id: "not-found" },
  );
});

dbTest("of a group the first that is ready ends the others", async ({ ctx, db }) => {
  const { south } = await aNetwork(ctx);
  const one = await aLentTitle(ctx, south);
  const other = await aLentTitle(ctx, south);
  const hold = await inTx(ctx, (inner) =>
    aHold(inner, south, { recordId: one.recordId, alternatives: [other.recordId] }),
  );
  assert.equal((await holdsOf(db, hold.subject)).length, 2);
  await bringBack(ctx, { itemId: other.itemId, placeId: south.placeId });
  const left = await holdsOf(db, hold.subject);
  assert.deepEqual(
    left.map(({ recordId, state }) => [recordId, state]),
    [[other.recordId, "ready"]],
  );
  const { holds } = await db.one<{
    holds: number;
  }>`select holds from library.reader where subject = ${hold.subject}`;
  assert.equal(holds, 1);
});

dbTest(
  "placing is refused with a reason: no reader, theirs already, twice, too many, not lent",
  async ({ ctx, db }) => {
    const { south } = await aNetwork(ctx);
    const { recordId, itemId } = await aLentTitle(ctx, south);
    const place = (differs: Partial<Parameters<typeof aHold>[2]>) =>
      inTx(ctx, (inner) => aHold(inner, south, { recordId, ...differs }));
    await assert.rejects(place({ subject: crypto.randomUUID() }), { id: "book-hold.no-reader" });
    const { subject: borrower } = await db.one<{
      subject: string;
    }>`select subject from library.loan where item_id = ${itemId}`;
    await assert.rejects(place({ subject: borrower }), { id: "book-hold.lent" });
    const { subject } = await place({});
    await assert.rejects(place({ subject }), { id: "book-hold.held" });
    await db.run`
    insert into library.hold_terms (id, organisation_id, org_path, since, most, pull_days, basis, set_at)
    values (gen_random_uuid(), ${south.organisationId}, ${south.path}, current_date - 1000, 1, 1, '决定', now())`;
    const more = await aLentTitle(ctx, south);
    await assert.rejects(place({ subject, recordId: more.recordId }), { id: "book-hold.too-many" });
    await db.run`update library.reader set blocked = '证件遗失' where subject = ${subject}`;
    await assert.rejects(place({ subject }), { id: "book-hold.reader-blocked" });
    const bare = await inTx(ctx, (inner) => aHouse(inner));
    await assert.rejects(place({ pickupId: bare.placeId }), { id: "book-hold.not-here" });
    await db.run`update library.item set status = 'lost' where id = ${more.itemId}`;
    await assert.rejects(place({ recordId: more.recordId }), { id: "book-hold.no-copies" });
    await rule(ctx, south, { holds: false });
    await assert.rejects(place({}), { id: "book-hold.not-held" });
  },
);

dbTest(
  "where somebody waits and every copy is lent the longest-lent is called back, once and as its rule says",
  async ({ ctx, db }) => {
    const { south } = await aNetwork(ctx);
    await rule(ctx, south, { recallDays: 5, days: 60 });
    const { recordId, loanIds } = await aLentTitle(ctx, south, { copies: 2 });
    const [first = "", second = ""] = loanIds;
    await db.run`update library.loan set lent_at = lent_at - interval '3 days' where id = ${first}`;
    await inTx(ctx, (inner) => aHold(inner, south, { recordId }));
    const due = (id: string) =>
      db.one<{ dueOn: string; recalledOn: string | null; subject: string }>`
      select due_on::text, recalled_on::text, subject from library.loan where id = ${id}`;
    const called = await due(first);
    assert.equal(called.recalledOn, dayOf(ctx).toString());
    assert.equal(called.dueOn, dayOf(ctx).add({ days: 5 }).toString());
    assert.equal((await due(second)).recalledOn, null);
    const told = await noticesOf(db, called.subject);
    assert.deepEqual(
      told.map(({ key }) => key),
      ["notice.loan-recalled"],
    );
    assert.ok(!JSON.stringify(told).includes("要借的书"));
    // One waits and one is called back: no more.
    await inTx(ctx, (inner) => lookForCopies(inner, [recordId]));
    assert.equal((await due(second)).recalledOn, null);
  },
);

dbTest("on the hold shelf each copy has a number of its own", async ({ ctx, db }) => {
  const { south } = await aNetwork(ctx);
  for (let n = 0; n < 3; n++) {
    const { recordId, itemId } = await aLentTitle(ctx, south);
    await inTx(ctx, (inner) => aHold(inner, south, { recordId }));
    await bringBack(ctx, { itemId, placeId: south.placeId });
  }
  assert.deepEqual(
    (await readyAt(db, south.placeId, 10)).map(({ slot }) => slot),
    ["1", "2", "3"],
  );
});
