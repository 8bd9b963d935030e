/** SQL of rules about not coming and giving back. */
import type { Temporal } from "temporal-polyfill";
import { type Db, newId, sql, type Tx } from "#platform/db";
import type { PenaltyTerms, Rule } from "./terms.ts";

const columns = sql.raw("r.id, r.org_path, r.only_for, r.version, r.since, r.basis, r.terms");

/** All versions of all rules of the organisations at these paths or above them. */
export function rulesOver(db: Db, paths: readonly string[]): Promise<Rule[]> {
  return db.many<Rule>`
    select ${columns} from booking.penalty_rule r
     where exists (select from unnest(${[...new Set(paths)]}::text[]) as p(path) where starts_with(p.path, r.org_path))
     order by r.org_path, r.only_for, r.version`;
}

/** All versions of all rules that hold somewhere at or below a path: those of above and those of below. */
export function rulesAround(db: Db, path: string): Promise<Rule[]> {
  return db.many<Rule>`
    select ${columns} from booking.penalty_rule r
     where starts_with(${path}, r.org_path) or starts_with(r.org_path, ${path})
     order by r.org_path, r.only_for, r.version`;
}

/** Writes the version after one; null where that is not the last any more. Of two at once the constraint on versions lets one win. */
export async function insertRule(
  tx: Tx,
  rule: {
    orgPath: string;
    onlyFor: string | null;
    since: string;
    basis: string;
    terms: PenaltyTerms | null;
    after: number;
    madeBy: string | null;
    now: Temporal.Instant;
  },
): Promise<{ id: string; version: number } | null> {
  return tx.maybeOne<{ id: string; version: number }>`
    insert into booking.penalty_rule (id, org_path, only_for, version, since, basis, terms, made_by, made_at)
    select ${newId(rule.now.epochMilliseconds)}::uuid, ${rule.orgPath}, ${rule.onlyFor},
           ${rule.after}::int + 1, ${rule.since}::date, ${rule.basis}, ${rule.terms && JSON.stringify(rule.terms)}::jsonb,
           ${rule.madeBy}::uuid, ${rule.now}::timestamptz
     where ${rule.after}::int = (select coalesce(max(version), 0) from booking.penalty_rule
                                  where org_path = ${rule.orgPath} and only_for is not distinct from ${rule.onlyFor}::text)
        on conflict on constraint penalty_rule_version do nothing
    returning id, version`;
}
