/** Where a thing stands, as the contract shows it. */
import type { Ctx } from "../ctx/index.ts";
import type { PublishingView } from "./contract.ts";
import { historyOf, type PublicationKind } from "./history.ts";
import { schedulesOf } from "./schedule.ts";
import { reviewsOf, type Thing } from "./step.ts";

/** `namesOf`: names of persons by subject key, as `people` knows them. */
export async function publishingView(
  ctx: Ctx,
  kind: PublicationKind,
  thing: Thing,
  namesOf: (subjects: string[]) => Promise<ReadonlyMap<string, string>>,
): Promise<PublishingView> {
  const history = await historyOf(ctx.db, kind, thing.id);
  const scheduled = (await schedulesOf(ctx.db, kind, [thing.id])).get(thing.id);
  const { need, checked, proofread, state } = await reviewsOf(ctx, kind, thing);
  const approved = state === "approved" || state === "published" ? 1 : 0;
  const people = [...history.map(({ by }) => by), scheduled?.by].filter((by) => typeof by === "string");
  const names = await namesOf([...new Set(people)]);
  const name = (subject: string | null) => (subject && names.get(subject)) ?? null;
  return {
    scheduled: scheduled ? { at: scheduled.due.toString(), by: name(scheduled.by) } : null,
    reviews: {
      done: checked.length + approved,
      needed: need.reviews,
      proofs: proofread.length,
      proofsNeeded: need.proofs,
    },
    history: history.map((row) => ({
      step: row.step,
      from: row.from,
      to: row.to,
      version: row.version,
      by: name(row.by),
      at: row.at.toString(),
      reason: row.reason,
      alone: row.onePersonRule !== null,
      scheduledFor: row.scheduledFor?.toString() ?? null,
      changed: row.changed ?? null,
    })),
  };
}
