/** What a press of a juror costs: many judge the same large round in the same minutes. */
import assert from "node:assert/strict";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx, trueRandom } from "#platform/ctx";
import type { Tx } from "#platform/db";
import { dbTest } from "#platform/testing";
import { anEvent } from "../testing.ts";
import { score, standAside } from "./judge.ts";
import { aContest, aJuror, anAcceptedEntry, as, moreLikeIt } from "./testing.ts";
import { addRound } from "./write-contest.ts";

async function world(base: Ctx) {
  const ctx = { ...base, random: trueRandom };
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
  const event = await anEvent(ctx, { organisationId, event: { kind: "contest" } });
  const contest = await aContest(ctx, event);
  const entry = await anAcceptedEntry(ctx, contest);
  const round = (stage: "preliminary" | "final") =>
    as(ctx, contest.editor, (inner) =>
      addRound(inner, contest.categoryId, { stage, rule: "mean", criteria: [{ name: "总分", weight: 1 }] }),
    );
  const { id } = await round("preliminary");
  const final = await round("final");
  const [juror, other] = await inTx(
    ctx,
    async (inner) => [await aJuror(inner, contest), await aJuror(inner, contest)] as const,
  );
  return { ctx, entry, round: id, final: final.id, juror, other };
}

/** The same transaction, noting how many rows each list has. */
const noting = (tx: Tx, lengths: number[]) =>
  new Proxy(tx, {
    get(of, name, self) {
      if (name !== "many") return Reflect.get(of, name, self);
      return async (...asked: Parameters<Tx["many"]>) => {
        const rows = await of.many(...asked);
        lengths.push(rows.length);
        return rows;
      };
    },
  });

dbTest(
  "a press of a juror reads what is of one entry, however many are in the round",
  async ({ db, ctx: base }) => {
    const { ctx, entry, round, final, juror, other } = await world(base);
    await moreLikeIt(db, entry.id, 60);
    const entries = await db.many<{ id: string }>`
    select id from programme.contest_entry where category_id = (select category_id from programme.contest_entry where id = ${entry.id})`;
    await as(ctx, other, async (inner) => {
      for (const { id } of entries.slice(0, 30)) await score(inner, { id: round, entry: id, points: [5] });
      for (const { id } of entries.slice(30)) await standAside(inner, { id: round, entry: id });
    });
    const lengths: number[] = [];
    await as(ctx, juror, async (inner) => {
      const watched = { ...inner, db: noting(inner.db, lengths) };
      await score(watched, { id: round, entry: entry.id, points: [9] });
      await score(watched, { id: round, entry: entry.id, points: [8], reason: "听错了段落" });
      await standAside(watched, { id: round, entry: entry.id });
      await assert.rejects(score(watched, { id: final, entry: entry.id, points: [9] }), {
        id: "contest.not-in-round",
      });
    });
    assert.ok(lengths.length > 0 && Math.max(...lengths) <= 2, String(lengths));
  },
);

dbTest("jurors of a round do not wait for one another", async ({ ctx: base }) => {
  const { ctx, entry, round, juror, other } = await world(base);
  await as(ctx, juror, async (inner) => {
    await score(inner, { id: round, entry: entry.id, points: [9] });
    await as(ctx, other, async (second) => {
      await second.db.run`set local lock_timeout = '2s'`;
      await score(second, { id: round, entry: entry.id, points: [8] });
    });
  });
});
