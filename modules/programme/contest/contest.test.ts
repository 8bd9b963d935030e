/** A contest from entry to award: judged, measured, entered, made public. */
import assert from "node:assert/strict";
import type { Static } from "typebox";
import { noticesOf } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx, trueRandom } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { anEvent } from "../testing.ts";
import type { CategoryText } from "./contract.ts";
import { leave } from "./enter.ts";
import { score, standAside } from "./judge.ts";
import { enterResults, publishResults, retractResults } from "./results.ts";
import { showContest, showJuryRound } from "./show-contest.ts";
import { showDeskRound } from "./show-desk.ts";
import { aContest, aJuror, anAcceptedEntry, anEntry, as, fault, hoursOn } from "./testing.ts";
import { addRound } from "./write-contest.ts";

async function world(
  base: Ctx,
  category: Partial<Static<typeof CategoryText>> = {},
  kind: "contest" | "sport" = "contest",
) {
  const ctx = { ...base, random: trueRandom };
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
  const contest = await aContest(ctx, await anEvent(ctx, { organisationId, event: { kind } }), category);
  return { ctx, contest };
}
const row = (entryId: string, differs: Partial<Parameters<typeof enterResults>[2][number]> = {}) => ({
  entryId,
  status: "ok" as const,
  value: null,
  advances: false,
  award: null,
  ...differs,
});
const twoCriteria = [
  { name: "技巧", weight: 60 },
  { name: "表现", weight: 40 },
];

dbTest("from entry to award: two rounds, a jury, a second person who publishes", async ({ ctx: base }) => {
  const { ctx, contest } = await world(base);
  const song = await anAcceptedEntry(ctx, contest, { title: "草原之夜" });
  const dance = await anAcceptedEntry(ctx, contest, { title: "黑走马", namePublic: false });
  const jurors = await inTx(ctx, async (inner) => [
    await aJuror(inner, contest),
    await aJuror(inner, contest),
  ]);
  const round = (stage: "preliminary" | "final") =>
    as(ctx, contest.editor, (inner) =>
      addRound(inner, contest.categoryId, { stage, rule: "mean", criteria: twoCriteria }),
    );
  const first = await round("preliminary");
  const final = await round("final");
  const judge = (id: string, entry: string, points: number[][]) =>
    Promise.all(
      jurors.map((juror, at) =>
        as(ctx, juror, (inner) => score(inner, { id, entry, points: points[at] ?? [] })),
      ),
    );

  const rows = [row(song.id, { advances: true }), row(dance.id, { advances: true })];
  await judge(first.id, song.id, [
    [9, 8],
    [8, 8],
  ]);
  await assert.rejects(
    as(hoursOn(ctx, 21), contest.editor, (inner) => enterResults(inner, first.id, rows)),
    { id: "contest.scores-missing" },
  );
  await judge(first.id, dance.id, [
    [9.5, 9],
    [9, 9],
  ]);
  await as(hoursOn(ctx, 21), contest.editor, (inner) => enterResults(inner, first.id, rows));
  await assert.rejects(
    inTx(ctx, (inner) => anEntry(inner, contest)),
    { id: "contest.closed" },
    "nobody enters what is judged already",
  );
  await assert.rejects(
    as(ctx, song.actor, (inner) => leave(inner, song.id)),
    { id: "contest.begun" },
  );
  const hidden = await showContest(ctx, contest.id);
  assert.deepEqual(
    hidden.categories[0]?.rounds.map(({ results }) => results),
    [[], []],
    "nothing before publication",
  );
  await assert.rejects(
    as(hoursOn(ctx, 21), contest.editor, (inner) => publishResults(inner, first.id, 2)),
    { id: "contest.own-results" },
  );
  const { told } = await as(hoursOn(ctx, 21), contest.publisher, (inner) =>
    publishResults(inner, first.id, 2),
  );
  assert.equal(told, 2);

  await judge(final.id, song.id, [
    [10, 9],
    [9, 9],
  ]);
  await judge(final.id, dance.id, [
    [7, 8],
    [8, 7],
  ]);
  const awarded = [row(song.id, { award: "first" }), row(dance.id, { award: "excellent" })];
  await as(hoursOn(ctx, 21), contest.editor, (inner) => enterResults(inner, final.id, awarded));
  await as(hoursOn(ctx, 21), contest.publisher, (inner) => publishResults(inner, final.id, 2));
  const shown = (await showContest(ctx, contest.id)).categories[0]?.rounds.at(-1)?.results ?? [];
  assert.deepEqual(
    shown.map(({ place, name, number, value, award }) => ({ place, name, number, value, award })),
    [
      { place: 1, name: "古丽娜尔·艾山", number: song.number, value: 9.3, award: "first" },
      { place: 2, name: null, number: dance.number, value: 7.5, award: "excellent" },
    ],
  );
  const notices = await noticesOf(ctx.db, song.actor.subject ?? "");
  assert.deepEqual(notices.map(({ key }) => key).sort(), [
    "notice.contest-accepted",
    "notice.contest-results",
    "notice.contest-results",
  ]);
});

dbTest("a juror stands aside, and changes points only with a reason", async ({ db, ctx: base }) => {
  const { ctx, contest } = await world(base);
  const juror = await inTx(ctx, (inner) => aJuror(inner, contest));
  const other = await anAcceptedEntry(ctx, contest);
  const { id } = await as(ctx, contest.editor, (inner) =>
    addRound(inner, contest.categoryId, {
      stage: "final",
      rule: "mean",
      criteria: [{ name: "总分", weight: 1 }],
    }),
  );
  const give = (entry: string, mark: number, reason?: string) =>
    as(ctx, juror, (inner) => score(inner, { id, entry, points: [mark], ...(reason && { reason }) }));
  await give(other.id, 8.75);
  await give(other.id, 8.75);
  await assert.rejects(give(other.id, 9), fault("/body/reason"));
  await give(other.id, 9, "听错了段落");
  const audited = await db.many<{ detail: { was?: number[]; reason?: string } }>`
    select detail from platform.audit where what = 'contest.score-changed' and target = ${other.id}`;
  assert.deepEqual(
    audited.map(({ detail }) => [detail.was, detail.reason]),
    [[[875], "听错了段落"]],
  );
  await as(ctx, juror, (inner) => standAside(inner, { id, entry: other.id }));
  await assert.rejects(give(other.id, 5), { id: "contest.stood-aside" });
  const seen = await showJuryRound({ ...ctx, actor: juror }, id);
  assert.deepEqual(
    seen.entries.find((entry) => entry.id === other.id)?.points,
    null,
    "what was given is gone",
  );
  await assert.rejects(
    db.run`
        insert into programme.contest_score (round_id, entry_id, juror_id, points, given_at)
        select ${id}, ${other.id}, id, '{1001}', now() from programme.contest_juror where event_id = ${contest.id}`,
    {
      constraint: "contest_score_points_check",
    },
  );
});

dbTest(
  "measured: who did not finish has no place, corrections are taken back first, the best is the record",
  async ({ db, ctx: base }) => {
    const sport = {
      decided: "measured",
      unit: "time",
      better: "lower",
      discipline: "女子 1000 米",
      places: 9,
    } as const;
    const { ctx, contest } = await world(base, sport, "sport");
    const [fast, slow, none] = [
      await anAcceptedEntry(ctx, contest),
      await anAcceptedEntry(ctx, contest),
      await anAcceptedEntry(ctx, contest),
    ];
    const { id } = await as(ctx, contest.editor, (inner) =>
      addRound(inner, contest.categoryId, { stage: "final", rule: null, criteria: [] }),
    );
    const enters = (rows: Parameters<typeof enterResults>[2], who = contest.editor) =>
      as(hoursOn(ctx, 21), who, (inner) => enterResults(inner, id, rows));
    const rows = [
      row(fast.id, { value: 181.25 }),
      row(slow.id, { value: 200.5 }),
      row(none.id, { status: "dnf", award: "third" }),
    ];
    await assert.rejects(enters(rows.slice(0, 2)), { id: "contest.other-entries" });
    await assert.rejects(enters([row(fast.id), ...rows.slice(1)]), fault("/body/rows/0/value"));
    await enters(rows);
    await assert.rejects(
      db.run`update programme.contest_round set published_by = entered_by, published_at = now() where id = ${id}`,
      { constraint: "contest_round_second_person" },
    );
    const publishes = (seen: number) =>
      as(hoursOn(ctx, 21), contest.publisher, (inner) => publishResults(inner, id, seen));
    await publishes(2);
    await assert.rejects(enters(rows), { id: "contest.results-public" });
    await as(ctx, contest.publisher, (inner) => retractResults(inner, id, "计时有误"));
    await enters([row(fast.id, { value: 179.9 }), ...rows.slice(1)]);
    await assert.rejects(publishes(2), { id: "event.changed-meanwhile" }, "not what they have seen");
    await publishes(3);
    const { categories, records } = await showContest(ctx, contest.id);
    assert.deepEqual(
      categories[0]?.rounds[0]?.results.map(({ place, value, status, award }) => [
        place,
        value,
        status,
        award,
      ]),
      [
        [1, 179.9, "ok", null],
        [2, 200.5, "ok", null],
        [null, null, "dnf", null],
      ],
    );
    assert.deepEqual(
      records.map(({ discipline, value }) => [discipline, value]),
      [["女子 1000 米", 179.9]],
    );
    const desk = await showDeskRound({ ...ctx, actor: contest.publisher }, id);
    assert.deepEqual(desk.can, ["retract"]);
  },
);
