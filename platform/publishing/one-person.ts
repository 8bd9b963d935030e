/** Stations with one person on the staff: a recorded exception from "nobody checks their own work". */
import { audit } from "../audit/index.ts";
import type { TxCtx } from "../ctx/index.ts";
import { type Db, newId } from "../db/index.ts";
import { invalid, refused } from "../errors/index.ts";
import { maySetOnePerson } from "./machine.ts";

/** Ids of the rules in force for exactly these organisations, by path; they do not reach the ones below. */
export async function onePersonRulesOf(db: Db, orgPaths: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.many<{ id: string; orgPath: string }>`
    select id, org_path from platform.one_person_rule
     where org_path = any(${[...new Set(orgPaths)]}::text[]) and ended_at is null`;
  return new Map(rows.map(({ id, orgPath }) => [orgPath, id]));
}

/** Begins or ends the exception. Saying again what is true already changes nothing. */
export async function setOnePersonRule(
  ctx: TxCtx,
  { orgPath, allowed, reason }: { orgPath: string; allowed: boolean; reason: string },
): Promise<void> {
  const by = ctx.actor.subject;
  if (by === null || !maySetOnePerson(ctx.actor, orgPath))
    throw refused("publishing.one-person-from-above", {}, { status: 403 });
  if (!reason.trim()) throw invalid([{ field: "/body/reason", id: "missing" }]);
  const changed = allowed
    ? await ctx.db.run`
        insert into platform.one_person_rule (id, org_path, since, set_by, reason)
        values (${newId()}, ${orgPath}, ${ctx.clock()}, ${by}, ${reason.trim()})
        on conflict (org_path) where ended_at is null do nothing`
    : await ctx.db.run`
        update platform.one_person_rule set ended_at = ${ctx.clock()}, ended_by = ${by}
         where org_path = ${orgPath} and ended_at is null`;
  if (changed === 0) return;
  await audit(ctx, {
    what: allowed ? "one-person-rule.begun" : "one-person-rule.ended",
    on: { kind: "organisation-path", id: orgPath },
    detail: { reason: reason.trim() },
  });
}
