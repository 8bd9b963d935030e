/** Who is in which groups of a draw, by what the city knows of them: nobody says it of themself. */
import { qualifiedOf } from "#people";
import type { Ctx } from "#platform/ctx";
import { claimantsOf } from "../claiming/claimants.ts";
import type { Draw } from "./draw-store.ts";
import * as entries from "./entry-store.ts";
import { type AgainstGroup, type DrawGroup, reasonAgainstGroup } from "./groups.ts";

export interface InGroup {
  group: DrawGroup;
  /** Null: they are of it. */
  against: AgainstGroup | null;
}

/** How somebody stands to each group of a draw now; nothing is asked of a draw without groups. `kinds`: of what is drawn. */
export async function standsToGroups(
  ctx: Pick<Ctx, "db" | "clock" | "city">,
  { groups, orgPath, closesAt }: Pick<Draw, "groups" | "orgPath" | "closesAt">,
  { subject, kinds }: { subject: string; kinds: readonly string[] },
): Promise<InGroup[]> {
  if (groups.length === 0) return [];
  const now = ctx.clock();
  const codes = groups.flatMap(({ terms }) => (terms.kind === "eligible" ? [terms.code] : []));
  const qualified = codes.length > 0 ? await qualifiedOf(ctx.db, [subject], { codes, now }) : new Map();
  const looksBack = groups.some(({ terms }) => terms.kind === "first-time");
  const facts = {
    ...(await claimantsOf(ctx.db, [subject])).of(subject),
    qualifies: qualified.get(subject) ?? new Set<string>(),
    lastTookAt: looksBack ? await entries.lastTookAt(ctx.db, { subject, orgPath, kinds }) : null,
  };
  const at = { closesAt, now, zone: ctx.city.zone };
  return groups.map((group) => ({ group, against: reasonAgainstGroup(group.terms, facts, at) }));
}
