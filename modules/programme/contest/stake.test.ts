/** Whoever has entered what a jury decides does not sit in it, whichever came first; nor do their guardians. */
import assert from "node:assert/strict";
import { aChild, aResident } from "#people/testing";
import { anOrganisation } from "#places/testing";
import type { Actor } from "#platform/auth";
import { type Ctx, inTx, trueRandom } from "#platform/ctx";
import { dbTest, somebodyWaits } from "#platform/testing";
import { anEvent } from "../testing.ts";
import { join } from "./enter.ts";
import { score, takeSeat } from "./judge.ts";
import { mergeContestants } from "./one-person.ts";
import { enterResults, publishResults } from "./results.ts";
import { showContest } from "./show-contest.ts";
import { showDeskRound } from "./show-desk.ts";
import { aContest, aJuror, anAcceptedEntry, anEntry, as, categoryText, hoursOn } from "./testing.ts";
import { addCategory, addRound, appoint } from "./write-contest.ts";

async function world(base: Ctx, team = { teamFrom: 1, teamTo: 1 }) {
  const ctx = { ...base, random: trueRandom };
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
  const contest = await aContest(
    ctx,
    await anEvent(ctx, { organisationId, event: { kind: "contest" } }),
    team,
  );
  const appointed = async () =>
    (await as(ctx, contest.publisher, (inner) => appoint(inner, contest.id, "评委"))).code;
  const seats = async (who: Actor, code: string) => as(ctx, who, (inner) => takeSeat(inner, code));
  const person = () => inTx(ctx, (inner) => aResident(inner));
  return { ctx, contest, appointed, seats, person };
}
const barred = { id: "contest.own-category" };
const notEntrant = { id: "contest.jury-not-entrant" };

dbTest(
  "no seat for an entrant, a member of a team or the guardian of one; what is measured bars nobody",
  async ({ ctx: base }) => {
    const { ctx, contest, appointed, seats, person } = await world(base, { teamFrom: 1, teamTo: 3 });
    const code = await appointed();
    const [mate, parent, runner] = [await person(), await person(), await person()];
    const team = await inTx(ctx, (inner) => anEntry(inner, { ...contest, teamName: "白杨队" }));
    const child = await inTx(ctx, (inner) => aChild(inner, parent));
    for (const actor of [mate.actor, child.actor])
      await as(ctx, actor, (inner) => join(inner, { code: team.code ?? "", agrees: true }));
    for (const who of [team.actor, mate.actor, parent.actor]) await assert.rejects(seats(who, code), barred);
    const { id: measured } = await as(ctx, contest.publisher, (inner) =>
      addCategory(inner, contest.id, {
        ...categoryText({ decided: "measured", unit: "time", better: "lower" }),
        reason: "加设一组",
      }),
    );
    await inTx(ctx, (inner) => anEntry(inner, { categoryId: measured, actor: runner.actor }));
    await seats(runner.actor, code);
  },
);

dbTest("no entry and no team for a juror, nor for their child", async ({ ctx: base }) => {
  const { ctx, contest, appointed, seats, person } = await world(base, { teamFrom: 1, teamTo: 3 });
  const juror = await person();
  const child = await inTx(ctx, (inner) => aChild(inner, juror));
  const team = await inTx(ctx, (inner) => anEntry(inner, { ...contest, teamName: "白杨队" }));
  await seats(juror.actor, await appointed());
  for (const actor of [juror.actor, child.actor]) {
    await assert.rejects(
      inTx(ctx, (inner) => anEntry(inner, { ...contest, actor, teamName: "红柳队" })),
      notEntrant,
    );
    await assert.rejects(
      as(ctx, actor, (inner) => join(inner, { code: team.code ?? "", agrees: true })),
      notEntrant,
    );
  }
});

dbTest(
  "a seat and an entry of one person at one moment: the second waits and is refused",
  async ({ db, ctx: base }) => {
    const { ctx, contest, appointed, seats, person } = await world(base, { teamFrom: 1, teamTo: 3 });
    const team = await inTx(ctx, (inner) => anEntry(inner, { ...contest, teamName: "白杨队" }));
    const enters = (actor: Actor) =>
      inTx(ctx, (inner) => anEntry(inner, { ...contest, actor, teamName: "红柳队" }));
    const joins = (actor: Actor) =>
      as(ctx, actor, (inner) => join(inner, { code: team.code ?? "", agrees: true }));
    for (const { first, second, refused } of [
      { first: enters, second: seats, refused: barred },
      { first: joins, second: seats, refused: barred },
      { first: seats, second: enters, refused: notEntrant },
      { first: seats, second: joins, refused: notEntrant },
    ]) {
      const { actor } = await person();
      const code = await appointed();
      const later = await as(ctx, actor, async (inner) => {
        if (first === seats) await takeSeat(inner, code);
        else if (first === joins) await join(inner, { code: team.code ?? "", agrees: true });
        else await anEntry(inner, { ...contest, actor, teamName: "红柳队" });
        const tried = Promise.allSettled([second(actor, code)]);
        await somebodyWaits(db);
        return { tried };
      });
      const [outcome] = await later.tried;
      assert.equal(outcome?.status === "rejected" && outcome.reason.id, refused.id);
    }
  },
);

dbTest(
  "who comes to have a stake with the seat taken judges nobody of the category, and what they gave does not count",
  async ({ db, ctx: base }) => {
    const { ctx, contest } = await world(base);
    const [one, other] = [await anAcceptedEntry(ctx, contest), await anAcceptedEntry(ctx, contest)];
    const { id: round } = await as(ctx, contest.editor, (inner) =>
      addRound(inner, contest.categoryId, {
        stage: "final",
        rule: "sum",
        criteria: [{ name: "总分", weight: 1 }],
      }),
    );
    const jurors = await inTx(ctx, async (inner) => [
      await aJuror(inner, contest),
      await aJuror(inner, contest),
    ]);
    const [fair, partial] = jurors;
    assert.ok(fair && partial?.subject);
    const give = (juror: Actor, entry: string, mark: number) =>
      as(ctx, juror, (inner) => score(inner, { id: round, entry, points: [mark] }));
    await give(partial, other.id, 0);
    // As it stands when the entry was theirs before such seats were refused.
    await db.run`update programme.contest_member set subject = ${partial.subject} where entry_id = ${one.id}`;
    await assert.rejects(give(partial, other.id, 0), barred);
    await assert.rejects(give(partial, one.id, 10), barred);
    for (const { id } of [one, other]) await give(fair, id, 8);
    assert.equal((await showDeskRound({ ...ctx, actor: contest.editor }, round)).lacking, 0);
    const later = hoursOn(ctx, 21);
    const rows = [one, other].map(({ id }) => ({
      ...{ entryId: id, status: "ok" as const, value: null },
      ...{ advances: false, award: null },
    }));
    await as(later, contest.editor, (inner) => enterResults(inner, round, rows));
    await as(later, contest.publisher, (inner) => publishResults(inner, round, 2));
    const [shown] = (await showContest(later, contest.id)).categories[0]?.rounds ?? [];
    assert.deepEqual([shown?.jurors, shown?.results.map(({ value }) => value)], [1, [8, 8]]);
  },
);

dbTest(
  "of an entrant's and a juror's account joined the entry stays and the seat ends",
  async ({ db, ctx: base }) => {
    for (const judge of ["from", "into"] as const) {
      const { ctx, contest, appointed, seats, person } = await world(base);
      const both = { from: await person(), into: await person() };
      await seats(both[judge].actor, await appointed());
      const { actor } = both[judge === "from" ? "into" : "from"];
      await inTx(ctx, (inner) => anEntry(inner, { ...contest, actor }));
      const [moved] = await inTx(ctx, (inner) => mergeContestants(inner, both));
      assert.deepEqual(
        moved?.settled.map(({ text }) => text),
        ["merge.contest.judged"],
      );
      assert.deepEqual(
        await db.one`
        select j.ended_at is not null as ended, (select count(*)::int from programme.contest_member where subject = ${both.into.subject}) as entries
          from programme.contest_juror j where j.event_id = ${contest.id}`,
        { ended: true, entries: 1 },
      );
    }
  },
);
