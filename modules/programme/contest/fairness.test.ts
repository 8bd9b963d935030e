/** Nobody decides a contest alone, and nobody judges what is theirs. */
import assert from "node:assert/strict";
import { aChild, aResident } from "#people/testing";
import { anOrganisation } from "#places/testing";
import type { Actor } from "#platform/auth";
import { type Ctx, inTx, type TxCtx, trueRandom } from "#platform/ctx";
import { Problem } from "#platform/errors";
import { dbTest } from "#platform/testing";
import { anEvent } from "../testing.ts";
import { score, takeSeat } from "./judge.ts";
import { showDeskRound } from "./show-desk.ts";
import { aContest, aJuror, anEntry, type BuiltContest } from "./testing.ts";
import { addRound, appoint, decide } from "./write-contest.ts";

const refusal = (id: string) => (error: unknown) => error instanceof Problem && error.id === id;
const as = <R>(ctx: Ctx, actor: Actor, work: (inner: TxCtx) => Promise<R>): Promise<R> =>
  inTx({ ...ctx, actor }, work);

async function world(base: Ctx) {
  const ctx = { ...base, random: trueRandom };
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
  const contest = await aContest(ctx, await anEvent(ctx, { organisationId, event: { kind: "contest" } }));
  const { id: round } = await as(ctx, contest.editor, (inner) =>
    addRound(inner, contest.categoryId, {
      stage: "final",
      rule: "mean",
      criteria: [{ name: "总分", weight: 1 }],
    }),
  );
  return { ctx, contest, round };
}
const accepted = async (ctx: Ctx, contest: BuiltContest, actor?: Actor) => {
  const entry = await inTx(ctx, (inner) => anEntry(inner, { ...contest, ...(actor && { actor }) }));
  await as(ctx, contest.publisher, (inner) => decide(inner, entry.id, { accept: true }));
  return entry;
};

dbTest(
  "a guardian does not judge the own child, and no points of theirs are waited for",
  async ({ ctx: base }) => {
    const { ctx, contest, round } = await world(base);
    const parent = await inTx(ctx, (inner) => aResident(inner));
    const child = await inTx(ctx, (inner) => aChild(inner, parent));
    const theirs = await accepted(ctx, contest, child.actor);
    const other = await accepted(ctx, contest);
    const { code } = await as(ctx, contest.publisher, (inner) => appoint(inner, contest.id, "评委"));
    await as(ctx, parent.actor, (inner) => takeSeat(inner, code));
    const judge = await inTx(ctx, (inner) => aJuror(inner, contest));
    const give = (juror: Actor, entry: string) =>
      as(ctx, juror, (inner) => score(inner, { id: round, entry, points: [9] }));
    await assert.rejects(give(parent.actor, theirs.id), refusal("contest.own-entry"));
    await give(parent.actor, other.id);
    await give(judge, theirs.id);
    const { lacking } = await showDeskRound({ ...ctx, actor: contest.editor }, round);
    assert.equal(lacking, 1, "the other juror's of the other entry");
  },
);
