/** Nobody decides a contest alone, and nobody judges what is theirs. */
import assert from "node:assert/strict";
import { aResident, noticesOf, withoutName } from "#people/testing";
import { anOrganisation } from "#places/testing";
import type { Actor } from "#platform/auth";
import { type Ctx, inTx, type TxCtx, trueRandom } from "#platform/ctx";
import { Problem } from "#platform/errors";
import { dbTest } from "#platform/testing";
import { cancelEvent } from "../changing/cancel.ts";
import { editEvent } from "../changing/change-event.ts";
import { event as eventOf } from "../event-store.ts";
import { anEvent, someStaff } from "../testing.ts";
import { join, leave } from "./enter.ts";
import { score, standAside, takeSeat } from "./judge.ts";
import { mayChangeContest } from "./may.ts";
import { enterResults, publishResults, retractResults } from "./results.ts";
import { showContest, showJury, showJuryRound, showMine } from "./show-contest.ts";
import { showDeskContest } from "./show-desk.ts";
import { aContest, aJuror, anAcceptedEntry, anEntry, as, contestText, fault, hoursOn } from "./testing.ts";
import { addRound, appoint, decide, dismiss, putContest } from "./write-contest.ts";

async function world(base: Ctx, team = { teamFrom: 1, teamTo: 1 }) {
  const ctx = { ...base, random: trueRandom };
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
  const contest = await aContest(
    ctx,
    await anEvent(ctx, { organisationId, event: { kind: "contest" } }),
    team,
  );
  const { id: round } = await as(ctx, contest.editor, (inner) =>
    addRound(inner, contest.categoryId, {
      stage: "final",
      rule: "mean",
      criteria: [{ name: "总分", weight: 1 }],
    }),
  );
  return { ctx, contest, round };
}
const row = (entryId: string, status: "ok" | "dns" = "ok") => ({
  entryId,
  status,
  value: null,
  advances: false,
  award: null,
});
dbTest(
  "staff of a contest take no seat in its jury, and whoever sat there decides nothing",
  async ({ ctx: base }) => {
    const { ctx, contest, round } = await world(base);
    const { code } = await as(ctx, contest.publisher, (inner) => appoint(inner, contest.id, "评委"));
    for (const staff of [contest.publisher, contest.editor])
      await assert.rejects(
        as(ctx, staff, (inner) => takeSeat(inner, code)),
        { id: "contest.staff-not-jury" },
      );
    const entry = await anAcceptedEntry(ctx, contest);
    const juror = await inTx(ctx, (inner) => aJuror(inner, contest));
    const { id: seat } = await as(ctx, contest.publisher, (inner) => appoint(inner, contest.id, "另一位"));
    const both = { ...contest.publisher, subject: juror.subject };
    for (const work of [
      (inner: TxCtx) => appoint(inner, contest.id, "又一位"),
      (inner: TxCtx) => decide(inner, entry.id, { accept: true }),
      (inner: TxCtx) => enterResults(inner, round, [row(entry.id)]),
      (inner: TxCtx) => retractResults(inner, round, "评分有误"),
      (inner: TxCtx) => dismiss(inner, seat, "临时有事"),
    ])
      await assert.rejects(as<unknown>(ctx, both, work), { id: "contest.jury-not-staff" });
  },
);

dbTest("other staff of the house may judge, and the public reads that they did", async ({ ctx: base }) => {
  const { ctx, contest, round } = await world(base);
  const { orgPath } = (await eventOf(ctx.db, contest.id)) ?? { orgPath: "" };
  const entry = await anAcceptedEntry(ctx, contest);
  const { code } = await as(ctx, contest.publisher, (inner) => appoint(inner, contest.id, "王老师"));
  const clerk = await inTx(ctx, (inner) => someStaff(inner, `${orgPath}desk.`, "clerk"));
  await as(ctx, clerk, (inner) => takeSeat(inner, code));
  const elsewhere = await inTx(ctx, (inner) => someStaff(inner, "elsewhere.", "clerk"));
  const other = await as(ctx, contest.publisher, (inner) => appoint(inner, contest.id, "李老师"));
  await as(ctx, elsewhere, (inner) => takeSeat(inner, other.code));
  for (const juror of [clerk, elsewhere])
    await as(ctx, juror, (inner) => score(inner, { id: round, entry: entry.id, points: [8] }));
  const later = hoursOn(ctx, 21);
  await as(later, contest.editor, (inner) => enterResults(inner, round, [row(entry.id)]));
  await as(later, contest.publisher, (inner) => publishResults(inner, round, 2));
  const [shown] = (await showContest(later, contest.id)).categories[0]?.rounds ?? [];
  assert.deepEqual([shown?.jurors, shown?.ofHouse], [2, 1]);
});

dbTest(
  "points of a dismissed juror stand, and the public reads how many judged",
  async ({ db, ctx: base }) => {
    const { ctx, contest, round } = await world(base);
    const entry = await anAcceptedEntry(ctx, contest);
    for (const mark of [10, 6]) {
      const juror = await inTx(ctx, (inner) => aJuror(inner, contest));
      await as(ctx, juror, (inner) => score(inner, { id: round, entry: entry.id, points: [mark] }));
    }
    const { id } = await db.one<{ id: string }>`
    select juror_id as id from programme.contest_score where round_id = ${round} and points = '{600}'`;
    await as(ctx, contest.publisher, (inner) => dismiss(inner, id, "临时有事"));
    const later = hoursOn(ctx, 21);
    await as(later, contest.editor, (inner) => enterResults(inner, round, [row(entry.id)]));
    await as(later, contest.publisher, (inner) => publishResults(inner, round, 2));
    const [shown] = (await showContest(later, contest.id)).categories[0]?.rounds ?? [];
    assert.deepEqual([shown?.results[0]?.value, shown?.jurors], [8, 2]);
  },
);

dbTest(
  "results wait for the end of entries and for each decision; taken back, the jury judges again",
  async ({ ctx: base }) => {
    const { ctx, contest, round } = await world(base);
    const entry = await anAcceptedEntry(ctx, contest);
    const late = await inTx(ctx, (inner) => anEntry(inner, contest));
    const juror = await inTx(ctx, (inner) => aJuror(inner, contest));
    const later = hoursOn(ctx, 21);
    const gives = (mark: number, reason?: string) =>
      as(later, juror, (inner) =>
        score(inner, { id: round, entry: entry.id, points: [mark], ...(reason && { reason }) }),
      );
    const enters = (at: Ctx) =>
      as(at, contest.editor, (inner) => enterResults(inner, round, [row(entry.id)]));
    const decides = (accept: boolean) =>
      as(later, contest.publisher, (inner) => decide(inner, late.id, { accept, reason: "已经开评" }));
    await gives(8);
    await assert.rejects(enters(ctx), { id: "contest.window-open" });
    await assert.rejects(enters(later), { id: "contest.entries-undecided" });
    await assert.rejects(decides(true), { id: "contest.round-begun" });
    await decides(false);
    await enters(later);
    await assert.rejects(gives(9, "听错了段落"), { id: "contest.round-closed" });
    await as(later, contest.publisher, (inner) => publishResults(inner, round, 2));
    await as(later, contest.publisher, (inner) => retractResults(inner, round, "评分有误"));
    await gives(9, "听错了段落");
    await assert.rejects(
      as(ctx, entry.actor, (inner) => leave(inner, entry.id)),
      { id: "contest.begun" },
      "what was taken back was begun",
    );
  },
);

dbTest(
  "a cancelled event: no entry, no points, no decision; everybody in it is told once",
  async ({ ctx: base }) => {
    const { ctx, contest, round } = await world(base);
    const entry = await inTx(ctx, (inner) => anEntry(inner, contest));
    const accepted = await anAcceptedEntry(ctx, contest);
    const juror = await inTx(ctx, (inner) => aJuror(inner, contest));
    const { id: seat } = await as(ctx, contest.publisher, (inner) => appoint(inner, contest.id, "另一位"));
    const judging = { ...ctx, actor: juror };
    assert.equal((await showJury(judging)).items.length, 1);
    const { version } = (await eventOf(ctx.db, contest.id)) ?? { version: 0 };
    await as(ctx, contest.publisher, (inner) =>
      cancelEvent(inner, { id: contest.id, version, reason: "场地停电" }),
    );
    await assert.rejects(
      inTx(ctx, (inner) => anEntry(inner, contest)),
      { id: "contest.event-over" },
    );
    const none: [Actor, (inner: TxCtx) => Promise<unknown>][] = [
      [contest.publisher, (inner) => decide(inner, entry.id, { accept: true })],
      [contest.publisher, (inner) => retractResults(inner, round, "评分有误")],
      [contest.publisher, (inner) => dismiss(inner, seat, "临时有事")],
      [juror, (inner) => score(inner, { id: round, entry: accepted.id, points: [9] })],
      [juror, (inner) => standAside(inner, { id: round, entry: accepted.id })],
    ];
    for (const [who, work] of none)
      await assert.rejects(as(ctx, who, work), { id: "contest.event-over" }, String(work));
    assert.deepEqual((await showJury(judging)).items, []);
    assert.equal((await showJuryRound(judging, round)).open, false);
    assert.equal((await showContest(ctx, contest.id)).state, "cancelled");
    const notices = await noticesOf(ctx.db, entry.actor.subject ?? "");
    assert.deepEqual(
      notices.map(({ key, data }) => [key, data.reason]),
      [["notice.contest-cancelled", "场地停电"]],
    );
  },
);

dbTest("a team stays as large as it must be, or is not placed; all are counted", async ({ ctx: base }) => {
  const { ctx, contest, round } = await world(base, { teamFrom: 2, teamTo: 3 });
  const team = await inTx(ctx, (inner) => anEntry(inner, { ...contest, teamName: "白杨队" }));
  const { actor: second } = await inTx(ctx, (inner) => aResident(inner));
  await as(ctx, second, (inner) => join(inner, { code: team.code ?? "", agrees: true }));
  await as(ctx, contest.publisher, (inner) => decide(inner, team.id, { accept: true }));
  const later = hoursOn(ctx, 21);
  await assert.rejects(
    as(later, second, (inner) => leave(inner, team.id)),
    { id: "contest.team-would-be-short" },
  );
  await inTx(ctx, (inner) => withoutName(inner, second.subject ?? ""));
  const [mine] = (await showMine({ ...ctx, actor: team.actor })).items;
  assert.deepEqual([mine?.size, mine?.members.length], [2, 1]);
  await as(ctx, second, (inner) => leave(inner, team.id));
  await assert.rejects(
    as(ctx, second, (inner) => join(inner, { code: team.code ?? "", agrees: true })),
    { id: "contest.name-needed" },
  );
  const desk = await showDeskContest({ ...later, actor: contest.editor }, contest.id);
  assert.deepEqual(
    desk.entries.map(({ short }) => short),
    [true],
  );
  const enters = (status: "ok" | "dns") =>
    as(later, contest.editor, (inner) => enterResults(inner, round, [row(team.id, status)]));
  await assert.rejects(enters("ok"), { id: "contest.team-short" });
  await enters("dns");
});

dbTest(
  "what people have entered stays a contest, and entries close before it is over",
  async ({ ctx: base }) => {
    const { ctx, contest } = await world(base);
    await inTx(ctx, (inner) => anEntry(inner, contest));
    const event = await eventOf(ctx.db, contest.id);
    assert.ok(event);
    const faulty = (id: string) => (error: unknown) =>
      error instanceof Problem && error.faults.some((one) => one.id === id);
    await assert.rejects(
      as(ctx, contest.publisher, (inner) =>
        editEvent(inner, {
          id: event.id,
          version: event.version,
          event: { ...event, kind: "lecture", jointOrganiserIds: [] },
          reason: "改成讲座",
        }),
      ),
      faulty("contest.kind-stays"),
    );
    const closesAt = ctx.clock().add({ hours: 30 }).toString();
    await assert.rejects(
      as(ctx, contest.publisher, (inner) => putContest(inner, contest.id, { ...contestText(ctx), closesAt })),
      faulty("contest.closes-after-end"),
    );
  },
);

dbTest(
  "what people have entered by changes with a reason they are told; who agreed to which rules is kept",
  async ({ db, ctx: base }) => {
    const { ctx, contest } = await world(base);
    const entry = await inTx(ctx, (inner) => anEntry(inner, contest));
    const puts = (reason?: string, closesAt = contestText(ctx).closesAt) =>
      as(ctx, contest.publisher, (inner) =>
        putContest(inner, contest.id, {
          ...contestText(ctx),
          closesAt,
          rules: "每人限报两项。",
          ...(reason && { reason }),
        }),
      );
    await assert.rejects(puts(), fault("/body/reason"));
    await assert.rejects(
      puts("早点截止", ctx.clock().subtract({ minutes: 1 }).toString()),
      fault("/body/closesAt"),
    );
    await puts("报名的人不多");
    await inTx(ctx, (inner) => anEntry(inner, contest));
    assert.deepEqual(
      await db.many`
      select r.version, r.rules, count(m.subject)::int as agreed
        from programme.contest_rules r
        join programme.contest_entry n on n.event_id = r.event_id
        join programme.contest_member m on m.entry_id = n.id and m.rules_version = r.version
       where r.event_id = ${contest.id} group by r.version, r.rules order by r.version`,
      [
        { version: 1, rules: contestText(ctx).rules, agreed: 1 },
        { version: 2, rules: "每人限报两项。", agreed: 1 },
      ],
    );
    const notices = await noticesOf(ctx.db, entry.actor.subject ?? "");
    assert.deepEqual(
      notices.map(({ key, data }) => [key, data.reason]),
      [["notice.contest-changed", "报名的人不多"]],
    );
    const { orgPath } = (await eventOf(db, contest.id)) ?? { orgPath: "" };
    assert.deepEqual(
      [contest.editor, contest.publisher].map((who) => mayChangeContest(who, { orgPath, entered: true })),
      [false, true],
    );
  },
);
