/** How many reviews and proof-readings an organisation asks for (三审三校), for itself and those below it. */
import { audit } from "../audit/index.ts";
import type { TxCtx } from "../ctx/index.ts";
import { type Db, newId } from "../db/index.ts";
import { refused } from "../errors/index.ts";
import { maySetOnePerson, type ReviewNeed, usualNeed } from "./machine.ts";

/** What somebody said for an organisation: how it is reviewed, why a station is excused, or both. */
export interface OwnRules {
  orgPath: string;
  reviews: number | null;
  proofs: number | null;
  reason: string | null;
  /** Why its one person may check their own work; null where nobody may. */
  aloneBecause: string | null;
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

/** Organisations below these paths with rules of their own in force, in the order of the tree, after the one at `after`. */
export function ownRulesBelow(
  db: Db,
  paths: readonly string[],
  { after, limit }: { after: string; limit: number },
): Promise<OwnRules[]> {
  return db.many<OwnRules>`
    select org_path, r.reviews, r.proofs, r.reason, o.reason as alone_because
      from (select org_path, reviews, proofs, reason from platform.review_rule where ended_at is null) r
      full join (select org_path, reason from platform.one_person_rule where ended_at is null) o using (org_path)
     where exists (select from unnest(${paths}::text[]) p(path) where starts_with(org_path, p.path))
       and org_path collate "C" > ${after}
     order by org_path collate "C" limit ${limit}`;
}

/** Another rule for the organisation from now on. What has been checked stays checked. Saying again what holds changes nothing. */
export async function setReviewRule(
  ctx: TxCtx,
  { orgPath, reviews, proofs, reason }: ReviewNeed & { orgPath: string; reason: string },
): Promise<void> {
  const by = ctx.actor.subject;
  if (by === null || !maySetOnePerson(ctx.actor, orgPath))
    throw refused("publishing.review-rule-from-above", {}, { status: 403 });
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
