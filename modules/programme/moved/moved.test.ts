import assert from "node:assert/strict";
import { livingClaimOf, offersOf } from "#booking";
import { cancelClaim, claim } from "#booking/filling";
import { aWaiting, handOver, mergeHolders } from "#booking/testing";
import { noticeLink } from "#people";
import { aChild, aResident, type Made, noticesOf } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx, trueRandom } from "#platform/ctx";
import { deliverAll } from "#platform/events";
import { performer } from "#platform/http";
import { fill, joinSlots } from "#platform/slots";
import { dbTest, settled } from "#platform/testing";
import { editSession } from "../changing/change-session.ts";
import { listeners } from "../listeners.ts";
import { operations } from "../routes.ts";
import { aSession, bookingPlan, sessionText } from "../testing.ts";
import { tapLink } from "./answer.ts";

const city = performer(operations, { checkAnswers: true });
const call = <A>(ctx: Ctx, actor: Ctx["actor"], operation: string, input: object) =>
  city.perform({ ...ctx, random: trueRandom, actor }, operation, input, null) as Promise<A>;
const slots = joinSlots([fill(noticeLink, tapLink)]);
const later = (ctx: Ctx, hours: number): Ctx => ({ ...ctx, clock: () => ctx.clock().add({ hours }) });

interface Shown {
  event: { title: string };
  was: { startsAt: string };
  now: { startsAt: string };
  state: string;
  answer: string | null;
  held: { for: string; until: string } | null;
}

/** A session tomorrow with these holders, moved to a day later; the move as the message leads to it. */
const moved = (base: Ctx, ...holders: Made[]) => movedWith(base, {}, holders);

/** The same under rules of booking; before it moves, `meanwhile` happens. */
async function movedWith(
  base: Ctx,
  plan: NonNullable<Parameters<typeof bookingPlan>[1]>,
  holders: readonly Made[],
  meanwhile: (offerId: string) => Promise<unknown> = async () => {},
) {
  const ctx: Ctx = { ...base, slots };
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
  const first = sessionText(ctx).startsAt;
  const session = { startsAt: first, booking: bookingPlan(first, plan) };
  const built = await aSession(ctx, { organisationId, session });
  const offerId = built.offerId ?? "";
  for (const { actor } of holders)
    await inTx(ctx, (inner) => claim({ ...inner, actor }, { offerId, size: 2 }));
  const to = async (hoursAhead: number, version: number) => {
    const startsAt = ctx.clock().add({ hours: hoursAhead }).toString();
    const session = { ...sessionText(ctx, { startsAt }), booking: bookingPlan(startsAt, plan) };
    const as = { ...ctx, actor: built.publisher };
    return inTx(as, (inner) =>
      editSession(inner, { id: built.sessionId, version, session, reason: "停电检修" }),
    );
  };
  await meanwhile(offerId);
  const done = await to(48, built.version);
  const hrefOf = async ({ subject }: Made) =>
    (await noticesOf(ctx.db, subject)).findLast(({ href }) => href?.startsWith("/my/moves/"))?.href ?? "";
  const linkOf = async (one: Made) => {
    const asked = { href: await hrefOf(one), subject: one.subject };
    const [link] = await slots.gather(noticeLink, ctx, asked);
    return { params: { token: link?.replace("/moved/", "") ?? "" } };
  };
  const answers = async () =>
    (
      await call<{ move: object | null }>(ctx, built.publisher, "events.move-answers", {
        params: { id: built.sessionId },
      })
    ).move as { coming: number; notComing: number; silent: number } | null;
  const left = async () => (await offersOf(ctx.db, [offerId])).get(offerId)?.pools[0]?.left;
  return { ctx, offerId, done, to, hrefOf, linkOf, answers, left };
}

const residents = (ctx: Ctx, count: number) =>
  inTx(ctx, async (inner) => {
    const made: Made[] = [];
    for (let n = 0; n < count; n++) made.push(await aResident(inner));
    return made;
  });

dbTest(
  "a move is answered with one tap; who is silent keeps the place; the organiser sees how many said what",
  async ({ ctx: base }) => {
    const [comes, stays, silent] = await residents(base, 3);
    assert.ok(comes && stays && silent);
    const { ctx, offerId, hrefOf, linkOf, answers, left } = await moved(base, comes, stays, silent);
    const id = (await hrefOf(comes)).replace("/my/moves/", "");
    const own = { params: { id } };
    const shown = await call<Shown>(ctx, comes.actor, "events.move", own);
    assert.deepEqual([shown.state, shown.answer], ["open", null]);
    assert.equal(shown.was.startsAt, ctx.clock().add({ hours: 24 }).toString());
    assert.equal(shown.now.startsAt, ctx.clock().add({ hours: 48 }).toString());
    await call(ctx, comes.actor, "events.answer-move", { ...own, body: { answer: "coming" } });
    const link = await linkOf(stays);
    assert.deepEqual(Object.keys(await call<Shown>(ctx, base.actor, "events.move-by-link", link)).sort(), [
      "answer",
      "event",
      "held",
      "now",
      "reason",
      "state",
      "was",
    ]);
    assert.equal(await left(), 14);
    const no = { ...link, body: { answer: "not-coming" } };
    await call(ctx, base.actor, "events.answer-move-by-link", no);
    await call(ctx, base.actor, "events.answer-move-by-link", no);
    assert.equal(await left(), 16, "places are back at once, and once");
    assert.equal(await livingClaimOf(ctx.db, offerId, stays.subject), null);
    assert.equal((await livingClaimOf(ctx.db, offerId, silent.subject))?.state, "confirmed");
    const { coming, notComing, silent: without } = (await answers()) ?? assert.fail("it moved");
    assert.deepEqual([coming, notComing, without], [1, 1, 1]);
    await assert.rejects(
      call(ctx, base.actor, "events.answer-move-by-link", { ...link, body: { answer: "coming" } }),
      { id: "move.given-back" },
    );
  },
);

dbTest(
  "not coming is taken after the deadline for cancelling, by the organiser's reason, and not once it begins",
  async ({ ctx: base }) => {
    const [one, two] = await residents(base, 2);
    assert.ok(one && two);
    const { ctx, offerId, linkOf } = await moved(base, one, two);
    const [first, second] = [await linkOf(one), await linkOf(two)];
    const body = { answer: "not-coming" };
    // The deadline is an hour before the start.
    const late = { ...ctx, clock: () => ctx.clock().add({ hours: 47, minutes: 45 }) };
    await call(late, base.actor, "events.answer-move-by-link", { ...first, body });
    const news = await ctx.db.many<{ by: string }>`
    select payload->>'by' as by from platform.outbox where type = 'claim.cancelled' and payload->>'offerId' = ${offerId}`;
    assert.deepEqual(news, [{ by: "organiser" }]);
    await assert.rejects(
      call(later(ctx, 48), base.actor, "events.answer-move-by-link", { ...second, body }),
      {
        id: "move.over",
      },
    );
  },
);

dbTest(
  "a guardian answers for the child, nobody for a stranger, and a forged link is nothing",
  async ({ ctx: base }) => {
    const [guardian, stranger] = await residents(base, 2);
    assert.ok(guardian && stranger);
    const child = await inTx(base, (inner) => aChild(inner, guardian));
    const { ctx, offerId, hrefOf, linkOf } = await moved(base, child, stranger);
    const own = { params: { id: (await hrefOf(child)).replace("/my/moves/", "") } };
    const body = { answer: "not-coming" };
    await assert.rejects(call(ctx, guardian.actor, "events.answer-move", { ...own, body }), {
      id: "not-found",
    });
    const [mine, other] = [await linkOf(child), await linkOf(stranger)];
    const mixed = Buffer.from(mine.params.token, "base64url");
    Buffer.from(other.params.token, "base64url").copy(mixed, 16, 16, 32);
    const forged = { params: { token: mixed.toString("base64url") } };
    await assert.rejects(call(ctx, base.actor, "events.answer-move-by-link", { ...forged, body }), {
      id: "not-found",
    });
    await call(ctx, child.actor, "events.answer-move", { ...own, body });
    assert.equal(await livingClaimOf(ctx.db, offerId, child.subject), null);
    const shown = await call<Shown>(ctx, child.actor, "events.move", own);
    assert.deepEqual(
      [shown.state, shown.answer],
      ["given-back", "not-coming"],
      "the page is there afterwards",
    );
    assert.ok(await livingClaimOf(ctx.db, offerId, stranger.subject));
  },
);

dbTest(
  "moved again: the first message leads to what is true now, and answers begin anew",
  async ({ ctx: base }) => {
    const [one] = await residents(base, 1);
    assert.ok(one);
    const { ctx, done, to, linkOf, answers } = await moved(base, one);
    const first = await linkOf(one);
    await call(ctx, base.actor, "events.answer-move-by-link", { ...first, body: { answer: "coming" } });
    assert.equal((await answers())?.coming, 1);
    await to(72, done.version);
    assert.deepEqual([(await answers())?.coming, (await answers())?.silent], [0, 1]);
    const shown = await call<Shown>(ctx, base.actor, "events.move-by-link", first);
    assert.deepEqual(
      [shown.was.startsAt, shown.now.startsAt, shown.answer],
      [ctx.clock().add({ hours: 48 }).toString(), ctx.clock().add({ hours: 72 }).toString(), null],
    );
  },
);

dbTest(
  "who handed the places on has no say in them any more, and who has them knew the new time",
  async ({ ctx: base }) => {
    const [first, second] = await residents(base, 2);
    assert.ok(first && second);
    const { ctx, offerId, hrefOf, linkOf, answers } = await moved(base, first);
    const old = await linkOf(first);
    const moveId = (await hrefOf(first)).replace("/my/moves/", "");
    await call(ctx, base.actor, "events.answer-move-by-link", { ...old, body: { answer: "coming" } });
    const { claimId } = (await livingClaimOf(ctx.db, offerId, first.subject)) ?? assert.fail("it is held");
    const after: Ctx = { ...ctx, random: trueRandom, clock: () => ctx.clock().add({ minutes: 5 }) };
    await inTx(after, (inner) => handOver(inner, claimId, { from: first.actor, to: second.actor }));
    await settled(ctx.db);
    await deliverAll(after, [listeners]);
    assert.deepEqual([(await answers())?.coming, (await answers())?.silent], [0, 1]);
    const no = { body: { answer: "not-coming" } };
    const gone = { id: "move.handed-on", status: 410 };
    await assert.rejects(call(after, base.actor, "events.move-by-link", old), gone);
    await assert.rejects(call(after, base.actor, "events.answer-move-by-link", { ...old, ...no }), gone);
    const own = { params: { id: moveId } };
    for (const { actor } of [first, second])
      await assert.rejects(call(after, actor, "events.answer-move", { ...own, ...no }), { id: "not-found" });
  },
);

dbTest("who booked after the move gives back by the deadline like everybody", async ({ ctx: base }) => {
  const [before, afterwards] = await residents(base, 2);
  assert.ok(before && afterwards);
  const { ctx, offerId, hrefOf } = await moved(base, before);
  const own = { params: { id: (await hrefOf(before)).replace("/my/moves/", "") } };
  const after = later(ctx, 1);
  await inTx({ ...after, actor: afterwards.actor }, (inner) => claim(inner, { offerId, size: 1 }));
  const body = { answer: "not-coming" };
  await assert.rejects(call(after, afterwards.actor, "events.answer-move", { ...own, body }), {
    id: "not-found",
  });
  await call(after, before.actor, "events.answer-move", { ...own, body });
});

const pools = [{ channel: "online" as const, quota: 2, releasesAt: null }];

dbTest(
  "who is offered places from the line is told by when to take them, and coming takes them; whoever was only asked for is not counted",
  async ({ ctx: base }) => {
    const [first] = await residents(base, 1);
    assert.ok(first);
    let next: Made | undefined;
    const { ctx, offerId, hrefOf, linkOf, answers } = await movedWith(
      base,
      { pools, waitingList: true },
      [first],
      async (of) => {
        next = await inTx(base, (inner) => aWaiting(inner, of, 2));
        const { claimId } = (await livingClaimOf(base.db, of, first.subject)) ?? { claimId: "" };
        await inTx({ ...base, actor: first.actor }, (inner) => cancelClaim(inner, { claimId }));
      },
    );
    assert.ok(next);
    const { subject, actor } = next;
    const { held } = (await livingClaimOf(ctx.db, offerId, subject)) ?? assert.fail("it is offered");
    assert.equal(held?.for, "waiting");
    const notice = (await noticesOf(ctx.db, subject)).find(({ key }) => key === "notice.time-changed-held");
    assert.deepEqual(notice?.data.until, { at: held.until.toString() });
    const link = await linkOf(next);
    const shown = await call<Shown>(ctx, base.actor, "events.move-by-link", link);
    assert.deepEqual([shown.state, shown.held], ["open", { for: "waiting", until: held.until.toString() }]);
    assert.deepEqual([(await answers())?.coming, (await answers())?.silent], [0, 0]);
    await call(ctx, base.actor, "events.answer-move-by-link", { ...link, body: { answer: "coming" } });
    assert.equal((await livingClaimOf(ctx.db, offerId, subject))?.state, "confirmed");
    assert.deepEqual([(await answers())?.coming, (await answers())?.silent], [1, 0]);
    const own = { params: { id: (await hrefOf(next)).replace("/my/moves/", "") } };
    assert.equal((await call<Shown>(ctx, actor, "events.move", own)).held, null);
  },
);

dbTest(
  "what is held for too long is let go whatever was answered; who waits for approval says so and has no places by it",
  async ({ ctx: base }) => {
    const [asks] = await residents(base, 1);
    assert.ok(asks);
    const { ctx, offerId, linkOf, answers } = await movedWith(base, { pools, approval: true }, [asks]);
    const keys = (await noticesOf(ctx.db, asks.subject)).map(({ key }) => key);
    assert.deepEqual(keys, ["notice.time-changed-asked"]);
    const link = await linkOf(asks);
    const coming = { ...link, body: { answer: "coming" } };
    await call(ctx, base.actor, "events.answer-move-by-link", coming);
    assert.equal((await livingClaimOf(ctx.db, offerId, asks.subject))?.state, "held");
    assert.deepEqual([(await answers())?.coming, (await answers())?.silent], [0, 0]);
    const late = later(ctx, 47);
    assert.equal((await call<Shown>(late, base.actor, "events.move-by-link", link)).state, "given-back");
    await assert.rejects(call(late, base.actor, "events.answer-move-by-link", coming), {
      id: "move.given-back",
    });
  },
);

dbTest("a link goes on when its holder's account is joined with another", async ({ ctx: base }) => {
  const [from, into, both] = await residents(base, 3);
  assert.ok(from && into && both);
  const { ctx, offerId, linkOf } = await moved(base, from, into, both);
  const [single, one, other] = [await linkOf(both), await linkOf(from), await linkOf(into)];
  const [fresh] = await residents(base, 1);
  assert.ok(fresh);
  await inTx(ctx, (inner) => mergeHolders(inner, { from: both, into: fresh }));
  await inTx(ctx, (inner) => mergeHolders(inner, { from, into }));
  const no = { body: { answer: "not-coming" } };
  await call(ctx, base.actor, "events.answer-move-by-link", { ...single, ...no });
  assert.equal(await livingClaimOf(ctx.db, offerId, fresh.subject), null);
  for (const link of [one, other])
    assert.equal((await call<Shown>(ctx, base.actor, "events.move-by-link", link)).state, "open");
  await call(ctx, base.actor, "events.answer-move-by-link", { ...one, ...no });
  assert.equal(await livingClaimOf(ctx.db, offerId, into.subject), null);
});
