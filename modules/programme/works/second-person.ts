/** Two people answer for a public work: who wrote it, and somebody else who makes it public. The history is the one of publishing. */
import type { PersonSection } from "#platform/auth";
import type { Ctx, TxCtx } from "#platform/ctx";
import { invalid, refused } from "#platform/errors";
import { actsOf, addHistory, onePersonRulesFor, recordWriting, standingsOf } from "#platform/publishing";
import type { Work } from "./work-store.ts";

const workThing = "work";

type Known = Pick<Work, "id" | "orgPath" | "publishedAt">;

/** Whoever asks wrote it and is not excused by the rule for one-person stations. */
export async function isOwnWork(ctx: Ctx, work: Known): Promise<boolean> {
  const { barred, rule } = await standing(ctx, work);
  return barred && rule === null;
}

/** Remembers who wrote on a work that is not public. */
export async function recordWritten(ctx: TxCtx, id: string, version: number): Promise<void> {
  await recordWriting(ctx.db, workThing, id, { by: somebody(ctx), state: "draft", version, at: ctx.clock() });
}

/** The reason that a change to what is public needs. */
export function reasonGiven(reason: string | undefined): string {
  if (!reason?.trim()) throw invalid([{ field: "/body/reason", id: "missing" }]);
  return reason.trim();
}

/** Remembers a change to a public work, or its taking back, and why. */
export async function recordInPublic(
  ctx: TxCtx,
  { id, version, step, reason }: { id: string; version: number; step: "change" | "withdraw"; reason: string },
): Promise<void> {
  await addHistory(ctx.db, workThing, [
    {
      ...bare(ctx, id, version),
      step,
      from: "published",
      to: step === "change" ? "published" : "withdrawn",
      reason,
    },
  ]);
}

/** Remembers who approved and published it. Refuses whoever wrote it; the database does, too. */
export async function recordPublished(ctx: TxCtx, work: Known, version: number): Promise<void> {
  const { writers, barred, rule } = await standing(ctx, work);
  if (barred && rule === null) throw refused("work.own-work");
  const row = bare(ctx, work.id, version);
  await addHistory(ctx.db, workThing, [
    {
      ...row,
      step: "approve",
      from: "draft",
      to: "approved",
      barred: writers,
      onePersonRule: barred ? rule : null,
    },
    { ...row, step: "publish", from: "approved", to: "published" },
  ]);
}

/** What a member of staff wrote and published, for the copy of their data. */
export async function worksOfStaff(ctx: Ctx, subject: string): Promise<PersonSection[]> {
  const acts = await actsOf(ctx.db, workThing, subject);
  if (acts.length === 0) return [];
  return [
    {
      module: "programme",
      title: "export.work-steps",
      rows: acts.map(({ thing, step, at, state }) => ({ work: thing, step, at: at.toString(), state })),
      words: { step: "publishing.past", state: "publishing.state" },
    },
  ];
}

async function standing(ctx: Ctx, { id, orgPath }: Known) {
  const writers = (await standingsOf(ctx.db, workThing, [id])).get(id)?.writers ?? [];
  const barred = ctx.actor.subject !== null && writers.includes(ctx.actor.subject);
  const rule = barred ? ((await onePersonRulesFor(ctx, [orgPath])).get(orgPath) ?? null) : null;
  return { writers, barred, rule };
}

const bare = (ctx: TxCtx, thing: string, version: number) => ({
  thing,
  version,
  by: somebody(ctx),
  at: ctx.clock(),
  barred: [],
  reason: null,
  onePersonRule: null,
  scheduledFor: null,
});

function somebody({ actor }: TxCtx): string {
  if (actor.subject === null) throw new Error("a work is written and published by named people");
  return actor.subject;
}
