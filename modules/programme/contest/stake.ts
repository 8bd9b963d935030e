/** Who has a stake in what a jury decides: whoever is in an entry, and their guardians. They do not judge, and judges do not enter. */
import { guardiansBySubject, wardsBySubject } from "#people";
import type { Ctx } from "#platform/ctx";
import { jurorsOf } from "./contest-store.ts";
import { judgedAmong } from "./entry-store.ts";

/** Which of these people have a stake in one category, or in any of a contest that its jury decides. */
export async function withStake(
  ctx: Pick<Ctx, "db">,
  of: { eventId: string; categoryId?: string },
  subjects: readonly string[],
): Promise<Set<string>> {
  const pairs = await wardsBySubject(ctx.db, subjects);
  const judged = new Set(await judgedAmong(ctx.db, of, [...subjects, ...pairs.map(({ ward }) => ward)]));
  return new Set([
    ...subjects.filter((subject) => judged.has(subject)),
    ...pairs.flatMap(({ ward, guardian }) => (judged.has(ward) ? [guardian] : [])),
  ]);
}

/** Whether an entrant or a guardian of theirs sits in the jury of a contest. */
export async function sitsFor(ctx: Pick<Ctx, "db">, eventId: string, entrant: string): Promise<boolean> {
  const guardians = await guardiansBySubject(ctx.db, [entrant]);
  const theirs = new Set([entrant, ...guardians.map(({ guardian }) => guardian)]);
  return (await jurorsOf(ctx.db, eventId)).some(({ subject }) => subject !== null && theirs.has(subject));
}
