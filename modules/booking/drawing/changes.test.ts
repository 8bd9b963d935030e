/** What is drawn is changed while people wait for the draw, or the draw is called off. */
import assert from "node:assert/strict";
import { commitmentTo } from "#libs/draw";
import { aResident, noticesOf } from "#people/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { claim } from "../claim.ts";
import { changeOffer } from "../manage-offer.ts";
import { moveElsewhere } from "../moving.ts";
import { aSeatedOffer, hallOf } from "../seating/testing.ts";
import { joinLine } from "../waiting/join-line.ts";
import { lineView } from "../waiting/show-line.ts";
import { tendDue } from "../waiting/tend.ts";
import { later } from "../waiting/testing.ts";
import { carryOut, tendDraws } from "./carry-out.ts";
import { typeValue } from "./draw-it.ts";
import { callOffDraw } from "./make-draw.ts";
import { drawView } from "./show.ts";
import { ownDraws, ownEntry } from "./show-own.ts";
import { aColleague, aDraw, anEntrant, closed, drawnByTwo, frozen, known, value } from "./testing.ts";
import { drawsToday } from "./today.ts";

type Times = Pick<Parameters<typeof changeOffer>[2], "opensAt" | "closesAt" | "startsAt" | "endsAt">;
const timesOf = (ctx: Ctx, offerId: string) =>
  ctx.db.one<Times>`select opens_at, closes_at, starts_at, ends_at from booking.offer where id = ${offerId}`;

/** A draw of so many places with so many in it. */
const entered = (ctx: Ctx, count: number, is: Parameters<typeof aDraw>[1] = {}) =>
  inTx(ctx, async (inner) => {
    const { drawId, offerIds } = await aDraw(inner, is);
    const entrants: Awaited<ReturnType<typeof anEntrant>>[] = [];
    while (entrants.length < count) entrants.push(await anEntrant(inner, drawId));
    return { drawId, offerId: is.offerIds?.[0] ?? offerIds[0] ?? "", entrants };
  });
const told = async (ctx: Ctx, { subject }: { subject: string }) =>
  (await noticesOf(ctx.db, subject)).filter(({ key }) => key !== "notice.draw.frozen");
const keys = async (ctx: Ctx, who: { subject: string }) => (await told(ctx, who)).map(({ key }) => key);

dbTest(
  "who was drawn has the place though it is moved, opens later and gives fewer in one claim; entrants are told",
  async ({ ctx }) => {
    const { drawId, offerId, entrants } = await entered(ctx, 3, { places: [30] });
    const change = async (at: Ctx, differs: Partial<Parameters<typeof changeOffer>[2]>) => {
      const times = await timesOf(at, offerId);
      const pools = [{ channel: "online" as const, quota: 30, releasesAt: null }];
      return inTx(at, (inner) => changeOffer(inner, offerId, { ...times, pools, ...differs }));
    };
    const { startsAt, endsAt } = await timesOf(ctx, offerId);
    const [who] = entrants;
    assert.ok(who);
    const hour = { startsAt: startsAt.add({ hours: 1 }), endsAt: endsAt.add({ hours: 1 }) };
    assert.equal((await change(ctx, hour)).told, 3);
    const [open] = await told(ctx, who);
    assert.deepEqual(
      [open?.key, open?.data.open, open?.href],
      ["notice.draw.moved", "yes", `/draws/${drawId}?withdraw=1#enter`],
    );
    await frozen(ctx, drawId);
    const releasesAt = known(ctx).clock().add({ hours: 100 });
    const day = { startsAt: startsAt.add({ hours: 24 }), endsAt: endsAt.add({ hours: 24 }) };
    const moved = await change(closed(ctx), {
      ...day,
      opensAt: releasesAt,
      pools: [{ channel: "online", quota: 30, releasesAt }],
      rules: { maxPerClaim: 1, approval: true },
    });
    assert.equal(moved.told, 3);
    const after = (await told(ctx, who)).find(({ data }) => data.open === "no");
    assert.deepEqual([after?.data.open, after?.href], ["no", `/draws/${drawId}`]);
    assert.equal(await inTx(closed(ctx), (inner) => moveElsewhere(inner, [offerId], "")), 3);
    await drawnByTwo(ctx, drawId);
    await carryOut(known(ctx), drawId);
    const rows = await ctx.db.many<{ state: string }>`
      select state from booking.claim where offer_id = ${offerId} and state in ('confirmed', 'held')`;
    assert.equal(rows.length, 3);
    assert.deepEqual((await keys(ctx, who)).toSorted(), [
      ...["notice.draw.confirmed", "notice.draw.elsewhere", "notice.draw.moved", "notice.draw.moved"],
    ]);
  },
);

dbTest(
  "a draw whose occasion begins before its places could be confirmed gives them at once",
  async ({ ctx }) => {
    const confirmBy = ctx.clock().add({ hours: 72 });
    const { drawId, offerId } = await entered(ctx, 1, { confirmBy });
    await frozen(ctx, drawId);
    const startsAt = known(ctx).clock().add({ hours: 1 });
    await inTx(closed(ctx), async (inner) =>
      changeOffer(inner, offerId, {
        ...{ opensAt: ctx.clock(), closesAt: startsAt, startsAt, endsAt: startsAt.add({ hours: 2 }) },
        pools: [{ channel: "online", quota: 2, releasesAt: null }],
      }),
    );
    await drawnByTwo(ctx, drawId);
    await carryOut(known(ctx), drawId);
    const rows = await ctx.db.many<{
      state: string;
    }>`select state from booking.claim where offer_id = ${offerId}`;
    assert.deepEqual(
      rows.map(({ state }) => state),
      ["confirmed"],
    );
  },
);

dbTest(
  "fewer places: entrants are told, and who was drawn is told their true place in the line",
  async ({ ctx }) => {
    const { drawId, offerId, entrants } = await entered(ctx, 4, { places: [3] });
    await drawnByTwo(ctx, drawId);
    const times = await timesOf(ctx, offerId);
    const pools = [{ channel: "online" as const, quota: 1, releasesAt: null }];
    await inTx(known(ctx), (inner) => changeOffer(inner, offerId, { ...times, pools }));
    await carryOut(known(ctx), drawId);
    const all = (await Promise.all(entrants.map((who) => told(ctx, who)))).flat();
    assert.deepEqual(
      all
        .filter(({ key }) => key === "notice.draw.places")
        .map(({ data }) => [data.was, data.now, data.open]),
      Array.from({ length: 4 }, () => [3, 1, "no"]),
    );
    const turns = (key: string) =>
      all
        .filter((one) => one.key === key)
        .map(({ data }) => data.turn)
        .toSorted();
    assert.deepEqual(turns("notice.draw.first-in-line"), [1, 2]);
    assert.deepEqual(turns("notice.draw.in-line"), [3]);
  },
);

dbTest(
  "wheelchair spaces and their companions' seats are not drawn, and are there for whoever needs them afterwards",
  async ({ ctx }) => {
    const { offerId } = await inTx(ctx, (inner) => aSeatedOffer(inner, { plan: hallOf(2, 2) }));
    const { drawId, entrants } = await entered(ctx, 3, { offerIds: [offerId] });
    const [lot] = (await drawView(ctx, drawId)).lots;
    assert.deepEqual([lot?.places, lot?.aside], [2, 2]);
    await drawnByTwo(ctx, drawId);
    await carryOut(known(ctx), drawId);
    const said = (await Promise.all(entrants.map((who) => told(ctx, who)))).flat();
    assert.deepEqual(
      said
        .map(({ key }) => key)
        .filter((key) => key.startsWith("notice.draw"))
        .toSorted(),
      [...["notice.draw.confirmed", "notice.draw.confirmed", "notice.draw.in-line"]],
    );
    assert.equal(said.find(({ key }) => key === "notice.draw.in-line")?.data.turn, 1);
    const { actor } = await inTx(ctx, (inner) => aResident(inner));
    await inTx({ ...known(ctx), actor }, (inner) => claim(inner, { offerId, size: 2, wheelchairs: 1 }));
  },
);

dbTest(
  "who needs a wheelchair space asks for it before the draw, and it is held in the order of asking when that is carried out",
  async ({ ctx }) => {
    const { offerId } = await inTx(ctx, (inner) => aSeatedOffer(inner, { plan: hallOf(2, 2) }));
    const { drawId, entrants } = await entered(ctx, 2, { offerIds: [offerId] });
    const [first, second, walker] = await inTx(ctx, async (inner) => [
      await aResident(inner),
      await aResident(inner),
      await aResident(inner),
    ]);
    assert.ok(first && second && walker);
    const join = ({ actor }: typeof first, wheelchairs: number, of = offerId, at: Ctx = ctx) =>
      inTx({ ...at, actor }, (inner) => joinLine(inner, { offerId: of, size: 2, wheelchairs }));
    const { open, beforeDraw } = await lineView({ ...ctx, actor: first.actor }, offerId);
    assert.deepEqual([open, beforeDraw], [true, true]);
    await assert.rejects(join(walker, 0), { id: "waiting.no-line" });
    await join(first, 1);
    await assert.rejects(join(walker, 0), { id: "claim.drawn" });
    await assert.rejects(join(walker, 2), { id: "waiting.no-wheelchair-space" });
    await join(second, 1, offerId, later(ctx, { minutes: 1 }));
    await tendDue(later(ctx, { minutes: 2 }));
    assert.deepEqual(await told(ctx, first), [], "nobody has anything before");
    await drawnByTwo(ctx, drawId);
    await carryOut(known(ctx), drawId);
    const held = await ctx.db.many<{ subject: string; seats: string[] }>`
      select c.subject, array_agg(s.seat_id order by s.seat_id) as seats from booking.claim c
        join booking.seat_taken s on s.claim_id = c.id
       where c.offer_id = ${offerId} and c.state = 'held' group by c.id`;
    assert.deepEqual(held, [{ subject: first.subject, seats: ["2-1", "2-2"] }]);
    assert.deepEqual((await Promise.all(entrants.map((who) => keys(ctx, who)))).flat().toSorted(), [
      ...["notice.draw.confirmed", "notice.draw.confirmed", "notice.seats.yours", "notice.seats.yours"],
    ]);
    assert.ok((await keys(ctx, first)).includes("notice.line.offered"));
    assert.deepEqual(await keys(ctx, second), [], "still in line");

    // Called off, the space is held at once.
    const other = await inTx(ctx, (inner) => aSeatedOffer(inner, { plan: hallOf(2, 2) }));
    const draw = await entered(ctx, 1, { offerIds: [other.offerId] });
    await join(second, 1, other.offerId);
    const manager = await inTx(ctx, (inner) => aColleague(inner, "manager"));
    await inTx({ ...ctx, actor: manager }, (inner) => callOffDraw(inner, draw.drawId, "改为先到先得"));
    assert.ok((await keys(ctx, second)).includes("notice.line.offered"));
  },
);

dbTest(
  "the secret is public once a frozen draw is called off, and at the latest time in any case; not before",
  async ({ ctx }) => {
    const { drawId, offerId, entrants } = await entered(ctx, 1);
    await frozen(ctx, drawId);
    const secretAt = async (at: Ctx) => (await drawView(at, drawId)).secret;
    assert.equal(await secretAt(known(ctx)), null);
    const { commitment, secret } = await drawView(later(ctx, { hours: 24 }), drawId);
    assert.equal(commitmentTo(secret ?? ""), commitment);
    const manager = await inTx(ctx, (inner) => aColleague(inner, "manager"));
    await inTx({ ...known(ctx), actor: manager }, (inner) => callOffDraw(inner, drawId, "场地停用"));
    assert.equal(await secretAt(known(ctx)), secret);
    assert.equal((await drawView(known(ctx), drawId)).calledOff?.places, "first");
    const [who] = entrants;
    assert.ok(who);
    assert.deepEqual(await keys(ctx, who), ["notice.draw.called-off-first"]);
    await inTx({ ...known(ctx), actor: who.actor }, (inner) => claim(inner, { offerId, size: 1 }));

    const pools = [{ channel: "online" as const, quota: 2, releasesAt: null, byDraw: true }];
    const again = await entered(ctx, 1, { offer: { pools } });
    await inTx({ ...ctx, actor: manager }, (inner) => callOffDraw(inner, again.drawId, "时间定错了"));
    const [other] = again.entrants;
    assert.ok(other);
    assert.deepEqual(await keys(ctx, other), ["notice.draw.called-off-another"]);
    assert.equal((await drawView(ctx, again.drawId)).secret, null);
    assert.equal((await ownEntry({ ...ctx, actor: other.actor }, again.drawId)).entry?.rank, null);
  },
);

dbTest(
  "the desk is told whose value is to be typed and confirmed, and what was not frozen in time, until it is done",
  async ({ ctx }) => {
    const { drawId } = await entered(ctx, 1);
    const unfrozen = await entered(ctx, 1);
    await frozen(ctx, drawId);
    const people = await inTx(ctx, async (inner) => ({
      manager: await aColleague(inner, "manager"),
      editor: await aColleague(inner, "editor"),
      stranger: await aColleague(inner, "manager", "other."),
    }));
    const lines = async (who: keyof typeof people, at: Ctx = known(ctx)) =>
      (await drawsToday({ ...at, actor: people[who] }))
        .map(({ key, kind, values, href }) => [key, kind, values.late, href.split("/").at(-1)])
        .toSorted();
    const never = ["today.draw-unfrozen", "do", "no", unfrozen.drawId];
    assert.deepEqual(await lines("manager", closed(ctx)), []);
    assert.deepEqual(await lines("manager"), [["today.draw-type", "do", "no", drawId], never]);
    assert.deepEqual(await lines("editor"), [["today.draw-type", "do", "no", drawId]]);
    assert.deepEqual(await lines("stranger"), []);
    await inTx({ ...known(ctx), actor: people.editor }, (inner) => typeValue(inner, drawId, value));
    assert.deepEqual(await lines("editor"), [["today.draw-typed", "know", "no", drawId]]);
    const late = later(ctx, { hours: 25 });
    assert.deepEqual(await lines("manager", late), [["today.draw-confirm", "do", "yes", drawId], never]);
    // Whoever entered what was not frozen in time is told so, once, and again when it is called off.
    const [waits] = unfrozen.entrants;
    assert.ok(waits);
    await tendDraws(known(ctx));
    await tendDraws(late);
    assert.deepEqual(await keys(ctx, waits), ["notice.draw.unfrozen"]);
    await assert.rejects(frozen(known(ctx), unfrozen.drawId), { id: "drawing.too-late-to-freeze" });
    await inTx({ ...late, actor: people.manager }, (inner) => callOffDraw(inner, drawId, "改期"));
    await inTx({ ...late, actor: people.manager }, (inner) => callOffDraw(inner, unfrozen.drawId, "改期"));
    assert.deepEqual(await lines("manager", late), []);
    assert.deepEqual(await keys(ctx, waits), ["notice.draw.unfrozen", "notice.draw.called-off-first"]);
  },
);

dbTest(
  "who is in a draw finds it with their number, and their chances once the list is frozen, until a fortnight after it",
  async ({ ctx }) => {
    const { drawId, entrants } = await entered(ctx, 2, {
      weights: { base: 7, loss: 0, win: 0, missed: 0, months: 12 },
    });
    const [who] = entrants;
    assert.ok(who);
    const mine = async (at: Ctx) =>
      (await ownDraws({ ...at, actor: who.actor })).items.map(({ id, number, phase }) => [id, number, phase]);
    const weight = async (at: Ctx) => (await ownEntry({ ...at, actor: who.actor }, drawId)).entry?.weight;
    assert.deepEqual(await mine(ctx), [[drawId, who.number, "open"]]);
    assert.equal(await weight(ctx), null);
    await drawnByTwo(ctx, drawId);
    assert.equal(await weight(closed(ctx)), 7);
    await carryOut(known(ctx), drawId);
    assert.deepEqual(await mine(later(ctx, { hours: 13 * 24 })), [[drawId, who.number, "done"]]);
    assert.deepEqual(await mine(later(ctx, { hours: 15 * 24 })), []);
  },
);

dbTest("a value that can be known within an hour of the close is refused", async ({ ctx }) => {
  const closesAt = ctx.clock().add({ hours: 1 });
  const draw = (minutes: number) =>
    inTx(ctx, (inner) => aDraw(inner, { closesAt, knownFrom: closesAt.add({ minutes }) }));
  await assert.rejects(draw(59), { id: "drawing.known-too-soon" });
  await draw(60);
});
