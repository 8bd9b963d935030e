/** One person in contests and feedback: forgotten, and joined with another account. */
import assert from "node:assert/strict";
import { aResident } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx, trueRandom } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { mergeFeedback } from "../feedback/merge.ts";
import { aRating } from "../feedback/testing.ts";
import { anEvent } from "../testing.ts";
import { join } from "./enter.ts";
import { contestsOf, forgetContestant, mergeContestants } from "./one-person.ts";
import { showContest, showMine } from "./show-contest.ts";
import { aContest, aJuror, anEntry } from "./testing.ts";

async function world(base: Ctx, team: { teamFrom: number; teamTo: number } = { teamFrom: 1, teamTo: 1 }) {
  const ctx = { ...base, random: trueRandom };
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
  const contest = await aContest(
    ctx,
    await anEvent(ctx, { organisationId, event: { kind: "contest" } }),
    team,
  );
  return { ctx, contest, organisationId };
}
const personOf = ({ account, subject }: { account: string; subject: string }) => ({ account, subject });

dbTest(
  "who is erased is in no contest any more: the place is free, a team goes on, the seat is empty",
  async ({ db, ctx: base }) => {
    const { ctx, contest } = await world(base, { teamFrom: 1, teamTo: 3 });
    const team = await inTx(ctx, (inner) => anEntry(inner, { ...contest, teamName: "白杨队" }));
    const member = await inTx(ctx, (inner) => aResident(inner));
    await inTx({ ...ctx, actor: member.actor }, (inner) =>
      join(inner, { code: team.code ?? "", agrees: true }),
    );
    assert.ok((await inTx(ctx, (inner) => forgetContestant(inner, member.subject))) > 0);
    assert.deepEqual((await showMine({ ...ctx, actor: team.actor })).items[0]?.members, ["古丽娜尔·艾山"]);
    const juror = await inTx(ctx, (inner) => aJuror(inner, contest));
    for (const gone of [team.actor, juror])
      await inTx(ctx, (inner) => forgetContestant(inner, gone.subject ?? ""));
    assert.equal((await showContest(ctx, contest.id)).categories[0]?.left, 20);
    assert.deepEqual(await contestsOf(ctx, team.actor.subject ?? ""), []);
    const { named } = await db.one<{ named: number }>`
    select (select count(*) from programme.contest_entry where event_id = ${contest.id} and (subject is not null or title <> ''))::int
         + (select count(*) from programme.contest_juror where event_id = ${contest.id} and name <> '')::int as named`;
    assert.equal(named, 0);
  },
);

dbTest(
  "joined accounts are in a category once, as the one that stays; what only one has moves",
  async ({ ctx: base }) => {
    const { ctx, contest } = await world(base);
    const { contest: other } = await world(ctx);
    const [from, into] = await inTx(ctx, async (inner) => [await aResident(inner), await aResident(inner)]);
    assert.ok(from && into);
    await inTx(ctx, async (inner) => {
      for (const who of [from, into]) await anEntry(inner, { ...contest, actor: who.actor });
      await anEntry(inner, { ...other, actor: from.actor });
    });
    const [moved] = await inTx(ctx, (inner) =>
      mergeContestants(inner, { from: personOf(from), into: personOf(into) }),
    );
    assert.deepEqual(
      moved?.settled.map(({ text }) => text),
      ["merge.contest.twice"],
    );
    const mine = await showMine({ ...ctx, actor: into.actor });
    assert.deepEqual(mine.items.map(({ state }) => state).sort(), ["submitted", "submitted", "withdrawn"]);
    assert.deepEqual((await showMine({ ...ctx, actor: from.actor })).items, []);
  },
);

dbTest("of a session both have rated one rating stays", async ({ db, ctx: base }) => {
  const { ctx, organisationId } = await world(base);
  const event = await anEvent(ctx, { organisationId });
  const from = await aRating(ctx, event, 1);
  const into = await aRating(ctx, event, 5);
  const [moved] = await inTx(ctx, (inner) =>
    mergeFeedback(inner, { from: personOf(from), into: personOf(into) }),
  );
  assert.equal(moved?.settled.length, 1);
  assert.deepEqual(
    await db.many`select subject, stars from programme.feedback where event_id = ${event.id}`,
    [{ subject: into.subject, stars: 5 }],
  );
});
