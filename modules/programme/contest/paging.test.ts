/** A contest of thousands is read page by page, by whoever reads it. */
import assert from "node:assert/strict";
import { anOrganisation } from "#places/testing";
import { inTx, trueRandom } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { anEvent } from "../testing.ts";
import { score, standAside } from "./judge.ts";
import { enterResults, publishResults } from "./results.ts";
import { showContest, showJuryRound } from "./show-contest.ts";
import { showDeskContest } from "./show-desk.ts";
import { aContest, aJuror, anAcceptedEntry, as, hoursOn, moreLikeIt } from "./testing.ts";
import { addRound } from "./write-contest.ts";

/** What a list tells, page by page. */
async function pages<P extends { next: string | null }, R>(
  read: (after?: string) => Promise<P>,
  rows: (page: P) => R[],
): Promise<R[][]> {
  const all: R[][] = [];
  for (let after: string | undefined; ; ) {
    const page = await read(after);
    all.push(rows(page));
    if (page.next === null) return all;
    after = page.next;
  }
}

dbTest("jury, desk and public read every entry once, a page at a time", async ({ db, ctx: base }) => {
  const ctx = { ...base, random: trueRandom };
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
  const event = await anEvent(ctx, { organisationId, event: { kind: "contest" } });
  const contest = await aContest(ctx, event, { places: 500 });
  const first = await anAcceptedEntry(ctx, contest);
  await moreLikeIt(db, first.id, 250);
  const last = await anAcceptedEntry(ctx, contest);
  assert.equal(last.number, 252);
  const { id: round } = await as(ctx, contest.editor, (inner) =>
    addRound(inner, contest.categoryId, {
      stage: "final",
      rule: "mean",
      criteria: [{ name: "总分", weight: 1 }],
    }),
  );
  const juror = await inTx(ctx, (inner) => aJuror(inner, contest));
  await as(ctx, juror, (inner) => score(inner, { id: round, entry: last.id, points: [9] }));
  await as(ctx, juror, (inner) => standAside(inner, { id: round, entry: first.id }));

  const judging = { ...ctx, actor: juror };
  const { total, done } = await showJuryRound(judging, round);
  assert.deepEqual([total, done], [252, 2]);
  const judged = await pages(
    (after) => showJuryRound(judging, round, after),
    ({ entries }) => entries,
  );
  assert.deepEqual(
    judged.map(({ length }) => length),
    [30, 30, 30, 30, 30, 30, 30, 30, 12],
  );
  const numbers = Array.from({ length: 252 }, (_, at) => at + 1);
  assert.deepEqual(
    judged.flat().map(({ number }) => number),
    numbers,
  );
  const [aside, given] = [judged.flat().at(0), judged.flat().at(-1)];
  assert.deepEqual(
    [aside?.conflict, aside?.points, given?.conflict, given?.points],
    [true, null, false, [9]],
  );

  await db.run`update programme.contest_entry set state = 'submitted' where event_id = ${contest.id} and number = 200`;
  const desk = await pages(
    (after) => showDeskContest({ ...ctx, actor: contest.publisher }, contest.id, after),
    ({ entries }) => entries.map(({ number }) => number),
  );
  assert.deepEqual(
    desk.map(({ length }) => length),
    [100, 100, 52],
  );
  assert.deepEqual(
    desk.flat(),
    [200, ...numbers.filter((number) => number !== 200)],
    "to decide about first",
  );
  await db.run`update programme.contest_entry set state = 'accepted' where event_id = ${contest.id}`;

  const later = hoursOn(ctx, 21);
  const rows = judged.flat().map(({ id, number }) => ({
    entryId: id,
    status: number === 252 ? ("ok" as const) : number % 2 ? ("dns" as const) : ("dnf" as const),
    value: null,
    advances: false,
    award: null,
  }));
  await as(later, contest.editor, (inner) => enterResults(inner, round, rows));
  await as(later, contest.publisher, (inner) => publishResults(inner, round, 2));
  const shown = await pages(
    async (after) => {
      const [only] = (await showContest(later, contest.id, after)).categories[0]?.rounds ?? [];
      assert.ok(only);
      return only;
    },
    ({ results }) => results.map(({ number }) => number),
  );
  assert.deepEqual(
    shown.map(({ length }) => length),
    [100, 100, 52],
  );
  const of = (rest: number) => numbers.filter((number) => number !== 252 && number % 2 === rest);
  assert.deepEqual(shown.flat(), [252, ...of(0), ...of(1)], "by place, then who did not finish or start");
});
