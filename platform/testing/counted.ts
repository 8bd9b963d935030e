/** How many statements a piece of work sends: what must not grow with the number of things is shown by counting. */
import type { Ctx, TxCtx } from "../ctx/index.ts";
import type { Tx } from "../db/index.ts";

/** Does the work in one transaction. Answers what it answers and how many statements went through `many`, `one`, `maybeOne` and `run`, prepared or not. */
export async function countStatements<R>(
  ctx: Ctx,
  work: (ctx: TxCtx) => Promise<R>,
): Promise<{ answer: R; statements: number }> {
  let statements = 0;
  const answer = await ctx.db.tx((db) => {
    const counted = <F extends Tx["many"] | Tx["one"] | Tx["maybeOne"] | Tx["run"]>(send: F): F => {
      const counting = (text: TemplateStringsArray, ...values: unknown[]) => {
        statements += 1;
        return send(text, ...values);
      };
      // The same function with a count beside it: what it takes and answers is unchanged.
      return counting as F;
    };
    const all = ({ many, one, maybeOne, run }: Tx["prepared"]) => ({
      many: counted(many),
      one: counted(one),
      maybeOne: counted(maybeOne),
      run: counted(run),
    });
    const tx: Tx = {
      ...db,
      ...all(db),
      prepared: all(db.prepared),
      tx: (nested) => nested(tx),
    };
    return work({ ...ctx, db: tx });
  });
  return { answer, statements };
}
