/** Whose second person somebody is not: who gave them their account, a role or a new way in not long ago could be acting as them. */
import { hasDone } from "#platform/audit";
import type { Ctx } from "#platform/ctx";

const givesWayIn = ["grant.given", "staff.reset", "staff.second-factor-reset"];
const days = 30;

export function hasMadeLately(ctx: Ctx, maker: string, subject: string): Promise<boolean> {
  const since = ctx.clock().subtract({ hours: days * 24 });
  return hasDone(ctx.db, { actor: maker, subject, what: givesWayIn, since });
}
