/** A mark is appealed against, answered, waived, and a day excused for everybody. */
import assert from "node:assert/strict";
import { aResident, type Made, noticesOf } from "#people/testing";
import { aFacility } from "#places/testing";
import { inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { answerPenaltyAppeal, appealPenalty, excuseDay, waivePenalty } from "./appeals.ts";
import { penaltyDeskView } from "./desk-view.ts";
import { aStrictHouse, day, misses, onDay, own, standings } from "./testing.ts";

dbTest(
  "an appeal: once, answered by another manager in words, and accepted it frees at once",
  async ({ ctx, db }) => {
    const { id, path, manager, one } = await aStrictHouse(ctx);
    await inTx(ctx, (inner) => misses(inner, one, path, day));
    const evening = onDay(ctx, day, "21:00");
    const mark = (await own(ctx, one)).marks[0];
    assert.deepEqual(mark?.can, ["appeal"]);
    const as = (who: Made) => ({ ...evening, actor: who.actor });
    const appeal = (who: Made) =>
      inTx(as(who), (inner) => appealPenalty(inner, { id: mark.id, words: "我到了，没有扫上。" }));
    const stranger = await inTx(ctx, (inner) => aResident(inner));
    await assert.rejects(appeal(stranger), { id: "not-found" });
    assert.deepEqual(await appeal(one), { dueOn: "2026-06-27" });
    await assert.rejects(appeal(one), { id: "penalty.appealed" });

    const desk = await penaltyDeskView(evening, { organisation: id });
    assert.deepEqual(
      desk.appeals.map(({ person, appeal: waits }) => [person, waits?.words]),
      [["古丽娜尔·艾山", "我到了，没有扫上。"]],
    );
    const answer = (outcome: "accepted" | "declined", who = manager) =>
      inTx(as(who), (inner) =>
        answerPenaltyAppeal(inner, {
          id: desk.appeals[0]?.appeal?.id ?? "",
          outcome,
          reason: "门口录像可见",
        }),
      );
    await db.run`update booking.penalty_mark set made_by = ${manager.subject} where id = ${mark.id}`;
    await assert.rejects(answer("accepted"), { id: "penalty.own-mark" });
    await assert.rejects(answer("accepted", one), { id: "penalty.own-mark" }, "nobody in their own case");
    await db.run`update booking.penalty_mark set made_by = null where id = ${mark.id}`;
    await answer("accepted");
    await assert.rejects(answer("declined"), { id: "penalty.answered" });
    const after = await own(ctx, one);
    assert.deepEqual([after.suspensions, after.marks.map(({ standing }) => standing)], [[], ["excused"]]);
    assert.deepEqual(
      (await noticesOf(db, one.subject)).map(({ kind, key }) => [kind, key]),
      [
        ["penalty", "notice.penalty-suspended"],
        ["penalty", "notice.penalty-answered"],
      ],
    );
    const { acts } = await db.one<{ acts: number }>`
    select count(*)::int as acts from platform.audit
     where target = ${mark.id} and what in ('penalty.marked', 'penalty.appealed', 'penalty.appeal-answered')`;
    assert.equal(acts, 3);
  },
);

dbTest(
  "declined the mark stands; waived by staff it is gone, and a waiting appeal is answered by it",
  async ({ ctx }) => {
    const { path, manager, one } = await aStrictHouse(ctx);
    await inTx(ctx, (inner) => misses(inner, one, path, day));
    const mark = (await own(ctx, one)).marks[0];
    assert.ok(mark);
    const evening = onDay(ctx, day, "21:00");
    await inTx({ ...evening, actor: one.actor }, (inner) =>
      appealPenalty(inner, { id: mark.id, words: "生病了。" }),
    );
    const waive = () =>
      inTx({ ...evening, actor: manager.actor }, (inner) =>
        waivePenalty(inner, { id: mark.id, reason: "已出示病历" }),
      );
    await waive();
    await assert.rejects(waive(), { id: "penalty.excused" });
    const [after] = (await own(ctx, one)).marks;
    assert.deepEqual(
      [after?.standing, after?.excusedBecause, after?.appeal?.outcome, after?.can],
      ["excused", "已出示病历", "accepted", []],
    );

    const other = await inTx(ctx, (inner) => aResident(inner));
    await inTx(ctx, (inner) => misses(inner, other, path, day));
    const theirs = (await own(ctx, other)).marks[0];
    assert.ok(theirs);
    await inTx({ ...evening, actor: other.actor }, (inner) =>
      appealPenalty(inner, { id: theirs.id, words: "忘了。" }),
    );
    const id = (await own(ctx, other)).marks[0]?.appeal?.id ?? "";
    await inTx({ ...evening, actor: manager.actor }, (inner) =>
      answerPenaltyAppeal(inner, { id, outcome: "declined", reason: "提前一天提醒过" }),
    );
    assert.deepEqual(await standings(ctx, other), ["missed suspends"]);
  },
);

dbTest(
  "snow: a day is excused for those marked and for what has not ended yet, and for nobody elsewhere",
  async ({ ctx, db }) => {
    const { id, path, manager, one } = await aStrictHouse(ctx);
    const elsewhere = await aStrictHouse(ctx);
    const later = await inTx(ctx, (inner) => aResident(inner));
    await inTx(ctx, (inner) => misses(inner, one, path, day));
    await inTx(ctx, (inner) => misses(inner, elsewhere.one, elsewhere.path, day));
    const mark = (await own(ctx, one)).marks[0];
    await inTx({ ...onDay(ctx, day, "14:00"), actor: one.actor }, (inner) =>
      appealPenalty(inner, { id: mark?.id ?? "", words: "雪太大了。" }),
    );
    const snow = () =>
      inTx({ ...onDay(ctx, day, "15:00"), actor: manager.actor }, (inner) =>
        excuseDay(inner, { organisation: id, place: null, day, reason: "大雪封路" }),
      );
    assert.deepEqual(await snow(), { excused: 1 });
    const { appeals } = await penaltyDeskView(onDay(ctx, day, "16:00"), { organisation: id });
    assert.deepEqual(appeals, [], "nobody waits for an answer any more");
    assert.deepEqual((await own(ctx, one)).marks[0]?.appeal?.answer, "大雪封路");
    const told = (await noticesOf(db, one.subject)).map(({ key }) => key);
    assert.ok(told.includes("notice.penalty-waived"));
    await assert.rejects(snow(), { id: "penalty.day-excused" });
    await inTx(ctx, (inner) => misses(inner, later, path, day));
    assert.deepEqual(await standings(ctx, one), ["missed excused"]);
    assert.deepEqual(await standings(ctx, later), ["missed excused"]);
    assert.deepEqual(await standings(ctx, elsewhere.one), ["missed suspends"]);
    assert.deepEqual(await noticesOf(db, later.subject), [], "nobody is warned of what does not count");
  },
);

dbTest("a day is excused at a place of the organisation, of the past year", async ({ ctx }) => {
  const { id, manager } = await aStrictHouse(ctx);
  const [own, elsewhere] = await inTx(ctx, async (inner) => [
    await aFacility(inner, { organisationId: id }),
    await aFacility(inner),
  ]);
  const excuse = (differs: { place?: string; day?: string }) =>
    inTx({ ...onDay(ctx, day, "15:00"), actor: manager.actor }, (inner) =>
      excuseDay(inner, { organisation: id, place: null, day, reason: "大雪封路", ...differs }),
    );
  await assert.rejects(excuse({ day: "1999-01-01" }), {
    faults: [{ field: "/body/day", id: "penalty.day-long-ago" }],
  });
  await assert.rejects(excuse({ place: elsewhere.id }), {
    faults: [{ field: "/body/place", id: "penalty.place-elsewhere" }],
  });
  await excuse({ place: own.id });
});
