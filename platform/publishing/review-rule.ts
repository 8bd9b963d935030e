/** How many reviews and proof-readings an organisation asks for (三审三校), for itself and those below it. */
import type { Temporal } from "temporal-polyfill";
import { audit } from "../audit/index.ts";
import type { TxCtx } from "../ctx/index.ts";
import { type Db, newId } from "../db/index.ts";
import { refused } from "../errors/index.ts";
import { maySetOnePerson, type ReviewNeed, usualNeed } from "./machine.ts";

export interface ReviewRule extends ReviewNeed {
  id: string;
  orgPath: string;
  since: Temporal.Instant;
  reason: string;
}

/** What holds for these organisations, by path: the rule nearest above, or what is usual. */
export async function reviewNeedsOf(db: Db, orgPaths: readonly string[]): Promise<Map<string, ReviewNeed>> {
  const rows = await db.many<ReviewNeed & { path: string }>`
    select distinct on (p.path) p.path, r.reviews, r.proofs
      from unnest(${[...new Set(orgPaths)]}::text[]) p(path) join platform.review_rule r on starts_with(p.path, r.org_path)
     where r.ended_at is null order by p.path, length(r.org_path) desc`;
  const found = new Map(rows.map(({ path, reviews, proofs }) => [path, { reviews, proofs }]));
  return new Map(orgPaths.map((path) => [path, found.get(path) ?? usualNeed]));
}

/** The rules in force for organisations below these paths, in the order of the tree. */
export function reviewRulesBelow(db: Db, paths: readonly string[]): Promise<ReviewRule[]> {
  return db.many<ReviewRule>`
    select id, org_path, reviews, proofs, since, reason from platform.review_rule
     where ended_at is null and exists (select from unnest(${paths}::text[]) p(path) where starts_with(org_path, p.path))
     order by org_path collate "C"`;
}

/** Another rule for the organisation from now on. What has been checked stays checked. Saying again what holds changes nothing. */
export async function setReviewRule(
  ctx: TxCtx,
  { orgPath, reviews, proofs, reason }: ReviewNeed & { orgPath: string; reason: string },
): Promise<void> {
  const by = ctx.actor.subject;
  if (by === null || !maySetOnePerson(ctx.actor, orgPath))
    throw refused("publishing.one-person-from-above", {}, { status: 403 });
  const now = ctx.clock();
  const ended = await ctx.db.maybeOne<ReviewNeed>`
    update platform.review_rule set ended_at = ${now}, ended_by = ${by}
     where org_path = ${orgPath} and ended_at is null and (reviews, proofs) <> (${reviews}, ${proofs}) returning reviews, proofs`;
  const made = await ctx.db.run`
    insert into platform.review_rule (id, org_path, reviews, proofs, since, set_by, reason)
    values (${newId()}, ${orgPath}, ${reviews}, ${proofs}, ${now}, ${by}, ${reason.trim()})
        on conflict (org_path) where ended_at is null do nothing`;
  if (made === 0) return;
  await audit(ctx, {
    what: "review-rule.set",
    on: { kind: "organisation-path", id: orgPath },
    detail: { before: ended, after: { reviews, proofs }, reason: reason.trim() },
  });
}
