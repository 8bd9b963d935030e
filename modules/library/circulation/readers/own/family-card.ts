/** 家庭证: children borrow with a guardian's card. */
import { guardiansBySubject } from "#people";
import type { Ctx } from "#platform/ctx";
import { readersOf } from "../reader-store.ts";

/** Does a guardian of this child have a card that it may borrow with? */
export async function hasFamilyCard(ctx: Ctx, subject: string): Promise<boolean> {
  const guardians = (await guardiansBySubject(ctx.db, [subject])).map(({ guardian }) => guardian);
  return (await readersOf(ctx.db, guardians)).some(({ endedOn }) => endedOn === null);
}
