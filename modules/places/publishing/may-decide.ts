/** Who decides a change that waits: the use case and the page ask here. */
import type { Ctx } from "#platform/ctx";
import { madeLately, onePersonRulesFor } from "#platform/publishing";
import type { FacilityRow } from "../facility/facility-store.ts";
import { may } from "../may.ts";
import { organisationOf } from "../network/organisation-store.ts";
import type { Waiting } from "./waiting-store.ts";

/** A change that waits, as far as rights go. */
export async function rightsOf(
  ctx: Ctx,
  { orgPath }: Pick<FacilityRow, "orgPath">,
  { asked, askedBy }: Waiting,
) {
  const to = asked.organisationId ? await organisationOf(ctx.db, asked.organisationId) : null;
  const identity = asked.kind !== undefined || asked.level !== undefined;
  const existence = asked.on !== undefined || asked.endedOn !== undefined;
  return { orgPath, toPath: to?.path ?? null, identity, existence, askedBy };
}

/**
 * What the asker may do with it. One's own change one takes back, and confirms only where one is the whole station by now: `rule`
 * says by which rule. Whom the asker lately `made` a colleague confirms nothing of theirs.
 */
export async function mayDecide(
  ctx: Ctx,
  place: Pick<FacilityRow, "orgPath">,
  waiting: Waiting,
): Promise<{ can: ("confirm" | "decline" | "take-back")[]; rule: string | null; made: boolean }> {
  const { subject } = ctx.actor;
  const own = waiting.askedBy === subject;
  const rule = own ? ((await onePersonRulesFor(ctx, [place.orgPath])).get(place.orgPath) ?? null) : null;
  const confirms =
    (!own || rule !== null) && may["place.confirm-change"](ctx.actor, await rightsOf(ctx, place, waiting));
  if (own) return { can: confirms ? ["confirm", "take-back"] : ["take-back"], rule, made: false };
  if (!confirms || subject === null) return { can: [], rule, made: false };
  const made = await ctx.slots.gather(madeLately, ctx, { maker: waiting.askedBy, subject });
  return { can: made.length > 0 ? ["decline"] : ["confirm", "decline"], rule, made: made.length > 0 };
}
