/** A touring exhibition from house to house: days, crates, what it becomes, and the ledger of it. */
import assert from "node:assert/strict";
import { aResident, aStaff, noticesOf } from "#people/testing";
import { aFacility, anOrganisation } from "#places/testing";
import type { Actor } from "#platform/auth";
import { type Ctx, inTx, type TxCtx, today, trueRandom } from "#platform/ctx";
import { Problem } from "#platform/errors";
import { dbTest } from "#platform/testing";
import { editEvent } from "../changing/change-event.ts";
import { showDesk } from "../desk/show-desk.ts";
import { someStaff } from "../testing.ts";
import { answerLeg, askForLeg, cancelLeg } from "./ask.ts";
import { ledgerOf } from "./ledger.ts";
import { beginEvent, leaveLeg, receiveLeg, sendLeg, settleCheck, takeHome } from "./on-the-way.ts";
import { listForDesk, showLeg, showTouring, toursNow } from "./show-touring.ts";
import { agree, aLeg, allThere, aTouring, touringText } from "./testing.ts";
import { editTouring, offerTouring } from "./write-touring.ts";

const refusal = (id: string) => (error: unknown) => error instanceof Problem && error.id === id;
const fault = (id: string) => (error: unknown) =>
  error instanceof Problem && error.faults.some((one) => one.id === id);

/** The city with the house that lends, and two that borrow; each with a manager who does everything there. */
async function houses(base: Ctx) {
  const ctx = { ...base, random: trueRandom };
  return inTx(ctx, async (inner) => {
    const city = await anOrganisation(inner);
    const at = async () => {
      const house = await anOrganisation(inner, { parentId: city.id });
      const actor = await someStaff(inner, house.path, "clerk", "editor", "publisher", "manager");
      return { ...house, actor };
    };
    return { ctx, city, owner: await at(), first: await at(), second: await at() };
  });
}

const by = <R>(ctx: Ctx, actor: Actor, work: (inner: TxCtx) => Promise<R>) => inTx({ ...ctx, actor }, work);
/** The same so many days later. */
const later = (ctx: Ctx, days: number): Ctx => ({
  ...ctx,
  clock: () => ctx.clock().add({ hours: 24 * days }),
});

dbTest("days that are agreed never overlap, the way between two houses counted", async ({ ctx: base }) => {
  const { ctx, owner, first, second } = await houses(base);
  const { id: touringId } = await aTouring(ctx, owner.id);
  // 10 to 29, then 32: two days between, and three are needed.
  const one = await aLeg(ctx, { touringId, organisationId: first.id, inDays: 10, days: 20 });
  const close = await aLeg(ctx, { touringId, organisationId: second.id, inDays: 32, days: 5 });
  await agree(ctx, one);
  await assert.rejects(agree(ctx, close), refusal("touring.taken"));
  await assert.rejects(
    aLeg(ctx, { touringId, organisationId: second.id, inDays: 5, days: 3 }),
    refusal("touring.taken"),
    "somebody else's already when it is asked for",
  );
  await agree(ctx, await aLeg(ctx, { touringId, organisationId: second.id, inDays: 33, days: 5 }));
  await agree(ctx, await aLeg(ctx, { touringId, organisationId: second.id, inDays: 2, days: 5 }));
});

dbTest(
  "two managers agree on the same days at one moment: one house has them; without the guard both do",
  async ({ db, ctx: base }) => {
    const { ctx, owner, first, second } = await houses(base);
    const { id: touringId } = await aTouring(ctx, owner.id);
    const pair = async () => [
      await aLeg(ctx, { touringId, organisationId: first.id }),
      await aLeg(ctx, { touringId, organisationId: second.id }),
    ];
    const [one, two] = await pair();
    assert.ok(one && two);
    const answers = await Promise.allSettled([agree(ctx, one), agree(ctx, two)]);
    assert.equal(answers.filter(({ status }) => status === "fulfilled").length, 1);
    for (const answer of answers)
      if (answer.status === "rejected") assert.equal(answer.reason.id, "touring.taken");
    // Looking first and writing after, with neither the lock nor the constraint.
    await db.run`alter table programme.touring_leg drop constraint touring_leg_one_at_a_time`;
    await db.run`update programme.touring_leg set state = 'asked' where touring_id = ${touringId}`;
    const both = Promise.withResolvers<void>();
    let looked = 0;
    const naive = (id: string) =>
      db.tx(async (tx) => {
        const { taken } = await tx.one<{ taken: boolean }>`
        select exists (select from programme.touring_leg o join programme.touring_leg l on l.id = ${id} and o.touring_id = l.touring_id
                        where o.state = 'agreed' and o.occupied && l.occupied) as taken`;
        if (taken) throw new Error("taken");
        if (++looked === 2) both.resolve();
        await both.promise;
        await tx.run`update programme.touring_leg set state = 'agreed' where id = ${id}`;
      });
    await Promise.all([naive(one.id), naive(two.id)]);
    const { agreed } = await db.one<{ agreed: number }>`
    select count(*)::int as agreed from programme.touring_leg where touring_id = ${touringId} and state = 'agreed'`;
    assert.equal(agreed, 2);
  },
);

dbTest(
  "the crates are at one house, or on one way; without the guard they are at two",
  async ({ db, ctx: base }) => {
    const { ctx, owner, first, second } = await houses(base);
    const { id: touringId } = await aTouring(ctx, owner.id);
    const here = await agree(
      ctx,
      await aLeg(ctx, { touringId, organisationId: first.id, inDays: 3, days: 5 }),
    );
    const there = await agree(ctx, await aLeg(ctx, { touringId, organisationId: second.id, inDays: 20 }));
    const sent = await by(ctx, owner.actor, (inner) => sendLeg(inner, here));
    await assert.rejects(
      by(ctx, owner.actor, (inner) => sendLeg(inner, there)),
      refusal("touring.elsewhere"),
    );
    const send = () =>
      db.run`update programme.touring_leg set state = 'on-its-way', sent_on = current_date where id = ${there.id}`;
    await assert.rejects(send(), { constraint: "touring_in_one_place" });
    await db.run`drop index programme.touring_in_one_place`;
    await send();
    assert.equal(sent.id, here.id);
  },
);

dbTest(
  "what is asked for is for the house's own place, within the days it is lent, and not yet past",
  async ({ ctx: base }) => {
    const { ctx, owner, first, second } = await houses(base);
    const day = (days: number) => today(ctx).add({ days }).toString();
    const { id, version } = await aTouring(ctx, owner.id, { lentFrom: day(5), lentThrough: day(60) });
    const asks = (change: { from?: string; through?: string; placeOf?: string }) =>
      inTx(ctx, async (inner) => {
        const { id: placeId } = await aFacility(inner, { organisationId: change.placeOf ?? first.id });
        const { from = day(10), through = day(20) } = change;
        return askForLeg(inner, { id, organisationId: first.id, placeId, from, through, message: "" });
      });
    await assert.rejects(asks({ from: day(3) }), fault("touring.before-lent"));
    await assert.rejects(asks({ from: day(-1) }), fault("touring.day-past"));
    await assert.rejects(asks({ through: day(61) }), fault("touring.after-lent"));
    await assert.rejects(asks({ from: day(20), through: day(10) }), fault("touring.days-reversed"));
    await assert.rejects(asks({ placeOf: second.id }), fault("touring.not-own-place"));
    const leg = await asks({});
    const answer = (agreed: boolean, reason?: string) =>
      by(ctx, owner.actor, (inner) => answerLeg(inner, { ...leg, agreed, ...(reason && { reason }) }));
    await assert.rejects(answer(false), fault("missing"));
    await answer(false, "那时要修复两张");
    await assert.rejects(answer(true), refusal("event.changed-meanwhile"));
    assert.equal((await by(ctx, first.actor, (inner) => showLeg(inner, leg.id))).because, "那时要修复两张");
    await by(ctx, owner.actor, (inner) => offerTouring(inner, { id, version, offered: false }));
    await assert.rejects(asks({}), refusal("touring.not-offered"));
  },
);

dbTest(
  "a tour: sent, opened, shown, handed on, home; a crate that is missing is told to both houses",
  async ({ ctx: base }) => {
    const { ctx, city, owner, first, second } = await houses(base);
    const boss = await inTx(ctx, (inner) => aStaff(inner, { organisationId: city.id, role: "manager" }));
    const { id: touringId } = await aTouring(ctx, owner.id);
    const one = await agree(
      ctx,
      await aLeg(ctx, { touringId, organisationId: first.id, inDays: 4, days: 10 }),
    );
    const two = await agree(
      ctx,
      await aLeg(ctx, { touringId, organisationId: second.id, inDays: 20, days: 10 }),
    );
    const begun = await by(ctx, first.actor, (inner) => beginEvent(inner, one));
    await assert.rejects(
      by(ctx, first.actor, (inner) => beginEvent(inner, { id: one.id, version: begun.version })),
      refusal("touring.has-event"),
    );
    const sent = await by(ctx, owner.actor, (inner) =>
      sendLeg(inner, { id: one.id, version: begun.version }),
    );
    const arriving = later(ctx, 3);
    const opened = await by(arriving, first.actor, (inner) =>
      receiveLeg(inner, { ...sent, found: { ...allThere(3), wrong: ["文博院 7 号"] } }),
    );
    const { checks, troubled, can } = await by(arriving, first.actor, (inner) => showLeg(inner, one.id));
    assert.deepEqual([checks[0]?.missing, checks[0]?.wrong, troubled], [[4], ["文博院 7 号"], true]);
    assert.ok(can.includes("settle") && can.includes("leave") && !can.includes("send"));
    assert.ok((await noticesOf(ctx.db, boss.subject)).some(({ key }) => key === "notice.tour.crates-wrong"));
    await by(arriving, first.actor, (inner) =>
      settleCheck(inner, { id: one.id, at: "arrival", how: "次日补到" }),
    );
    await assert.rejects(
      by(arriving, first.actor, (inner) =>
        settleCheck(inner, { id: one.id, at: "arrival", how: "再记一次" }),
      ),
      refusal("touring.nothing-open"),
    );
    const leaving = later(ctx, 15);
    await assert.rejects(
      by(leaving, first.actor, (inner) =>
        leaveLeg(inner, { ...opened, to: two.id, found: { ...allThere(), damaged: true } }),
      ),
      fault("touring.say-damage"),
    );
    await by(leaving, first.actor, (inner) => leaveLeg(inner, { ...opened, to: two.id, found: allThere() }));
    const next = await by(leaving, second.actor, (inner) => showLeg(inner, two.id));
    assert.equal(next.state, "on-its-way");
    const there = await by(later(ctx, 16), second.actor, (inner) =>
      receiveLeg(inner, { id: two.id, version: next.version, found: allThere() }),
    );
    const returning = await by(later(ctx, 22), second.actor, (inner) =>
      leaveLeg(inner, { ...there, to: null, found: allThere() }),
    );
    const after = await by(later(ctx, 22), owner.actor, (inner) => showLeg(inner, two.id));
    assert.equal(
      after.through,
      today(ctx).add({ days: 22 }).toString(),
      "days that are not used are free again",
    );
    await by(later(ctx, 24), owner.actor, (inner) => takeHome(inner, { ...returning, found: allThere() }));
    // Lent on the 3rd to the 15th day, and on the 16th to the 22nd.
    const ends = later(ctx, 40);
    const ledger = await by(ends, owner.actor, (inner) => both(inner, owner.id));
    assert.deepEqual(
      ledger.map(({ borrower, days }) => [borrower.id, days]),
      [
        [first.id, 13],
        [second.id, 7],
      ],
    );
  },
);

/** Loans of an organisation over two years, for days may lie about a year's end; of one loan one row. */
async function both(ctx: Ctx, organisation: string) {
  const { year } = today(ctx);
  const loans = [];
  for (const one of [year - 1, year]) loans.push(...(await ledgerOf(ctx, { organisation, year: one })).loans);
  return [...Map.groupBy(loans, ({ legId }) => legId).values()].map((rows) => ({
    ...(rows[0] as (typeof rows)[number]),
    days: rows.reduce((sum, { days }) => sum + days, 0),
  }));
}

dbTest("called off before it arrived nothing was lent, and the days are free", async ({ ctx: base }) => {
  const { ctx, owner, first, second } = await houses(base);
  const { id: touringId } = await aTouring(ctx, owner.id);
  const leg = await agree(ctx, await aLeg(ctx, { touringId, organisationId: first.id }));
  const sent = await by(ctx, owner.actor, (inner) => sendLeg(inner, leg));
  const off = await by(ctx, first.actor, (inner) => cancelLeg(inner, { ...sent, reason: "展厅漏水" }));
  await assert.rejects(
    by(ctx, first.actor, (inner) => receiveLeg(inner, { ...off, found: allThere() })),
    refusal("touring.not-now"),
  );
  const other = await agree(ctx, await aLeg(ctx, { touringId, organisationId: second.id }));
  await by(ctx, owner.actor, (inner) => sendLeg(inner, other));
  assert.deepEqual(await by(ctx, owner.actor, (inner) => both(inner, owner.id)), []);
});

dbTest(
  "the borrower's exhibition counts for it alone: the lender stays a joint organiser",
  async ({ db, ctx: base }) => {
    const { ctx, owner, first } = await houses(base);
    const { id: touringId } = await aTouring(ctx, owner.id);
    const leg = await agree(ctx, await aLeg(ctx, { touringId, organisationId: first.id }));
    const { eventId } = await by(ctx, first.actor, (inner) => beginEvent(inner, leg));
    const event = await by(ctx, first.actor, (inner) => showDesk(inner, eventId));
    assert.deepEqual(event.text.jointOrganiserIds, [owner.id]);
    const edit = (change: object) =>
      by(ctx, first.actor, (inner) =>
        editEvent(inner, { id: eventId, version: event.version, event: { ...event.text, ...change } }),
      );
    await assert.rejects(edit({ jointOrganiserIds: [] }), fault("touring.lender-stays"));
    await assert.rejects(edit({ kind: "lecture" }), fault("touring.kind-stays"));
    await assert.rejects(db.run`delete from programme.joint_organiser where event_id = ${eventId}`, {
      constraint: "touring_leg_lender_organises",
    });
    await edit({ title: "老照片展·独山子站" });
    // Nothing is told in public before the exhibition is.
    assert.deepEqual((await toursNow(ctx)).items, []);
  },
);

dbTest(
  "others see what is offered and the days that are agreed, and never what somebody asked for",
  async ({ ctx: base }) => {
    const { ctx, owner, first, second } = await houses(base);
    const { id, version } = await aTouring(ctx, owner.id);
    const asked = await aLeg(ctx, { touringId: id, organisationId: first.id });
    const listed = await listForDesk({ ...ctx, actor: second.actor });
    const offered = listed.offered
      .filter(({ owner: { id: house } }) => house === owner.id)
      .map((one) => one.id);
    assert.deepEqual([listed.own.length, offered, listed.legs.length], [0, [id], 0]);
    const legsFor = async (actor: Actor) =>
      (await showTouring({ ...ctx, actor }, id)).legs.map((one) => one.id);
    assert.deepEqual(await legsFor(second.actor), []);
    assert.deepEqual(await legsFor(first.actor), [asked.id]);
    await agree(ctx, asked);
    assert.deepEqual(await legsFor(second.actor), [asked.id]);
    const resident = await inTx(ctx, (inner) => aResident(inner));
    assert.deepEqual((await listForDesk({ ...ctx, actor: resident.actor })).legs, []);
    const sent = await by(ctx, owner.actor, async (inner) => sendLeg(inner, { id: asked.id, version: 2 }));
    assert.equal(sent.version, 3);
    await assert.rejects(
      by(ctx, owner.actor, (inner) =>
        editTouring(inner, { id, version, touring: touringText(ctx, { crates: 9 }) }),
      ),
      fault("touring.crates-away"),
    );
  },
);
