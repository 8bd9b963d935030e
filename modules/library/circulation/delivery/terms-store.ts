/** SQL of what houses bring to the door. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import type { DeliveryTerms } from "./to-door.ts";

const columns = sql.raw(
  "organisation_id, org_path, courier, categories, homebound, weekdays, most, fee_fen, keep_days",
);

/** What holds for a house: what the nearest above it says. */
export function deliveryTermsOf(db: Db, orgPath: string): Promise<DeliveryTerms | null> {
  return db.maybeOne<DeliveryTerms>`
    select ${columns} from library.delivery_terms where starts_with(${orgPath}, org_path) order by length(org_path) desc limit 1`;
}

/** The same, locked: bags of one house are numbered one after another. */
export function lockDeliveryTerms(tx: Tx, orgPath: string): Promise<DeliveryTerms | null> {
  return tx.maybeOne<DeliveryTerms>`
    select ${columns} from library.delivery_terms where starts_with(${orgPath}, org_path) order by length(org_path) desc limit 1 for update`;
}

/** Which of these houses bring something, by what they or one above them say. */
export async function thoseThatBring(db: Db, orgPaths: readonly string[]): Promise<Set<string>> {
  const rows = await db.many<{ path: string }>`
    select p.path from unnest(${[...new Set(orgPaths)]}::text[]) as p(path)
     where exists (select from library.delivery_terms t where starts_with(p.path, t.org_path))`;
  return new Set(rows.map(({ path }) => path));
}

/** What these houses say themselves. */
export function deliveryTermsSaidBy(db: Db, orgPaths: readonly string[]): Promise<DeliveryTerms[]> {
  return db.many<DeliveryTerms>`
    select ${columns} from library.delivery_terms where org_path = any(${[...orgPaths]}::text[]) order by org_path`;
}

export async function putDeliveryTerms(tx: Tx, terms: DeliveryTerms, now: Temporal.Instant): Promise<void> {
  await tx.run`
    insert into library.delivery_terms (organisation_id, org_path, courier, categories, homebound, weekdays, most, fee_fen, keep_days, set_at)
    values (${terms.organisationId}, ${terms.orgPath}, ${terms.courier}, ${terms.categories}::text[], ${terms.homebound},
            ${terms.weekdays}::smallint[], ${terms.most}, ${terms.feeFen}, ${terms.keepDays}, ${now})
    on conflict (organisation_id) do update
       set org_path = excluded.org_path, courier = excluded.courier, categories = excluded.categories, homebound = excluded.homebound,
           weekdays = excluded.weekdays, most = excluded.most, fee_fen = excluded.fee_fen, keep_days = excluded.keep_days, set_at = excluded.set_at`;
}
