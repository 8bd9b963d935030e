/** What the database refuses even to a bug: each guard of permits, series, contests and feedback by its name. A guard taken away makes its test fail. */
import assert from "node:assert/strict";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx, trueRandom } from "#platform/ctx";
import { type Db, newId } from "#platform/db";
import { dbTest } from "#platform/testing";
import { aContest, aJuror, anAcceptedEntry, anEntry, as } from "./contest/testing.ts";
import { addRound } from "./contest/write-contest.ts";
import { aRating } from "./feedback/testing.ts";
import { anEvent, aSeries } from "./testing.ts";

const permitted = (column: "number" | "authority") => async (ctx: Ctx) => {
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
  const { id } = await anEvent(ctx, { organisationId, until: "draft" });
  await (column === "number"
    ? ctx.db.run`update programme.event set permit_number = '演许 1 号' where id = ${id}`
    : ctx.db
        .run`update programme.event set permit_authority = '文旅局', permit_valid = '[2026-06-01,2026-07-01)' where id = ${id}`);
};
const ruleTwice = ({ db, clock }: Ctx) => db.run`
  insert into programme.permit_rule (id, kind, basis, since)
  select ${newId()}, kind, basis, ${clock()} from programme.permit_rule where kind = 'commercial-performance' and ended_at is null`;

const partTwice = async (ctx: Ctx) => {
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
  const { id: parentId } = await aSeries(ctx, { organisationId });
  for (const name of ["2026 冰雪季", "2027 冰雪季"])
    await aSeries(ctx, { organisationId, level: "edition", parentId, name });
  await ctx.db.run`update programme.series set name = '2026 冰雪季' where parent_id = ${parentId}`;
};

const aSeason =
  (how: (db: Db, ids: { whole: string; edition: string }) => Promise<unknown>) => async (ctx: Ctx) => {
    const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
    const { id: whole } = await aSeries(ctx, { organisationId });
    const { id: edition } = await aSeries(ctx, {
      organisationId,
      level: "edition",
      parentId: whole,
      name: "2026 冰雪季",
    });
    await how(ctx.db, { whole, edition });
  };

interface Contest {
  id: string;
  category: string;
  /** Accepted, of a team of two that may be three. */
  entry: string;
  captain: string;
  other: string;
  round: string;
  juror: string;
}

/** A contest with two entries, a juror in their seat and a round nobody has judged. */
const contested = (how: (db: Db, of: Contest) => Promise<unknown>) => async (base: Ctx) => {
  const ctx = { ...base, random: trueRandom };
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
  const event = await anEvent(ctx, { organisationId, event: { kind: "contest" } });
  const contest = await aContest(ctx, event, { teamFrom: 1, teamTo: 3 });
  const entry = await anAcceptedEntry(ctx, contest, { teamName: "白杨队" });
  const other = await inTx(ctx, (inner) => anEntry(inner, { ...contest, teamName: "红柳队" }));
  const { subject } = await inTx(ctx, (inner) => aJuror(inner, contest));
  const { id: round } = await as(ctx, contest.editor, (inner) =>
    addRound(inner, contest.categoryId, {
      stage: "final",
      rule: "mean",
      criteria: [{ name: "总分", weight: 1 }],
    }),
  );
  await how(ctx.db, {
    id: contest.id,
    category: contest.categoryId,
    entry: entry.id,
    captain: entry.actor.subject ?? "",
    other: other.id,
    round,
    juror: subject ?? "",
  });
};

const aSeat = (
  db: Db,
  of: Contest,
  { code = null, subject = null }: { code?: string | null; subject?: string | null },
) => db.run`
  insert into programme.contest_juror (id, event_id, name, code, subject, appointed_at)
  values (${newId()}, ${of.id}, '评委', ${code}, ${subject}, now())`;
const aResult = (
  db: Db,
  of: Contest,
  row: { status: string; value: number | null; place: number | null; advances?: boolean },
) => db.run`
  insert into programme.contest_result (round_id, entry_id, status, value, place, advances)
  values (${of.round}, ${of.entry}, ${row.status}, ${row.value}, ${row.place}, ${row.advances ?? false})`;

const rated =
  (how: (db: Db, of: { session: string; subject: string }) => Promise<unknown>) => async (base: Ctx) => {
    const ctx = { ...base, random: trueRandom };
    const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
    const event = await anEvent(ctx, { organisationId });
    const { subject } = await aRating(ctx, event, 5);
    await how(ctx.db, { session: event.sessionIds[0] ?? "", subject });
  };

const brandTwice = (again: string) => async (ctx: Ctx) => {
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
  for (const name of ["冰雪季", "水节"]) await aSeries(ctx, { organisationId, name });
  await ctx.db
    .run`update programme.series set name = ${again} where organisation_id = ${organisationId} and name = '水节'`;
};

/** Each breaks one guard and nothing else. */
const attempts: [guard: string, how: string, (ctx: Ctx) => Promise<unknown>][] = [
  ["event_permit_whole", "a number alone", permitted("number")],
  ["event_permit_whole", "all but the number", permitted("authority")],
  ["permit_rule_in_force", "two rules for one kind", ruleTwice],
  ["series_part_called_once", "two editions of one name", partTwice],
  [
    "series_levels_in_order",
    "an edition of an edition",
    aSeason(
      (db, { edition }) =>
        db.run`update programme.series set parent_id = id, parent_level = 'edition' where id = ${edition}`,
    ),
  ],
  [
    "series_days_in_order",
    "over before it begins",
    aSeason(
      (db, { edition }) =>
        db.run`update programme.series set starts_on = '2026-12-05', ends_on = '2026-12-04' where id = ${edition}`,
    ),
  ],
  [
    "contest_window",
    "closed before it opens",
    contested(
      (db, { id }) => db.run`update programme.contest set closes_at = opens_at where event_id = ${id}`,
    ),
  ],
  [
    "contest_category_not_overfull",
    "one entry more than places",
    contested(
      (db, { category }) =>
        db.run`update programme.contest_category set taken = places + 1 where id = ${category}`,
    ),
  ],
  [
    "contest_category_not_overfull",
    "more given back than taken",
    contested(
      (db, { category }) => db.run`update programme.contest_category set taken = -1 where id = ${category}`,
    ),
  ],
  [
    "contest_category_ages",
    "from 18 to 12",
    contested(
      (db, { category }) =>
        db.run`update programme.contest_category set age_from = 18, age_to = 12 where id = ${category}`,
    ),
  ],
  [
    "contest_category_measured",
    "measured without a unit",
    contested(
      (db, { category }) =>
        db.run`update programme.contest_category set decided = 'measured' where id = ${category}`,
    ),
  ],
  [
    "contest_entry_team_not_overfull",
    "one member more than the team may have",
    contested(
      (db, { entry }) =>
        db.run`update programme.contest_entry set members = most_members + 1 where id = ${entry}`,
    ),
  ],
  [
    "contest_entry_team_not_overfull",
    "fewer than nobody",
    contested((db, { entry }) => db.run`update programme.contest_entry set members = -1 where id = ${entry}`),
  ],
  [
    "contest_entry_number",
    "one number for two",
    contested(
      (db, { entry, other }) =>
        db.run`update programme.contest_entry set number = (select number from programme.contest_entry where id = ${entry}) where id = ${other}`,
    ),
  ],
  [
    "contest_entry_code_key",
    "one code for two teams",
    contested(
      (db, { entry, other }) =>
        db.run`update programme.contest_entry set code = (select code from programme.contest_entry where id = ${entry}) where id = ${other}`,
    ),
  ],
  [
    "contest_entry_refused_because",
    "refused without a reason",
    contested(
      (db, { other }) => db.run`update programme.contest_entry set state = 'refused' where id = ${other}`,
    ),
  ],
  [
    "contest_entry_titled",
    "somebody's without a title",
    contested((db, { entry }) => db.run`update programme.contest_entry set title = '' where id = ${entry}`),
  ],
  [
    "contest_member_once",
    "in two teams of a category",
    contested(
      (db, { category, other, captain }) =>
        db.run`
          insert into programme.contest_member (entry_id, category_id, subject, agreed_at, rules_version)
          values (${other}, ${category}, ${captain}, now(), 1)`,
    ),
  ],
  [
    "contest_juror_once",
    "two seats for one person",
    contested((db, of) => aSeat(db, of, { subject: of.juror })),
  ],
  [
    "contest_juror_code_key",
    "one code for two seats",
    contested(async (db, of) => {
      await aSeat(db, of, { code: "ABCDE23456" });
      await aSeat(db, of, { code: "ABCDE23456" });
    }),
  ],
  [
    "contest_juror_seated",
    "a seat that is taken and can be taken",
    contested(
      (db, { juror }) =>
        db.run`update programme.contest_juror set code = 'ABCDE23457' where subject = ${juror}`,
    ),
  ],
  [
    "contest_round_stage",
    "two finals",
    contested(
      (db, { category }) =>
        db.run`
          insert into programme.contest_round (id, category_id, stage, made_at) values (${newId()}, ${category}, 'final', now())`,
    ),
  ],
  [
    "contest_round_judged",
    "a jury's without criteria",
    contested(
      (db, { round }) => db.run`update programme.contest_round set criteria = '[]' where id = ${round}`,
    ),
  ],
  [
    "contest_round_entered",
    "entered by nobody",
    contested(
      (db, { round }) => db.run`update programme.contest_round set entered_at = now() where id = ${round}`,
    ),
  ],
  [
    "contest_round_published",
    "made public by nobody",
    contested(
      (db, { round, juror }) =>
        db.run`update programme.contest_round set entered_by = ${juror}, entered_at = now(), published_at = now() where id = ${round}`,
    ),
  ],
  [
    "contest_round_entered_first",
    "public before anything was entered",
    contested(
      (db, { round, juror }) =>
        db.run`update programme.contest_round set published_by = ${juror}, published_at = now() where id = ${round}`,
    ),
  ],
  [
    "contest_round_second_person",
    "made public by whoever entered it",
    contested(
      (db, { round, juror }) =>
        db.run`
          update programme.contest_round set entered_by = ${juror}, entered_at = now(), published_by = ${juror}, published_at = now()
           where id = ${round}`,
    ),
  ],
  [
    "contest_score_changed_because",
    "changed without a reason",
    contested(
      (db, { round, entry, juror }) =>
        db.run`
          insert into programme.contest_score (round_id, entry_id, juror_id, points, given_at, changed_at)
          select ${round}, ${entry}, id, '{900}', now(), now() from programme.contest_juror where subject = ${juror}`,
    ),
  ],
  [
    "contest_result_whole",
    "a place of whoever did not start",
    contested((db, of) => aResult(db, of, { status: "dns", value: 9, place: 1 })),
  ],
  [
    "contest_result_whole",
    "finished without a place",
    contested((db, of) => aResult(db, of, { status: "ok", value: 9, place: null })),
  ],
  [
    "contest_result_earned",
    "whoever did not start goes on",
    contested((db, of) => aResult(db, of, { status: "dns", value: null, place: null, advances: true })),
  ],
  [
    "contest_result_disqualified_because",
    "disqualified who did not start",
    contested(async (db, of) => {
      await aResult(db, of, { status: "dns", value: null, place: null });
      await db.run`update programme.contest_result set reason = '抢跑两次' where round_id = ${of.round}`;
    }),
  ],
  [
    "feedback_once",
    "rated twice",
    rated(
      (db, { session, subject }) =>
        db.run`
          insert into programme.feedback (id, session_id, event_id, subject, stars, given_at)
          select ${newId()}, session_id, event_id, subject, 1, given_at from programme.feedback
           where session_id = ${session} and subject = ${subject}`,
    ),
  ],
  [
    "feedback_answered",
    "an answer of no time",
    rated(
      (db, { session, subject }) =>
        db.run`update programme.feedback set answer = '谢谢。' where session_id = ${session} and subject = ${subject}`,
    ),
  ],
  ["series_brand_called_once", "two brands of one name", brandTwice("冰 雪季")],
  ["series_brand_called_once", "a variation selector in it", brandTwice("冰\ufe0f雪\u{e0100}季")],
  ["series_brand_called_once", "an empty braille pattern in it", brandTwice("冰雪\u2800季")],
];

for (const [guard, how, attempt] of attempts)
  dbTest(`the database keeps ${guard}: ${how}`, async ({ ctx }) => {
    await assert.rejects(attempt(ctx), { constraint: guard });
  });

dbTest(
  "no guard of contests, feedback, series and works is without an attempt to break it",
  async ({ db }) => {
    const guards = await db.many<{ name: string }>`
    with own as (
      select oid from pg_class where relnamespace = 'programme'::regnamespace and relkind = 'r' and relname ~ '^(contest|feedback|series|work)')
    select c.conname as name from pg_constraint c join own on own.oid = c.conrelid
     where c.contype in ('u', 'x', 'c') and c.conname !~ '_check[0-9]*$'
     union
    select i.relname from pg_index x join own on own.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
     where x.indisunique and not x.indisprimary`;
    const tried = new Set(attempts.map(([guard]) => guard));
    // Beside its primary key, for the foreign key of the parts below.
    assert.deepEqual(
      guards.map(({ name }) => name).filter((name) => !tried.has(name)),
      ["series_id_level_key"],
    );
  },
);
