/** Who came says how it was, unnamed; staff answer. */
import assert from "node:assert/strict";
import { livingClaimOf } from "#booking";
import { checkIn, undoCheckIn } from "#booking/filling";
import { aResident, noticesOf } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx, trueRandom } from "#platform/ctx";
import { Problem } from "#platform/errors";
import { deliverAll } from "#platform/events";
import { dbTest, settled } from "#platform/testing";
import { cancelSession } from "../changing/cancel.ts";
import { holdSessions } from "../changing/hold-sessions.ts";
import { listeners } from "../listeners.ts";
import { anEvent } from "../testing.ts";
import { answer, give, hide, showDesk, showMine, showRating } from "./feedback.ts";
import { aRating, aVisitor, later } from "./testing.ts";

const refusal = (id: string) => (error: unknown) => error instanceof Problem && error.id === id;

async function world(base: Ctx) {
  const ctx = { ...base, random: trueRandom };
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
  const event = await anEvent(ctx, { organisationId });
  return { ctx, event, session: event.sessionIds[0] ?? "" };
}

dbTest("who came rates once, within thirty days; who did not come does not", async ({ ctx: base }) => {
  const { ctx, event, session } = await world(base);
  const visitor = await aVisitor(ctx, event);
  const rates = (actor: Ctx["actor"], hours: number) =>
    inTx(later({ ...ctx, actor }, hours), (inner) => give(inner, { id: session, stars: 5, words: "很好" }));
  const { actor: other } = await inTx(ctx, (inner) => aResident(inner));
  await assert.rejects(rates(other, 48), refusal("feedback.not-come"));
  await assert.rejects(rates(visitor.actor, 24 + 2 + 30 * 24), refusal("feedback.too-late"));
  await rates(visitor.actor, 48);
  await assert.rejects(rates(visitor.actor, 49), refusal("feedback.given"));
  const pressed = await aVisitor(ctx, event);
  const many = await Promise.allSettled(Array.from({ length: 5 }, () => rates(pressed.actor, 48)));
  assert.equal(many.filter(({ status }) => status === "fulfilled").length, 1);
});

dbTest("while it is on nobody rates; cut short, it may be rated from then on", async ({ ctx: base }) => {
  const { ctx, event, session } = await world(base);
  const visitor = await aVisitor(ctx, event);
  const at = (hours: number) =>
    inTx(later({ ...ctx, actor: visitor.actor }, hours), (inner) =>
      give(inner, { id: session, stars: 4, words: "" }),
    );
  await assert.rejects(at(25), refusal("feedback.not-over"));
  await inTx(later({ ...ctx, actor: event.publisher }, 25), (inner) =>
    cancelSession(inner, { id: session, version: event.version, reason: "停电", cutShort: true }),
  );
  await at(25);
});

dbTest(
  "an average is told from five ratings on; words are read unnamed, answered, and hidden with a reason",
  async ({ ctx: base }) => {
    const { ctx, event, session } = await world(base);
    for (const stars of [5, 4, 4, 3]) await aRating(ctx, event, stars);
    assert.deepEqual(await showRating(ctx, event.id), { rating: null });
    const last = await aRating(ctx, event, 5, "讲得好，就是太短");
    assert.deepEqual(await showRating(ctx, event.id), { rating: { average: 4.2, count: 5 } });
    const staff = { ...ctx, actor: event.publisher };
    const said = (await showDesk(staff, { id: event.id })).items.find(({ words }) => words !== "");
    assert.ok(said);
    assert.doesNotMatch(JSON.stringify(said), new RegExp(last.subject));
    const answers = (version: number, text: string) =>
      inTx(staff, (inner) => answer(inner, { id: said.id, version, answer: text }));
    await answers(0, "下次再讲");
    await assert.rejects(answers(0, "谢谢"), refusal("event.changed-meanwhile"));
    await answers(1, "下次延长半小时");
    const kept = await ctx.db.many<{ before: string | null }>`
      select detail ->> 'before' as before from platform.audit where what = 'feedback.answered' and target = ${said.id} order by id`;
    assert.deepEqual(
      kept.map(({ before }) => before),
      [null, "下次再讲"],
    );
    await inTx(staff, (inner) => hide(inner, said.id, "写了别人的电话"));
    const after = (await showDesk(staff, { id: event.id })).items.find(({ id }) => id === said.id);
    assert.deepEqual([after?.words, after?.hiddenBecause], ["", "写了别人的电话"]);
    const mine = await showMine(later({ ...ctx, actor: last.actor }, 60), session);
    assert.deepEqual([mine.against, mine.given?.answer], ["given", "下次延长半小时"]);
    assert.deepEqual(
      await showRating(ctx, event.id),
      { rating: { average: 4.2, count: 5 } },
      "the stars count on",
    );
  },
);

dbTest("who came is asked once when it has been held, and nobody else", async ({ ctx: base }) => {
  const { ctx, event } = await world(base);
  const visitor = await aVisitor(ctx, event);
  const { subject } = await inTx(ctx, (inner) => aResident(inner));
  const over = later(ctx, 30);
  await holdSessions(over);
  await settled(ctx.db);
  for (let times = 0; times < 2; times++) await deliverAll(over, [listeners]);
  const told = async (who: string) =>
    (await noticesOf(ctx.db, who)).filter(({ key }) => key === "notice.feedback-asked");
  assert.deepEqual(
    (await told(visitor.subject)).map(({ kind }) => kind),
    ["programme"],
  );
  assert.equal((await told(subject)).length, 0);
});

dbTest(
  "who was checked in by mistake has not rated, until they are checked in after all",
  async ({ ctx: base }) => {
    const { ctx, event, session } = await world(base);
    for (const stars of [5, 4, 4, 3]) await aRating(ctx, event, stars);
    const { subject } = await aRating(ctx, event, 5, "讲得好");
    const [offerId = ""] = event.offerIds;
    const door = later({ ...ctx, actor: event.publisher }, 24);
    const claim = await livingClaimOf(ctx.db, offerId, subject);
    const of = { offerId, claimId: claim?.claimId ?? "" };
    const counted = async () => {
      await settled(ctx.db);
      for (let times = 0; times < 2; times++) await deliverAll(door, [listeners]);
      const { items } = await showDesk(door, { id: event.id });
      return [(await showRating(ctx, event.id)).rating?.count ?? null, items.length];
    };
    assert.deepEqual(await counted(), [5, 5]);
    await inTx(door, (inner) => undoCheckIn(inner, of));
    assert.deepEqual(await counted(), [null, 4]);
    await inTx(door, (inner) => checkIn(inner, of));
    assert.deepEqual(await counted(), [5, 5]);
    const audited = await ctx.db.many<{ what: string }>`
    select what from platform.audit where what like 'feedback.counts%' and target = ${session} order by id`;
    assert.deepEqual(
      audited.map(({ what }) => what),
      ["feedback.counts-no-more", "feedback.counts-again"],
    );
  },
);
