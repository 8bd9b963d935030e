/** Whose rules somebody has to do with: the organisations where they work, and those below. */

import type { AnswerOf, InputOf } from "#contract";
import { organisationOf, organisationsCovered } from "#places";
import { pathsHeld, roles } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { named } from "#platform/i18n";
import type { houses } from "./contract.ts";

const mostOffered = 50;

/** The first of them, or those that `q` names, led by the one that is chosen: what is asked for, else the highest. */
export async function housesFor(
  ctx: Ctx,
  { q, organisation, as }: InputOf<typeof houses>["query"],
): Promise<AnswerOf<typeof houses>> {
  const at = pathsHeld(ctx.actor, ...(as ? [as] : roles));
  const covered = await organisationsCovered(ctx.db, {
    at,
    below: [],
    words: q ?? null,
    limit: mostOffered + 1,
  });
  const offered = covered.slice(0, mostOffered);
  const asked = organisation ? await organisationOf(ctx.db, organisation) : null;
  const mine = asked && at.some((path) => asked.path.startsWith(path)) ? asked : null;
  const chosen = organisation ? mine : (offered[0] ?? null);
  const brief = ({ id, ...names }: { id: string; name: string; names: Record<string, string> }) => ({
    id,
    name: named(names, ctx.locale),
  });
  const others = offered.filter(({ id }) => id !== chosen?.id);
  return {
    items: [...(chosen ? [chosen] : []), ...others].map(brief),
    chosen: chosen && brief(chosen),
    more: covered.length > mostOffered,
  };
}
