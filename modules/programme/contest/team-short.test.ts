/** A team of an accepted entry that shrinks below its least size: who is told, what, and until when. */
import assert from "node:assert/strict";
import { aResident, noticesOf } from "#people/testing";
import { anOrganisation } from "#places/testing";
import type { Actor } from "#platform/auth";
import { type Ctx, inTx, trueRandom } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { anEvent } from "../testing.ts";
import { join, leave } from "./enter.ts";
import { forgetContestant, mergeContestants } from "./one-person.ts";
import { shortTeamsToday } from "./team-short.ts";
import { aContest, anEntry, as, hoursOn } from "./testing.ts";
import { decide } from "./write-contest.ts";

/** A contest of a day and more ahead with an accepted team of exactly its least size, captain and mate. */
async function world(base: Ctx) {
  const ctx = { ...base, random: trueRandom };
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
  const contest = await aContest(ctx, await anEvent(ctx, { organisationId, event: { kind: "contest" } }), {
    teamFrom: 2,
    teamTo: 3,
  });
  const team = await inTx(ctx, (inner) => anEntry(inner, { ...contest, teamName: "白杨队" }));
  const mate = await inTx(ctx, (inner) => aResident(inner));
  const joins = (actor: Actor) =>
    as(ctx, actor, (inner) => join(inner, { code: team.code ?? "", agrees: true }));
  await joins(mate.actor);
  await as(ctx, contest.publisher, (inner) => decide(inner, team.id, { accept: true }));
  const captainTold = async () =>
    (await noticesOf(ctx.db, team.actor.subject ?? ""))
      .filter(({ key }) => key.startsWith("notice.contest-team-short"))
      .map(({ key, data, href }) => ({ key, team: data.team, now: data.now, least: data.least, href }));
  const deskTold = async (actor: Actor, at: Ctx = ctx) =>
    (await shortTeamsToday({ ...at, actor })).map(({ kind, values, href }) => [kind, values.numbers, href]);
  return { ctx, contest, team, mate, joins, captainTold, deskTold };
}

const said = (key: string) => ({ key, team: "白杨队", now: 1, least: 2, href: "/my/entries" });

dbTest(
  "who leaves before entries close: captain and desk are told, until somebody comes in",
  async ({ ctx: base }) => {
    const { ctx, contest, team, mate, joins, captainTold, deskTold } = await world(base);
    const third = await inTx(ctx, (inner) => aResident(inner));
    await joins(third.actor);
    await as(ctx, third.actor, (inner) => leave(inner, team.id));
    assert.deepEqual(await captainTold(), [], "two are enough");
    assert.deepEqual(await deskTold(contest.publisher), []);
    await as(ctx, mate.actor, (inner) => leave(inner, team.id));
    assert.deepEqual(await captainTold(), [said("notice.contest-team-short")]);
    const line = ["do", String(team.number), `/desk/events/${contest.id}/contest`];
    assert.deepEqual(await deskTold(contest.publisher), [line]);
    assert.deepEqual(await deskTold(contest.editor), [line]);
    const other = await world(ctx);
    assert.deepEqual(await deskTold(other.contest.publisher), [], "of its own organisation only");
    assert.deepEqual(await deskTold(team.actor), []);
    assert.deepEqual(await deskTold(contest.publisher, hoursOn(ctx, 24 * 60)), [], "the event is over");
    await joins(third.actor);
    assert.deepEqual(await deskTold(contest.publisher), []);
  },
);

dbTest(
  "who is erased once entries are closed: the captain is told that only the organiser can help",
  async ({ ctx: base }) => {
    const { ctx, contest, team, mate, captainTold, deskTold } = await world(base);
    const closed = hoursOn(ctx, 21);
    await inTx(closed, (inner) => forgetContestant(inner, mate.subject));
    assert.deepEqual(await captainTold(), [said("notice.contest-team-short-closed")]);
    assert.equal((await deskTold(contest.publisher, closed)).length, 1);
    await as(closed, team.actor, (inner) => leave(inner, team.id));
    assert.deepEqual(await deskTold(contest.publisher, closed), [], "withdrawn, it is nobody's task");
  },
);

dbTest(
  "two accounts in one team become one person: the team is smaller and its captain knows",
  async ({ ctx: base }) => {
    const { ctx, contest, team, mate, captainTold, deskTold } = await world(base);
    const { account, subject } = mate;
    const captain = { account: team.actor.account ?? "", subject: team.actor.subject ?? "" };
    await inTx(ctx, (inner) => mergeContestants(inner, { from: { account, subject }, into: captain }));
    assert.deepEqual(await captainTold(), [said("notice.contest-team-short")]);
    assert.equal((await deskTold(contest.publisher)).length, 1);
  },
);
