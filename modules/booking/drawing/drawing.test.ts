/** A draw from its first entry to places and a line. */
import assert from "node:assert/strict";
import { verify } from "#libs/draw";
import { aResident, noticesOf } from "#people/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { claim } from "../claim.ts";
import { acceptHold } from "../holding/accept-hold.ts";
import { changeOffer, closeOffer } from "../manage-offer.ts";
import { poolDrift } from "../offer-store.ts";
import { tendDue } from "../waiting/tend.ts";
import { later } from "../waiting/testing.ts";
import { carryOut, tendDraws } from "./carry-out.ts";
import { confirmValue, typeValue } from "./draw-it.ts";
import * as store from "./draw-store.ts";
import { drawsOf } from "./draws-of.ts";
import { enterDraw, withdrawEntry } from "./enter.ts";
import { fileOf } from "./files.ts";
import { callOffDraw } from "./make-draw.ts";
import { forgetEntries, mergeEntries } from "./personal.ts";
import * as resultStore from "./result-store.ts";
import { deskView, drawView } from "./show.ts";
import { ownEntry } from "./show-own.ts";
import {
  aColleague,
  aDraw,
  anEntrant,
  closed,
  drawnByTwo,
  evenWeights,
  frozen,
  known,
  listOf,
  offersToDraw,
  value,
} from "./testing.ts";

const opened = (ctx: Ctx, is: Parameters<typeof aDraw>[1], people: Parameters<typeof anEntrant>[2][]) =>
  inTx(ctx, async (inner) => {
    const made = await aDraw(inner, is);
    const entrants: Awaited<ReturnType<typeof anEntrant>>[] = [];
    for (const wish of people) entrants.push(await anEntrant(inner, made.drawId, wish));
    return { ...made, entrants };
  });

const one = {};
const claimsOn = (ctx: Ctx, offerId: string) =>
  ctx.db.many<{ subject: string; state: string; size: number }>`
    select subject, state, size from booking.claim where offer_id = ${offerId} order by made_at, id`;
const lineOf = (ctx: Ctx, offerId: string) =>
  ctx.db.many<{ subject: string; state: string }>`
    select subject, state from booking.waiting where offer_id = ${offerId} order by made_at, seq`;
const order = (ctx: Ctx, drawId: string) => resultStore.results(ctx.db, drawId, { after: 0, ranks: 1000 });
const keys = async (ctx: Ctx, { subject }: { subject: string }) =>
  (await noticesOf(ctx.db, subject)).map(({ key }) => key);

dbTest(
  "who was drawn has a place, the others stand in line in the order of the draw, and anybody can check it",
  async ({ ctx, db }) => {
    const { drawId, offerIds, entrants } = await opened(ctx, { places: [2] }, [one, one, one, one, one]);
    const [offerId = ""] = offerIds;
    await drawnByTwo(ctx, drawId);
    await carryOut(known(ctx), drawId);
    const ranked = await order(ctx, drawId);
    const subjects = ranked.map(({ number }) => entrants.find((who) => who.number === number)?.subject);
    assert.deepEqual(
      new Set((await claimsOn(ctx, offerId)).map(({ subject }) => subject)),
      new Set(subjects.slice(0, 2)),
    );
    assert.deepEqual(
      (await lineOf(ctx, offerId)).map(({ subject, state }) => [subject, state]),
      subjects.slice(2).map((subject) => [subject, "waiting"]),
    );
    assert.deepEqual(await poolDrift(db), []);
    const view = await drawView(known(ctx), drawId);
    assert.deepEqual([view.phase, view.value.text, view.late], ["done", "3 8 15 21 27 33 + 9", false]);
    const pieces: Uint8Array[] = [];
    for await (const piece of (await fileOf(ctx, drawId)).pieces) pieces.push(piece);
    const text = Buffer.concat(pieces).toString("utf8");
    const report = verify(text, { hash: view.hash ?? "", value });
    assert.deepEqual(
      report.checks.map(({ is }) => is),
      ["right", "right", "right", "right", "right", "right", "right"],
    );
    const [winner, , third] = subjects.map((subject) => entrants.find((who) => who.subject === subject));
    assert.ok(winner && third);
    assert.deepEqual(await keys(ctx, winner), ["notice.draw.frozen", "notice.draw.confirmed"]);
    assert.deepEqual(await keys(ctx, third), ["notice.draw.frozen", "notice.draw.in-line"]);
  },
);

dbTest("places that are drawn are nobody's before, and the database agrees", async ({ ctx }) => {
  const { drawId, offerIds, entrants } = await opened(ctx, { places: [2] }, [one]);
  const [offerId = ""] = offerIds;
  const hasty = await inTx(ctx, (inner) => aResident(inner));
  const take = () => inTx({ ...ctx, actor: hasty.actor }, (inner) => claim(inner, { offerId, size: 1 }));
  await assert.rejects(take(), { id: "claim.drawn", next: `/draws/${drawId}` });
  await assert.rejects(
    ctx.db.run`update booking.pool set taken = 1 where offer_id = ${offerId} and channel = 'online'`,
    /pool_untouched_before_draw/,
  );
  const [entrant] = entrants;
  assert.ok(entrant);
  const manager = await inTx(ctx, (inner) => aColleague(inner, "manager"));
  await inTx({ ...ctx, actor: manager }, (inner) => callOffDraw(inner, drawId, "改为先到先得"));
  await take();
  assert.deepEqual(await keys(ctx, entrant), ["notice.draw.called-off-first"]);
});

dbTest(
  "an entry is one a person, keeps its number, and is changed and withdrawn until the close",
  async ({ ctx }) => {
    const { drawId, entrants } = await opened(ctx, { places: [2, 3], mostLots: 2 }, [one]);
    const [who] = entrants;
    assert.ok(who);
    const as = { ...ctx, actor: who.actor };
    const wish = { drawId, people: [], unnamed: 1, choices: ["2", "1"], most: 2 };
    assert.deepEqual(await inTx(as, (inner) => enterDraw(inner, wish)), { number: who.number });
    for (const [differs, id] of [
      [{ unnamed: 4 }, "drawing.too-many-people"],
      [{ unnamed: 2 }, "drawing.never-fits"],
      [{ most: 3 }, "drawing.too-many-lots"],
      [{ choices: ["1", "1"] }, "drawing.chosen-twice"],
      [{ choices: ["9"] }, "drawing.no-such-lot"],
    ] as const)
      await assert.rejects(
        inTx(as, (inner) => enterDraw(inner, { ...wish, ...differs })),
        { id },
      );
    await inTx(as, (inner) => withdrawEntry(inner, drawId));
    assert.deepEqual((await ownEntry(as, drawId)).can, ["enter"]);
    await inTx(as, (inner) => enterDraw(inner, wish));
    await assert.rejects(
      inTx({ ...closed(ctx), actor: who.actor }, (inner) => withdrawEntry(inner, drawId)),
      { id: "drawing.closed" },
    );
    const own = (await ownEntry(as, drawId)).entry;
    assert.deepEqual([own?.number, own?.size, own?.choices, own?.most], [who.number, 2, ["2", "1"], 2]);
  },
);

dbTest(
  "a kill between two occasions harms nothing: what is left is done by the minute, and nothing twice",
  async ({ ctx, db }) => {
    const wishes = Array.from({ length: 9 }, (_, n) => ({ choices: n % 2 ? ["1", "2"] : ["2", "1"] }));
    const { drawId, offerIds, entrants } = await opened(ctx, { places: [2, 3] }, wishes);
    await drawnByTwo(ctx, drawId);
    let lots = 0;
    const killed = () => {
      if (lots++ === 1) throw new Error("killed");
    };
    await assert.rejects(carryOut(known(ctx), drawId, killed), /killed/);
    const taken = async () => (await Promise.all(offerIds.map((id) => claimsOn(ctx, id)))).flat().length;
    assert.ok([2, 3].includes(await taken()), "one of the two was carried out");
    assert.equal((await drawView(known(ctx), drawId)).phase, "drawn");
    await tendDraws(known(ctx));
    await Promise.all([carryOut(known(ctx), drawId), carryOut(known(ctx), drawId)]);
    assert.equal(await taken(), 5);
    assert.deepEqual(await poolDrift(db), []);
    for (const who of entrants)
      assert.equal((await keys(ctx, who)).filter((key) => key !== "notice.draw.frozen").length, 1);
  },
);

dbTest(
  "the value is typed by one and by another again; nobody confirms their own, and another number is refused",
  async ({ ctx }) => {
    const { drawId } = await opened(ctx, {}, [one]);
    const [a, b] = await inTx(ctx, async (inner) => [
      await aColleague(inner, "clerk"),
      await aColleague(inner, "manager"),
    ]);
    const as = (
      at: Ctx,
      actor: typeof a,
      work: (...of: Parameters<typeof typeValue>) => Promise<unknown>,
      text = value,
    ) => inTx({ ...at, ...(actor && { actor }) }, (inner) => work(inner, drawId, text));
    await assert.rejects(as(known(ctx), a, typeValue), { id: "drawing.not-frozen" });
    await frozen(ctx, drawId);
    await assert.rejects(as(closed(ctx), a, typeValue), { id: "draw.too-early" });
    await assert.rejects(as(known(ctx), b, confirmValue), { id: "drawing.not-typed" });
    for (const [text, id] of [
      ["一二三", "value.characters"],
      ["1 2 3", "value.count"],
      ["1 2 3 4 5 34 + 1", "value.range"],
      ["1 2 3 4 5 5 + 1", "value.repeated"],
    ] as const)
      await assert.rejects(as(known(ctx), a, typeValue, text), { id });
    await as(known(ctx), a, typeValue, "33 27 21 15 8 3 9");
    await assert.rejects(as(known(ctx), a, confirmValue), { id: "drawing.own-value" });
    await assert.rejects(as(known(ctx), b, confirmValue, "1 2 3 4 5 6 + 7"), { id: "drawing.value-differs" });
    assert.deepEqual((await deskView({ ...known(ctx), ...(b && { actor: b }) }, drawId)).can, [
      "type",
      "confirm",
      "call-off",
    ]);
    const late = later(ctx, { hours: 30 });
    assert.equal((await drawView(late, drawId)).phase, "overdue");
    await as(late, b, confirmValue);
    assert.equal((await drawView(late, drawId)).late, true);
    await assert.rejects(as(late, b, confirmValue), { id: "drawing.drawn" });
    await assert.rejects(
      inTx({ ...late, ...(b && { actor: b }) }, (inner) => callOffDraw(inner, drawId, "不抽了")),
      { id: "drawing.drawn" },
    );
  },
);

dbTest(
  "what is frozen or drawn cannot be changed by any statement, and the secret is in it only sealed",
  async ({ ctx }) => {
    const { drawId } = await opened(ctx, {}, [one, one]);
    await drawnByTwo(ctx, drawId);
    for (const table of ["draw_frozen", "draw_outcome"] as const)
      for (const statement of [`update booking.${table} set text = 'x'`, `delete from booking.${table}`])
        await assert.rejects(
          ctx.db.run([`${statement} where draw_id = '${drawId}'`] as unknown as TemplateStringsArray),
          /never changed/,
        );
    const { text, secretSealed } = (await store.frozenText(ctx.db, drawId)) ?? assert.fail();
    const { outcome } = verify((await store.outcomeText(ctx.db, drawId)) ?? "");
    const secret = outcome?.secret ?? "";
    assert.match(secret, /^[0-9a-f]{64}$/);
    assert.ok(!text.includes(secret) && !secretSealed.toString("hex").includes(secret));
  },
);

dbTest(
  "who does not meet a rule any more is passed over, and the place goes down the line",
  async ({ ctx }) => {
    const { drawId, offerIds, entrants } = await opened(ctx, { places: [1] }, [one, one, one]);
    const [offerId = ""] = offerIds;
    await drawnByTwo(ctx, drawId);
    const ranked = await order(ctx, drawId);
    const nth = (n: number) => entrants.find(({ number }) => number === ranked[n]?.number) ?? assert.fail();
    // Since they entered they got a place at the counter.
    const { subject } = nth(0);
    await inTx(ctx, (inner) => claim(inner, { offerId, size: 1, pool: "counter", subject }));
    await carryOut(known(ctx), drawId);
    const [first] = ranked;
    const results = await resultStore.resultsOf(ctx.db, drawId, first?.number ?? "");
    assert.deepEqual(
      results.map(({ became, because }) => [became, because]),
      [["passed-over", { id: "drawing.has-places" }]],
    );
    assert.deepEqual(
      (await lineOf(ctx, offerId)).map(({ subject, state }) => [subject, state]),
      [
        [nth(1).subject, "offered"],
        [nth(2).subject, "waiting"],
      ],
    );
    const report = (await deskView(known(ctx), drawId)).report;
    assert.deepEqual(
      report?.passedOver.map(({ number }) => number),
      [first?.number],
    );
    assert.ok((await keys(ctx, nth(0))).includes("notice.draw.passed-over"));
  },
);

dbTest(
  "places stand until a day for whoever was drawn; what nobody confirms goes down the line",
  async ({ ctx }) => {
    const confirmBy = ctx.clock().add({ hours: 72 });
    const { drawId, offerIds, entrants } = await opened(ctx, { places: [2], confirmBy }, [one, one, one]);
    const [offerId = ""] = offerIds;
    await drawnByTwo(ctx, drawId);
    await carryOut(known(ctx), drawId);
    const held = await ctx.db.many<{ id: string; subject: string }>`
    select id, subject from booking.claim where offer_id = ${offerId} and state = 'held' and held_for = 'draw' and held_until = ${confirmBy}`;
    assert.equal(held.length, 2);
    const [sure] = held;
    const actor = entrants.find(({ subject }) => subject === sure?.subject)?.actor ?? assert.fail();
    await inTx({ ...known(ctx), actor }, (inner) => acceptHold(inner, sure?.id ?? ""));
    await tendDue(later(ctx, { hours: 73 }));
    const states = (await claimsOn(ctx, offerId)).map(({ state }) => state).toSorted();
    assert.deepEqual(states, ["confirmed", "expired", "held"]);
    assert.equal((await lineOf(ctx, offerId))[0]?.state, "offered");
  },
);

dbTest(
  "fewer places than were frozen: who was drawn comes first in line, and nothing is oversold",
  async ({ ctx, db }) => {
    const { drawId, offerIds } = await opened(ctx, { places: [3] }, [one, one, one, one]);
    const [offerId = ""] = offerIds;
    await drawnByTwo(ctx, drawId);
    const offer = await ctx.db.one<Parameters<typeof changeOffer>[2]>`
    select opens_at, closes_at, starts_at, ends_at from booking.offer where id = ${offerId}`;
    await inTx(known(ctx), (inner) =>
      changeOffer(inner, offerId, { ...offer, pools: [{ channel: "online", quota: 1, releasesAt: null }] }),
    );
    await carryOut(known(ctx), drawId);
    assert.equal((await claimsOn(ctx, offerId)).length, 1);
    assert.equal((await lineOf(ctx, offerId)).length, 3);
    assert.deepEqual(await poolDrift(db), []);
    const ranked = await order(ctx, drawId);
    assert.deepEqual(
      ranked.map(({ became }) => became),
      ["confirmed", "waiting", "waiting", "waiting"],
    );
  },
);

dbTest(
  "a cancelled occasion: the list stays, who was drawn for it is told; all of them cancelled ends the draw",
  async ({ ctx }) => {
    const { drawId, offerIds, entrants } = await opened(ctx, { places: [1, 1] }, [
      { choices: ["1", "2"] },
      { choices: ["2", "1"] },
    ]);
    const [one = "", two = ""] = offerIds;
    await drawnByTwo(ctx, drawId);
    const hash = (await drawView(ctx, drawId)).hash;
    await inTx(known(ctx), (inner) => closeOffer(inner, one, "停电"));
    await carryOut(known(ctx), drawId);
    assert.equal((await claimsOn(ctx, two)).length, 1);
    assert.equal((await claimsOn(ctx, one)).length, 0);
    assert.equal((await drawView(ctx, drawId)).hash, hash);
    const told = await Promise.all(entrants.map((who) => keys(ctx, who)));
    assert.ok(told.some((keys) => keys.includes("notice.draw.cancelled")));

    const other = await opened(ctx, { places: [1, 1] }, [one === "" ? {} : { choices: ["1"] }]);
    await frozen(ctx, other.drawId);
    await inTx(closed(ctx), (inner) => closeOffer(inner, other.offerIds[0] ?? "", "停电"));
    assert.equal((await drawView(closed(ctx), other.drawId)).phase, "frozen");
    await inTx(closed(ctx), (inner) => closeOffer(inner, other.offerIds[1] ?? "", "停电"));
    assert.deepEqual((await drawView(closed(ctx), other.drawId)).calledOff, {
      because: "停电",
      places: null,
    });
  },
);

dbTest(
  "erased or merged after freezing: the number stays in the list and leads to nobody",
  async ({ ctx }) => {
    const { drawId, offerIds, entrants } = await opened(ctx, { places: [3] }, [one, one, one]);
    const [gone, double, stays] = entrants;
    assert.ok(gone && double && stays);
    await frozen(ctx, drawId);
    await inTx(closed(ctx), async (inner) => {
      assert.equal(await forgetEntries(inner, gone.subject), 1);
      await mergeEntries(inner, { from: double, into: stays });
    });
    await inTx(known(ctx), async (inner) => {
      const [a, b] = [await aColleague(inner, "clerk"), await aColleague(inner, "clerk")];
      await typeValue({ ...inner, actor: a }, drawId, value);
      await confirmValue({ ...inner, actor: b }, drawId, value);
    });
    await carryOut(known(ctx), drawId);
    assert.equal((await claimsOn(ctx, offerIds[0] ?? "")).length, 1);
    const ranked = await order(ctx, drawId);
    assert.equal(ranked.length, 3);
    assert.equal(ranked.filter(({ became }) => became === "withdrawn").length, 2);
  },
);

dbTest(
  "by the minute the list is frozen once entries closed; where nobody entered the places are free again",
  async ({ ctx }) => {
    const some = await opened(ctx, {}, [one]);
    const nobody = await opened(ctx, {}, []);
    await tendDraws(closed(ctx));
    assert.equal((await drawView(closed(ctx), some.drawId)).phase, "frozen");
    const view = await drawView(closed(ctx), nobody.drawId);
    assert.deepEqual([view.phase, view.calledOff], ["called-off", { because: null, places: "first" }]);
    const hasty = await inTx(ctx, (inner) => aResident(inner));
    await inTx({ ...ctx, actor: hasty.actor }, (inner) =>
      claim(inner, { offerId: nobody.offerIds[0] ?? "", size: 1 }),
    );
  },
);

dbTest(
  "places that only a draw gives are nobody's before one is made and after it is called off, and free where nobody wanted them",
  async ({ ctx }) => {
    const pools = [{ channel: "online" as const, quota: 2, releasesAt: null, byDraw: true }];
    const hasty = await inTx(ctx, (inner) => aResident(inner));
    const take = (offerId: string) =>
      inTx({ ...ctx, actor: hasty.actor }, (inner) => claim(inner, { offerId, size: 1 }));
    const [waits = ""] = await inTx(ctx, (inner) => offersToDraw(inner, [2], { pools }));
    await assert.rejects(take(waits), { id: "claim.to-be-drawn" });
    await assert.rejects(
      ctx.db.run`update booking.pool set taken = 1 where offer_id = ${waits}`,
      /pool_untouched_before_draw/,
    );
    const { drawId, offerIds } = await opened(ctx, { offer: { pools } }, [one]);
    const [offerId = ""] = offerIds;
    const manager = await inTx(ctx, (inner) => aColleague(inner, "manager"));
    await inTx({ ...ctx, actor: manager }, (inner) => callOffDraw(inner, drawId, "时间定错了"));
    await assert.rejects(take(offerId), { id: "claim.to-be-drawn" });
    assert.deepEqual((await drawsOf(ctx, [offerId])).get(offerId), {
      ...{ drawId: null, awaits: true, takesEntries: false },
    });
    const unwanted = await opened(ctx, { offer: { pools } }, []);
    await tendDraws(closed(ctx));
    await take(unwanted.offerIds[0] ?? "");
    // Whoever changes the offer afterwards does not bring the draw back.
    const times = await ctx.db.one<Parameters<typeof changeOffer>[2]>`
      select opens_at, closes_at, starts_at, ends_at from booking.offer where id = ${unwanted.offerIds[0]}`;
    await inTx(ctx, (inner) => changeOffer(inner, unwanted.offerIds[0] ?? "", { ...times, pools }));
  },
);

dbTest("who was not drawn keeps waiting when the offer is changed to have no line", async ({ ctx }) => {
  const { drawId, offerIds } = await opened(ctx, { places: [1] }, [one, one]);
  const [offerId = ""] = offerIds;
  await drawnByTwo(ctx, drawId);
  await carryOut(known(ctx), drawId);
  const times = await ctx.db.one<Parameters<typeof changeOffer>[2]>`
    select opens_at, closes_at, starts_at, ends_at from booking.offer where id = ${offerId}`;
  const pools = [{ channel: "online" as const, quota: 1, releasesAt: null }];
  await inTx(known(ctx), (inner) =>
    changeOffer(inner, offerId, { ...times, pools, rules: { waitingList: false } }),
  );
  assert.deepEqual(
    (await lineOf(ctx, offerId)).map(({ state }) => state),
    ["waiting"],
  );
});

dbTest("places kept for a group go to those whom the city's records count to it", async ({ ctx }) => {
  const groups = [
    { kind: "age" as const, terms: { age: { from: 60, to: null } }, places: [1] },
    { kind: "first-time" as const, terms: { "first-time": { months: 12 } }, places: [2] },
    // Nothing is kept for these: they are no group.
    { kind: "eligible" as const, terms: {}, places: [0] },
  ];
  const { drawId, offerIds } = await inTx(ctx, (inner) => aDraw(inner, { places: [3], groups }));
  const [offerId = ""] = offerIds;
  const enter = async (born: string | null, cameBefore: boolean) =>
    inTx(ctx, async (inner) => {
      const person = await aResident(inner, born === null ? {} : { born });
      if (cameBefore) {
        const [earlier = ""] = await offersToDraw(inner, [5]);
        await claim({ ...inner, actor: person.actor }, { offerId: earlier, size: 1 });
      }
      const as = { ...inner, actor: person.actor };
      const before = (await ownEntry(as, drawId)).groups;
      const { number } = await enterDraw(as, { drawId, people: [], unnamed: 0, choices: ["1"], most: 1 });
      return { ...person, number, before };
    });
  const senior = await enter("1950-01-01", true);
  const regulars = [await enter("1990-01-01", true), await enter(null, true), await enter(null, true)];
  const newcomer = await enter("1990-01-01", false);
  const said = ({ before }: typeof senior) => before.map((group) => group.in);
  assert.deepEqual(said(senior), [true, false]);
  assert.deepEqual(said(newcomer), [false, true]);
  const [unknown] = (await enter(null, false)).before;
  assert.deepEqual([unknown?.in, unknown?.next?.href], [false, "/my/documents?need=1"]);
  await drawnByTwo(ctx, drawId);
  const { list } = verify(await listOf(ctx, drawId));
  assert.deepEqual(list?.classes[0]?.reserved, [
    { group: "g1", places: 1 },
    { group: "g2", places: 2 },
  ]);
  assert.deepEqual(list?.entries.find(({ number }) => number === senior.number)?.groups, ["g1"]);
  await carryOut(known(ctx), drawId);
  const have = new Set((await claimsOn(ctx, offerId)).map(({ subject }) => subject));
  assert.equal(have.size, 3);
  assert.ok(have.has(senior.subject) && have.has(newcomer.subject), "their places were kept");
  assert.ok(!regulars.some(({ subject }) => have.has(subject)));
});

dbTest("what cannot be kept is refused before anybody enters", async ({ ctx }) => {
  const making = (is: Parameters<typeof aDraw>[1]) => inTx(ctx, (inner) => aDraw(inner, is));
  const first = (places: number[]) => ({
    ...{ kind: "first-time" as const, terms: { "first-time": { months: 12 } }, places },
  });
  await assert.rejects(making({ places: [3], groups: [first([4])] }), { id: "drawing.reserved-over" });
  await assert.rejects(making({ places: [3, 3], groups: [first([1, 1])] }), {
    id: "drawing.reserved-together",
  });
  await making({ places: [3, 3], mostPeople: 1, groups: [first([1, 1])] });
  for (const [group, field, id] of [
    [{ kind: "age", terms: { age: { from: null, to: null } } }, "age/from", "missing"],
    [{ kind: "age", terms: { age: { from: 9, to: 3 } } }, "age/to", "below-from"],
    [{ kind: "age", terms: {} }, "age", "missing"],
    [
      { kind: "eligible", terms: { eligible: { code: "nobody-has" } } },
      "eligible/code",
      "house-rule.unknown-check",
    ],
  ] as const)
    await assert.rejects(making({ places: [3], groups: [{ ...group, places: [1] }] }), {
      faults: [{ field: `/body/groups/0/terms/${field}`, id }],
    });
});

dbTest("a family is drawn together or waits together, and has one place for each", async ({ ctx }) => {
  const { drawId, offerIds, entrants } = await opened(ctx, { places: [4] }, [
    { size: 3 },
    { size: 3 },
    { size: 1 },
  ]);
  const [offerId = ""] = offerIds;
  await drawnByTwo(ctx, drawId);
  await carryOut(known(ctx), drawId);
  const sizeOf = new Map((await claimsOn(ctx, offerId)).map(({ subject, size }) => [subject, size]));
  assert.deepEqual([...sizeOf.values()].toSorted(), [1, 3], "one of the families and the single one");
  assert.ok(sizeOf.has(entrants[2]?.subject ?? ""));
  assert.equal((await lineOf(ctx, offerId)).length, 1);
});

dbTest("who lost before is heavier in the list, as the rules say, within a hundred", async ({ ctx }) => {
  const weights = { ...evenWeights, loss: 3, win: 1 };
  const before = await opened(ctx, { places: [1] }, [one, one]);
  await drawnByTwo(ctx, before.drawId);
  await carryOut(known(ctx), before.drawId);
  const [, lost] = await order(ctx, before.drawId);
  const loser = before.entrants.find(({ number }) => number === lost?.number) ?? assert.fail();
  const next = later(ctx, { hours: 24 });
  const drawId = await inTx(next, async (inner) => {
    const made = await aDraw(inner, { weights });
    await anEntrant(inner, made.drawId);
    await enterDraw(
      { ...inner, actor: loser.actor },
      { drawId: made.drawId, people: [], unnamed: 0, choices: ["1"], most: 1 },
    );
    return made.drawId;
  });
  await frozen(next, drawId);
  const { list } = verify(await listOf(ctx, drawId));
  assert.deepEqual(list?.entries.map(({ weight }) => weight).toSorted(), [1, 4]);
});
