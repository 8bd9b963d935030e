import assert from "node:assert/strict";
import { test } from "node:test";
import { type Ctx, inTx } from "#platform/ctx";
import type { Db } from "#platform/db";
import { dbTest } from "#platform/testing";
import { closeBox } from "../../network/boxes/receive.ts";
import { aBox, copiesAway } from "../../network/testing.ts";
import { aHouse, aReader, someCopies } from "../testing.ts";
import { checkAgreement } from "./check-agreement.ts";
import { checkOut } from "./check-out.ts";
import { type CopyFacts, divergencesOf } from "./divergence.ts";

test("what is right of a copy", () => {
  const hold = (state: "wanted" | "travelling" | "ready", hasIt = false) => ({ id: "h", state, hasIt });
  const way = (forHold: string | null = null, holdIsOfIt = false) => ({ id: "w", forHold, holdIsOfIt });
  const cases: [Omit<CopyFacts, "id" | "isLostAndThere">, string[]][] = [
    [{ away: null, lent: false, hold: null, way: null }, []],
    [{ away: null, lent: false, hold: hold("wanted"), way: null }, []],
    [{ away: "on-loan", lent: true, hold: null, way: null }, []],
    [{ away: "in-transit", lent: false, hold: hold("travelling"), way: way("h", true) }, []],
    [{ away: "hold-shelf", lent: false, hold: hold("ready"), way: null }, []],
    [{ away: "hold-shelf", lent: false, hold: null, way: null }, ["away"]],
    [{ away: null, lent: true, hold: null, way: null }, ["away"]],
    [{ away: "on-loan", lent: false, hold: null, way: way() }, ["away"]],
    [{ away: "on-loan", lent: true, hold: null, way: way() }, ["lent-and-on-way"]],
    [{ away: "on-loan", lent: true, hold: hold("ready"), way: null }, ["lent-and-kept"]],
    [{ away: "on-loan", lent: true, hold: hold("ready", true), way: null }, ["lent-to-who-waits"]],
    [{ away: "in-transit", lent: false, hold: hold("ready"), way: way() }, ["kept-and-on-way"]],
    [
      { away: "in-transit", lent: false, hold: hold("travelling"), way: null },
      ["travels-without-way", "away"],
    ],
    [{ away: "in-transit", lent: false, hold: hold("wanted"), way: way() }, ["wanted-and-on-way"]],
    [{ away: "in-transit", lent: false, hold: null, way: way("o") }, ["way-for-another-copy"]],
  ];
  for (const [facts, found] of cases)
    assert.deepEqual(
      divergencesOf({ id: 1, isLostAndThere: false, ...facts }).map(({ what }) => what),
      found,
      JSON.stringify(facts),
    );
  assert.deepEqual(
    divergencesOf({ id: 1, away: "on-loan", lent: true, isLostAndThere: true, hold: null, way: null }),
    [{ what: "lost-and-there", repair: null }],
    "somebody looks where it is",
  );
});

/** Everything lending does, once, and nothing of it wrong. */
async function aDay(ctx: Ctx) {
  return inTx(ctx, async (inner) => {
    const house = await aHouse(inner);
    const other = await aHouse(inner);
    const { subject } = await aReader(inner, house);
    const { itemIds, recordId } = await someCopies(inner, house, { copies: 8 });
    const [lent = 0, second = 0] = itemIds;
    await checkOut(inner, { itemId: lent, subject, placeId: house.placeId });
    const away = await copiesAway(inner, { home: house, at: other, copies: 3 });
    const box = await aBox(inner, { from: other, to: house, sent: true, copies: 1 });
    return { house, other, subject, recordId, lent, second, itemIds, away: away.itemIds, box };
  });
}

const found = async (ctx: Ctx, repair = false) =>
  Object.fromEntries(
    (await checkAgreement(ctx, { repair })).map(({ what, differ, repaired }) => [what, [differ, repaired]]),
  );

/** A hold of this copy by a reader of their own, whatever is right. */
const aHoldOf = (
  ctx: Ctx,
  at: { placeId: string; path: string; organisationId: string },
  itemId: number,
  state: string,
) =>
  inTx(ctx, async (inner) => {
    const { subject } = await aReader(inner, at);
    await inner.db.run`
      insert into library.hold (id, subject, record_id, pickup_id, pickup_path, category, home_path, asked_at, state, item_id, wanted_at, wanted_place_id, ready_on)
      select gen_random_uuid(), ${subject}, record_id, ${at.placeId}, ${at.path}, 'adult', ${at.path}, ${inner.clock()}, ${state}, id,
             case when ${state} = 'wanted' then ${inner.clock()}::timestamptz end, case when ${state} = 'wanted' then ${at.placeId}::uuid end,
             case when ${state} = 'ready' then current_date end
        from library.item where id = ${itemId}`;
    return subject;
  });

const away = (db: Db, itemId: number, value: string | null) =>
  db.run`update library.item set away = ${value} where id = ${itemId}`;

dbTest(
  "each way in which lending can disagree with itself is found, and put right where one answer is right",
  async ({ ctx, db }) => {
    const at = await aDay(ctx);
    const { house, itemIds } = at;
    assert.deepEqual(await found(ctx), {});
    const [, , onShelf = 0, forOther = 0, travels = 0, wanted = 0] = itemIds;
    const [lostWay = 0, both = 0, anothers = 0] = at.away;
    const plant = async () => {
      await away(db, at.lent, null);
      await away(db, onShelf, "hold-shelf");
      await db.run`
      insert into library.transit (id, item_id, from_id, to_id, reason, made_at)
      values (gen_random_uuid(), ${at.lent}, ${house.placeId}, ${at.other.placeId}, 'home', now())`;
      await aHoldOf(ctx, house, at.lent, "ready");
      await aHoldOf(ctx, house, travels, "travelling");
      await aHoldOf(ctx, house, wanted, "wanted");
      await db.run`
      insert into library.transit (id, item_id, from_id, to_id, reason, made_at)
      values (gen_random_uuid(), ${wanted}, ${house.placeId}, ${at.other.placeId}, 'home', now())`;
      await away(db, wanted, "in-transit");
      await aHoldOf(ctx, house, both, "ready");
      await aHoldOf(ctx, house, forOther, "ready");
      await away(db, forOther, "hold-shelf");
      await db.run`
      update library.transit set reason = 'hold', hold_id = (select id from library.hold where item_id = ${forOther})
       where item_id = ${anothers} and ended_on is null`;
      await db.run`delete from library.transit where item_id = ${lostWay}`;
      await db.run`update library.reader set loans = 7, holds = 3, owes_fen = 500 where subject = ${at.subject}`;
      await db.run`update library.held_count set loans = 4 where subject = ${at.subject}`;
      await inTx(ctx, (inner) => closeBox(inner, at.box.id));
      await db.run`delete from library.box_finding where box_id = ${at.box.id}`;
    };
    await plant();
    const differs = await found(ctx);
    assert.deepEqual(differs, {
      away: [3, 0],
      "lent-and-on-way": [1, 0],
      "lent-and-kept": [1, 0],
      "kept-and-on-way": [1, 0],
      "travels-without-way": [1, 0],
      "wanted-and-on-way": [1, 0],
      "way-for-another-copy": [1, 0],
      "reader-loans": [1, 0],
      "reader-holds": [1, 0],
      "reader-owes": [1, 0],
      "held-counts": [1, 0],
      "missing-untold": [1, 0],
    });
    await found(ctx, true);
    // Only eyes can tell whether it stands on the hold shelf or lies in a box.
    assert.deepEqual(await found(ctx), { "kept-and-on-way": [1, 0] });
    assert.deepEqual(
      await db.one`select loans, holds, owes_fen from library.reader where subject = ${at.subject}`,
      { loans: 1, holds: 0, owesFen: 0 },
    );
  },
);

dbTest(
  "who has what they wait for, and counts of a card that ended, are told and left",
  async ({ ctx, db }) => {
    const at = await aDay(ctx);
    await db.run`
    insert into library.hold (id, subject, record_id, pickup_id, pickup_path, category, home_path, asked_at, state, item_id, ready_on)
    values (gen_random_uuid(), ${at.subject}, ${at.recordId}, ${at.house.placeId}, ${at.house.path}, 'adult', ${at.house.path}, now(), 'ready', ${at.lent},
            current_date)`;
    await db.run`
    update library.reader set ended_on = current_date, loans = 0, holds = 0 where subject = ${at.subject}`;
    const told = await found(ctx, true);
    assert.deepEqual(told["lent-to-who-waits"], [1, 0]);
    assert.deepEqual(told["reader-loans"], [1, 0]);
  },
);
