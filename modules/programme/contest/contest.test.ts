/** A contest from entry to award, and what is refused on the way. */
import assert from "node:assert/strict";
import type { Static } from "typebox";
import { aChild, aResident, noticesOf } from "#people/testing";
import { anOrganisation } from "#places/testing";
import type { Actor } from "#platform/auth";
import { type Ctx, inTx, type TxCtx, trueRandom } from "#platform/ctx";
import { Problem } from "#platform/errors";
import { dbTest } from "#platform/testing";
import { anEvent } from "../testing.ts";
import type { CategoryText } from "./contract.ts";
import { enter, join, leave } from "./enter.ts";
import { score, standAside } from "./judge.ts";
import { enterResults, publishResults, retractResults } from "./results.ts";
import { showContest, showJuryRound, showMine } from "./show-contest.ts";
import { showDeskRound } from "./show-desk.ts";
import { aContest, aJuror, anEntry, type BuiltContest, hoursOn } from "./testing.ts";
import { addRound, decide, setPlaces } from "./write-contest.ts";

const refusal = (id: string) => (error: unknown) => error instanceof Problem && error.id === id;
const fault = (field: string) => (error: unknown) =>
  error instanceof Problem && error.faults.some((one) => one.field === field);
const as = <R>(ctx: Ctx, actor: Actor, work: (inner: TxCtx) => Promise<R>): Promise<R> =>
  inTx({ ...ctx, actor }, work);

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
const accepted = async (
  ctx: Ctx,
  contest: BuiltContest,
  words: { title?: string; namePublic?: boolean } = {},
) =>
  inTx(ctx, async (inner) => {
    const entry = await anEntry(inner, { ...contest, ...words });
    await decide({ ...inner, actor: contest.publisher }, entry.id, { accept: true });
    return entry;
  });
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
  const song = await accepted(ctx, contest, { title: "草原之夜" });
  const dance = await accepted(ctx, contest, { title: "黑走马", namePublic: false });
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
    refusal("contest.scores-missing"),
  );
  await judge(first.id, dance.id, [
    [9.5, 9],
    [9, 9],
  ]);
  await as(hoursOn(ctx, 21), contest.editor, (inner) => enterResults(inner, first.id, rows));
  await assert.rejects(
    inTx(ctx, (inner) => anEntry(inner, contest)),
    refusal("contest.closed"),
    "nobody enters what is judged already",
  );
  await assert.rejects(
    as(ctx, song.actor, (inner) => leave(inner, song.id)),
    refusal("contest.begun"),
  );
  const hidden = await showContest(ctx, contest.id);
  assert.deepEqual(
    hidden.categories[0]?.rounds.map(({ results }) => results),
    [[], []],
    "nothing before publication",
  );
  await assert.rejects(
    as(hoursOn(ctx, 21), contest.editor, (inner) => publishResults(inner, first.id, 2)),
    refusal("contest.own-results"),
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

dbTest(
  "the last place of a category goes to one of twenty; the database refuses one more even to a bug",
  async ({ db, ctx: base }) => {
    const { ctx, contest } = await world(base, { places: 1 });
    const people = await inTx(ctx, (inner) =>
      Promise.all(Array.from({ length: 20 }, () => aResident(inner))),
    );
    const tries = await Promise.allSettled(
      people.map(({ actor }) => inTx(ctx, (inner) => anEntry(inner, { ...contest, actor }))),
    );
    assert.equal(tries.filter(({ status }) => status === "fulfilled").length, 1);
    for (const one of tries) if (one.status === "rejected") assert.ok(refusal("contest.full")(one.reason));
    await assert.rejects(
      db.run`update programme.contest_category set taken = taken + 1 where id = ${contest.categoryId}`,
      {
        constraint: "contest_category_not_overfull",
      },
    );
  },
);

dbTest(
  "without the guard two take the last place: counting first and writing after is a race",
  async ({ db, ctx: base }) => {
    const { contest } = await world(base, { places: 1 });
    await db.run`create table naive_entry (category_id uuid not null)`;
    const both = Promise.withResolvers<void>();
    let read = 0;
    const naive = () =>
      db.tx(async (tx) => {
        const { free } = await tx.one<{ free: boolean }>`
        select (select count(*) from naive_entry where category_id = c.id) < c.places as free
          from programme.contest_category c where c.id = ${contest.categoryId}`;
        if (!free) throw new Error("none left");
        if (++read === 2) both.resolve();
        await both.promise;
        await tx.run`insert into naive_entry values (${contest.categoryId})`;
      });
    await Promise.all([naive(), naive()]);
    assert.deepEqual(await db.one`select count(*)::int as sold from naive_entry`, { sold: 2 });
    await db.run`drop table naive_entry`;
  },
);

dbTest(
  "a person is in a category once, alone or in a team, however fast they press",
  async ({ ctx: base }) => {
    const { ctx, contest } = await world(base, { teamFrom: 2, teamTo: 3 });
    const { actor } = await inTx(ctx, (inner) => aResident(inner));
    const pressed = await Promise.allSettled(
      Array.from({ length: 6 }, () =>
        inTx(ctx, (inner) => anEntry(inner, { ...contest, actor, teamName: "白杨队" })),
      ),
    );
    assert.equal(pressed.filter(({ status }) => status === "fulfilled").length, 1);
    const other = await inTx(ctx, (inner) => anEntry(inner, { ...contest, teamName: "红柳队" }));
    await assert.rejects(
      as(ctx, actor, (inner) => join(inner, { code: other.code ?? "", agrees: true })),
      refusal("contest.already-in"),
    );
  },
);

dbTest(
  "a team is joined by code, each agreeing themself, until it is whole; too small it is not accepted",
  async ({ ctx: base }) => {
    const { ctx, contest } = await world(base, { teamFrom: 2, teamTo: 2 });
    const team = await inTx(ctx, (inner) => anEntry(inner, { ...contest, teamName: "白杨队" }));
    const code = team.code ?? "";
    const [second, third] = await inTx(ctx, async (inner) => [
      await aResident(inner),
      await aResident(inner),
    ]);
    assert.ok(second && third);
    const accept = () => as(ctx, contest.publisher, (inner) => decide(inner, team.id, { accept: true }));
    await assert.rejects(accept(), refusal("contest.team-too-small"));
    const joins = (actor: Actor, agrees = true) =>
      as(ctx, actor, (inner) => join(inner, { code: code.toLowerCase(), agrees }));
    await assert.rejects(joins(second.actor, false), fault("/body/agrees"));
    await joins(second.actor);
    await assert.rejects(joins(third.actor), refusal("contest.team-full"));
    await accept();
    await as(ctx, second.actor, (inner) => leave(inner, team.id));
    await joins(third.actor);
    const { withdrawn } = await as(ctx, team.actor, (inner) => leave(inner, team.id));
    assert.ok(withdrawn, "the captain withdraws the whole entry");
    await assert.rejects(joins(second.actor), refusal("contest.no-such-code"));
    assert.equal((await showContest(ctx, contest.id)).categories[0]?.left, 20, "its place is free again");
  },
);

dbTest("a child is entered by the guardian who acts for it, and by nobody else", async ({ ctx: base }) => {
  const { ctx, contest } = await world(base, { ageFrom: 6, ageTo: 12 });
  const child = await inTx(ctx, async (inner) => aChild(inner, await aResident(inner)));
  const words = {
    id: contest.categoryId,
    title: "小马驹",
    description: "",
    link: null,
    teamName: null,
    namePublic: false,
    agrees: true,
  };
  const helper = {
    ...child.actor,
    onBehalfOf: { account: child.account, subject: child.subject, as: "helper" as const },
  };
  await assert.rejects(
    as(ctx, helper, (inner) => enter(inner, words)),
    refusal("contest.guardian-needed"),
  );
  await as(ctx, child.actor, (inner) => enter(inner, words));
  const mine = await showMine({ ...ctx, actor: child.actor });
  assert.deepEqual(
    mine.items.map(({ title, can }) => [title, can]),
    [["小马驹", ["leave"]]],
  );
  const { actor } = await inTx(ctx, (inner) => aResident(inner));
  await assert.rejects(
    as(ctx, actor, (inner) => enter(inner, words)),
    refusal("contest.age-unknown"),
  );
});

dbTest(
  "an entry is refused with a reason, its people are told, its place is free; a category keeps what is taken",
  async ({ ctx: base }) => {
    const { ctx, contest } = await world(base, { places: 2 });
    const [one] = await inTx(ctx, async (inner) => [
      await anEntry(inner, contest),
      await anEntry(inner, contest),
    ]);
    assert.ok(one);
    const places = (count: number) =>
      as(ctx, contest.editor, (inner) => setPlaces(inner, contest.categoryId, count, "名额有变"));
    await assert.rejects(places(1), refusal("contest.places-taken"));
    const decided = (reason?: string) =>
      as(ctx, contest.publisher, (inner) =>
        decide(inner, one.id, { accept: false, ...(reason && { reason }) }),
      );
    await assert.rejects(decided(), fault("/body/reason"));
    await decided("作品不是原创");
    await assert.rejects(decided("再次拒绝"), refusal("contest.decided-already"));
    await places(1);
    const notices = await noticesOf(ctx.db, one.actor.subject ?? "");
    assert.deepEqual(
      notices.map(({ key, data }) => [key, data.reason]),
      [["notice.contest-refused", "作品不是原创"]],
    );
  },
);

dbTest(
  "a juror stands aside, never judges an own entry, and changes points only with a reason",
  async ({ db, ctx: base }) => {
    const { ctx, contest } = await world(base);
    const juror = await inTx(ctx, (inner) => aJuror(inner, contest));
    const theirs = await inTx(ctx, (inner) => anEntry(inner, { ...contest, actor: juror }));
    await as(ctx, contest.publisher, (inner) => decide(inner, theirs.id, { accept: true }));
    const other = await accepted(ctx, contest);
    const { id } = await as(ctx, contest.editor, (inner) =>
      addRound(inner, contest.categoryId, {
        stage: "final",
        rule: "mean",
        criteria: [{ name: "总分", weight: 1 }],
      }),
    );
    const give = (entry: string, mark: number, reason?: string) =>
      as(ctx, juror, (inner) => score(inner, { id, entry, points: [mark], ...(reason && { reason }) }));
    await assert.rejects(give(theirs.id, 10), refusal("contest.own-entry"));
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
    await assert.rejects(give(other.id, 5), refusal("contest.stood-aside"));
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
  },
);

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
      await accepted(ctx, contest),
      await accepted(ctx, contest),
      await accepted(ctx, contest),
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
    await assert.rejects(enters(rows.slice(0, 2)), refusal("contest.other-entries"));
    await assert.rejects(enters([row(fast.id), ...rows.slice(1)]), fault("/body/rows/0/value"));
    await enters(rows);
    await assert.rejects(
      db.run`update programme.contest_round set published_by = entered_by, published_at = now() where id = ${id}`,
      { constraint: "contest_round_second_person" },
    );
    const publishes = (seen: number) =>
      as(hoursOn(ctx, 21), contest.publisher, (inner) => publishResults(inner, id, seen));
    await publishes(2);
    await assert.rejects(enters(rows), refusal("contest.results-public"));
    await as(ctx, contest.publisher, (inner) => retractResults(inner, id, "计时有误"));
    await enters([row(fast.id, { value: 179.9 }), ...rows.slice(1)]);
    await assert.rejects(publishes(2), refusal("event.changed-meanwhile"), "not what they have seen");
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
