/** Who stands where: in public by name only where they agreed, for those who work on it by name. */
import { namesOfSubjects } from "#people";
import type { Ctx } from "#platform/ctx";

interface Named {
  subject: string | null;
  teamName: string | null;
  namePublic: boolean;
}

/** Names entries as the public may: a team's own name or the entrant's, null where they did not agree. */
export async function publicNames<E extends Named>(
  ctx: Pick<Ctx, "db">,
  entries: readonly E[],
): Promise<(entry: E) => string | null> {
  const single = entries.filter(({ namePublic, teamName }) => namePublic && teamName === null);
  const names = await namesOfSubjects(
    ctx.db,
    single.flatMap(({ subject }) => subject ?? []),
  );
  return ({ namePublic, teamName, subject }) =>
    namePublic ? (teamName ?? (subject && names.get(subject)) ?? null) : null;
}

/** Names the people in entries, by entry. Nameless ones are left out. */
export async function peopleIn(
  ctx: Pick<Ctx, "db">,
  members: Map<string, string[]>,
): Promise<(entryId: string) => string[]> {
  const names = await namesOfSubjects(ctx.db, [...members.values()].flat());
  return (entryId) => (members.get(entryId) ?? []).flatMap((subject) => names.get(subject) ?? []);
}
