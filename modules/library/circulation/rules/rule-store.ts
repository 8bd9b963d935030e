/** SQL of rules, limits and amnesties. */

import type { Temporal } from "temporal-polyfill";
import { type Db, newId, sql, type Tx } from "#platform/db";
import type { LimitMatch } from "./limit.ts";
import type { Match } from "./match.ts";
import { type Amnesty, completed, type RuleBook } from "./ruling.ts";
import type { Terms } from "./terms.ts";

/** The book and its version, as one statement sees them: what is written meanwhile is in both or in neither. */
export async function wholeBook(db: Db): Promise<RuleBook> {
  const book = await db.one<RuleBook>`
    select b.version,
           coalesce((
             select jsonb_agg(jsonb_build_object(
                      'id', r.id, 'organisationId', r.organisation_id, 'orgPath', r.org_path, 'version', r.version, 'since', r.since,
                      'until', r.until, 'basis', r.basis, 'terms', r.terms,
                      'match', jsonb_build_object(
                        'owner', r.owner_path, 'place', r.place_id, 'shelf', r.shelf, 'type', r.type, 'category', r.category,
                        'guarantee', r.guarantee, 'home', r.home_path, 'lentAt', r.lent_at_path)))
               from library.loan_rule r), '[]') as rules,
           coalesce((
             select jsonb_agg(jsonb_build_object(
                      'id', l.id, 'organisationId', l.organisation_id, 'orgPath', l.org_path, 'version', l.version, 'since', l.since,
                      'until', l.until, 'basis', l.basis, 'most', l.most,
                      'match', jsonb_build_object(
                        'owner', l.owner_path, 'types', l.types, 'categories', l.categories, 'guarantees', l.guarantees,
                        'home', l.home_path)))
               from library.loan_limit l), '[]') as limits,
           coalesce((
             select jsonb_agg(jsonb_build_object(
                      'id', a.id, 'orgPath', a.org_path, 'firstDay', a.first_day, 'lastDay', a.last_day, 'basis', a.basis))
               from (select distinct on (line) * from library.amnesty order by line, version desc) a
              where not a.repealed), '[]') as amnesties
      from library.rule_book b`;
  return {
    ...book,
    rules: book.rules.map((rule) => ({ ...rule, terms: rule.terms && completed(rule.terms) })),
  };
}

/** To be fetched beside the columns of another statement, and given to `ruleBookAt`. */
export const ruleBookVersionSql = sql`(select version from library.rule_book)`;

export async function bookVersion(db: Db): Promise<string> {
  return (await db.prepared.one<{ version: string }>`select ${ruleBookVersionSql} as version`).version;
}

interface Written {
  organisationId: string;
  orgPath: string;
  since: string;
  until: string | null;
  basis: string;
  setAt: Temporal.Instant;
  /** The version it was written after; 0 for the first. */
  after: number;
}

/** Writes the version of a rule after one; null where that is not the last any more. Of two at once the constraint lets one win. */
export async function insertRule(
  tx: Tx,
  rule: Written & { match: Match; terms: Terms | null },
): Promise<{ id: string; version: number } | null> {
  const { match } = rule;
  return tx.maybeOne<{ id: string; version: number }>`
    insert into library.loan_rule
      (id, organisation_id, org_path, owner_path, place_id, shelf, type, category, guarantee, home_path, lent_at_path, version, terms, since,
       until, basis, set_at)
    select ${newId()}, ${rule.organisationId}, ${rule.orgPath}, ${match.owner}, ${match.place}, ${match.shelf}, ${match.type},
           ${match.category}, ${match.guarantee}, ${match.home}, ${match.lentAt}, ${rule.after} + 1,
           ${rule.terms === null ? null : JSON.stringify(rule.terms)}::jsonb, ${rule.since}, ${rule.until}, ${rule.basis}, ${rule.setAt}
     where ${rule.after} = (
             select coalesce(max(version), 0) from library.loan_rule
              where org_path = ${rule.orgPath} and owner_path = ${match.owner}
                and (place_id, shelf, type, category, guarantee, home_path, lent_at_path) is not distinct from
                    (${match.place}::uuid, ${match.shelf}::text, ${match.type}::text, ${match.category}::text, ${match.guarantee}::text,
                     ${match.home}::text, ${match.lentAt}::text))
        on conflict on constraint loan_rule_version do nothing
    returning id, version`;
}

/** The same of a limit. */
export async function insertLimit(
  tx: Tx,
  limit: Written & { match: LimitMatch; most: number | null },
): Promise<{ id: string; version: number } | null> {
  const { match } = limit;
  return tx.maybeOne<{ id: string; version: number }>`
    insert into library.loan_limit
      (id, organisation_id, org_path, owner_path, types, categories, guarantees, home_path, version, most, since, until, basis, set_at)
    select ${newId()}, ${limit.organisationId}, ${limit.orgPath}, ${match.owner}, ${match.types}, ${match.categories}, ${match.guarantees},
           ${match.home}, ${limit.after} + 1, ${limit.most}, ${limit.since}, ${limit.until}, ${limit.basis}, ${limit.setAt}
     where ${limit.after} = (
             select coalesce(max(version), 0) from library.loan_limit
              where org_path = ${limit.orgPath}
                and (owner_path, types, categories, guarantees, home_path) is not distinct from
                    (${match.owner}::text, ${match.types}::text[], ${match.categories}::text[], ${match.guarantees}::text[],
                     ${match.home}::text))
        on conflict on constraint loan_limit_version do nothing
    returning id, version`;
}

export interface AmnestyVersion extends Amnesty {
  line: string;
  version: number;
  organisationId: string;
  repealed: boolean;
}

const amnestyColumns = sql`id, line, version, organisation_id, org_path, first_day, last_day, repealed, basis`;

/** The last version of an amnesty, or null. */
export function amnestyOf(db: Db, line: string): Promise<AmnestyVersion | null> {
  return db.maybeOne<AmnestyVersion>`
    select ${amnestyColumns} from library.amnesty where line = ${line} order by version desc limit 1`;
}

/** The last version of each amnesty that these organisations gave, the latest first. */
export function amnestiesOf(db: Db, orgPaths: readonly string[]): Promise<AmnestyVersion[]> {
  return db.many<AmnestyVersion>`
    select * from (
      select distinct on (line) ${amnestyColumns} from library.amnesty where org_path = any(${[...orgPaths]}::text[])
       order by line, version desc) latest
     order by first_day desc, id limit 200`;
}

/** False where another version was written meanwhile. */
export async function insertAmnesty(
  tx: Tx,
  amnesty: Omit<AmnestyVersion, "id"> & { setAt: Temporal.Instant },
): Promise<boolean> {
  const made = await tx.run`
    insert into library.amnesty (id, line, version, organisation_id, org_path, first_day, last_day, repealed, basis, set_at)
    values (${newId()}, ${amnesty.line}, ${amnesty.version}, ${amnesty.organisationId}, ${amnesty.orgPath}, ${amnesty.firstDay},
            ${amnesty.lastDay}, ${amnesty.repealed}, ${amnesty.basis}, ${amnesty.setAt})
        on conflict on constraint amnesty_version do nothing`;
  return made === 1;
}
