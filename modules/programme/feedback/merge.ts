/** Two accounts turn out to be one person: what they said goes to the one that stays. */
import type { Joining, Moved } from "#platform/auth";
import type { TxCtx } from "#platform/ctx";
import { moveFeedback } from "./feedback-store.ts";

// texts: merge.feedback merge.feedback.twice
/** Moves ratings; of a session both have rated the one of the account that stays is kept. */
export async function mergeFeedback(ctx: TxCtx, { from, into }: Joining): Promise<Moved[]> {
  const { rows, twice } = await moveFeedback(ctx.db, from.subject, into.subject);
  if (rows === 0 && twice.length === 0) return [];
  const settled = twice.map(({ title, at }) => ({ text: "merge.feedback.twice", values: { title, at } }));
  return [{ module: "programme", what: "merge.feedback", rows, settled }];
}
