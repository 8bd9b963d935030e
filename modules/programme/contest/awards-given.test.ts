/** Awards are given as the places say, or with a reason that everybody reads; so is disqualifying somebody. */
import assert from "node:assert/strict";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx, trueRandom } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { anEvent } from "../testing.ts";
import { contestsOf, forgetContestant } from "./one-person.ts";
import { enterResults, publishResults, type RowEntered } from "./results.ts";
import { showContest } from "./show-contest.ts";
import { aContest, anAcceptedEntry, as, fault, hoursOn } from "./testing.ts";
import { addRound } from "./write-contest.ts";

/** A measured final of three, entries closed. */
async function world(base: Ctx) {
  const ctx = { ...base, random: trueRandom };
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
  const event = await anEvent(ctx, { organisationId, event: { kind: "sport" } });
  const contest = await aContest(ctx, event, { decided: "measured", unit: "time", better: "lower" });
  const runners = [
    await anAcceptedEntry(ctx, contest),
    await anAcceptedEntry(ctx, contest),
    await anAcceptedEntry(ctx, contest),
  ];
  const { id: round } = await as(ctx, contest.editor, (inner) =>
    addRound(inner, contest.categoryId, { stage: "final", rule: null, criteria: [] }),
  );
  const later = hoursOn(ctx, 21);
  const enters = (differs: Partial<RowEntered>[], reason?: string) => {
    const rows = runners.map(({ id }, at) => ({
      ...{ entryId: id, status: "ok" as const, value: 60 + at, advances: false, award: null },
      ...differs[at],
    }));
    return as(later, contest.editor, (inner) => enterResults(inner, round, rows, reason));
  };
  const shown = async () => {
    await as(later, contest.publisher, (inner) => publishResults(inner, round, 2));
    const [only] = (await showContest(later, contest.id)).categories[0]?.rounds ?? [];
    return [only?.awardsReason, only?.results.map(({ award, reason }) => [award, reason])];
  };
  return { ctx, contest, runners, enters, shown };
}

dbTest(
  "awards against the places need a reason, which stands with the results",
  async ({ db, ctx: base }) => {
    const { contest, enters, shown } = await world(base);
    const upsideDown = [{ award: "third" }, { award: "second" }, { award: "first" }] as const;
    await assert.rejects(enters([...upsideDown]), fault("/body/reason"));
    await assert.rejects(enters([{ award: "first" }, { award: "first" }]), fault("/body/reason"));
    await enters([{ award: "second" }], "一等奖空缺");
    assert.deepEqual(await shown(), [
      "一等奖空缺",
      [
        ["second", null],
        [null, null],
        [null, null],
      ],
    ]);
    const audited = await db.many<{ detail: { awardsReason: string } }>`
    select a.detail from platform.audit a join programme.contest_round r on r.id::text = a.target
      join programme.contest_category c on c.id = r.category_id
     where a.what = 'contest.results-entered' and c.event_id = ${contest.id}`;
    assert.deepEqual(
      audited.map(({ detail }) => detail.awardsReason),
      ["一等奖空缺"],
    );
  },
);

dbTest(
  "nobody is disqualified without a reason, read with the results and gone with the person; 0 s is no time",
  async ({ ctx: base }) => {
    const { ctx, runners, enters, shown } = await world(base);
    const out = { status: "dsq", value: null, award: "first" } as const;
    await assert.rejects(enters([out]), fault("/body/rows/0/reason"));
    await assert.rejects(enters([{ value: 0 }]), fault("/body/rows/0/value"));
    await assert.rejects(enters([{ value: 0.0004 }]), fault("/body/rows/0/value"));
    await enters(
      [
        { ...out, reason: "抢跑两次" },
        { award: "first", reason: "没有这回事" },
      ],
      "名次如此",
    );
    const results = [
      ["first", null],
      [null, null],
    ];
    assert.deepEqual(await shown(), [null, [...results, [null, "抢跑两次"]]]);
    const subject = runners[0]?.actor.subject ?? "";
    const [copy] = await contestsOf(ctx, subject);
    assert.equal(copy?.rows[0]?.disqualified, "抢跑两次");
    await inTx(ctx, (inner) => forgetContestant(inner, subject));
    const { left } = await ctx.db.one<{ left: number }>`
      select count(*)::int as left from programme.contest_result where entry_id = ${runners[0]?.id ?? ""} and reason is not null`;
    assert.equal(left, 0);
  },
);
