import assert from "node:assert/strict";
import { livingClaimOf, offersOf } from "#booking";
import { claim } from "#booking/filling";
import { handOver } from "#booking/testing";
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
}

/** A session tomorrow with these holders, moved to a day later; the move as the message leads to it. */
async function moved(base: Ctx, ...holders: Made[]) {
  const ctx: Ctx = { ...base, slots };
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
  const built = await aSession(ctx, { organisationId });
  const offerId = built.offerId ?? "";
  for (const { actor } of holders)
    await inTx(ctx, (inner) => claim({ ...inner, actor }, { offerId, size: 2 }));
  const to = async (hoursAhead: number, version: number) => {
    const startsAt = ctx.clock().add({ hours: hoursAhead }).toString();
    const session = { ...sessionText(ctx, { startsAt }), booking: bookingPlan(startsAt) };
    const as = { ...ctx, actor: built.publisher };
    return inTx(as, (inner) =>
      editSession(inner, { id: built.sessionId, version, session, reason: "停电检修" }),
    );
  };
  const done = await to(48, built.version);
  const hrefOf = async ({ subject }: Made) => (await noticesOf(ctx.db, subject)).at(-1)?.href ?? "";
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
    const gone = { id: "not-found" };
    await assert.rejects(call(after, base.actor, "events.move-by-link", old), gone);
    await assert.rejects(call(after, base.actor, "events.answer-move-by-link", { ...old, ...no }), gone);
    const own = { params: { id: moveId } };
    for (const { actor } of [first, second])
      await assert.rejects(call(after, actor, "events.answer-move", { ...own, ...no }), gone);
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
