/** Whom a sign means that staff type for somebody else. */
import { ruleFactsOf } from "#people";
import type { TxCtx } from "#platform/ctx";
import { invalid } from "#platform/errors";
import { findReader } from "./find-reader.ts";

/** The one person a sign leads to: nobody acts for others by a name alone, nor by a number that two libraries gave. */
export async function onePerson(ctx: TxCtx, sign: string, field: string): Promise<string> {
  const [one, ...others] = await findReader(ctx, sign);
  if (!one || others.length > 0 || one.name === sign.trim())
    throw invalid([{ field, id: one ? "reader.not-one" : "reader.nobody" }]);
  const facts = (await ruleFactsOf(ctx.db, [one.subject])).get(one.subject);
  if (!facts) throw invalid([{ field, id: "reader.nobody" }]);
  return one.subject;
}
