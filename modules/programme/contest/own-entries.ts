/** Whose own an entry is: its members', and that of a guardian of one of them. Nobody judges an own entry. */
import { guardiansBySubject } from "#people";
import type { Ctx } from "#platform/ctx";
import { membersOf } from "./entry-store.ts";

/** Tells of each of these entries whether it is somebody's own. */
export async function ownEntries(
  ctx: Pick<Ctx, "db">,
  entryIds: readonly string[],
): Promise<(entryId: string, subject: string) => boolean> {
  const members = await membersOf(ctx.db, entryIds);
  const pairs = await guardiansBySubject(ctx.db, [...new Set([...members.values()].flat())]);
  const guardians = Map.groupBy(pairs, ({ ward }) => ward);
  return (entryId, subject) =>
    (members.get(entryId) ?? []).some(
      (member) => member === subject || guardians.get(member)?.some(({ guardian }) => guardian === subject),
    );
}
