/** SQL of what does not agree among loans that are here. */
import type { Db } from "#platform/db";
import type { Guarantee } from "../../rules/terms.ts";

/** Loans that ought to have ended before a day: how many, and the first. */
export function dueBefore(
  db: Db,
  paths: readonly string[],
  { before, limit }: { before: string; limit: number },
): Promise<{ count: number; barcodes: string[] }> {
  return db.one<{ count: number; barcodes: string[] }>`
    with late as materialized (
      select i.barcode, l.due_on from library.loan l join library.item i on i.id = l.item_id
       where l.due_on < ${before}::date
         and exists (select from unnest(${[...paths]}::text[]) p(path) where starts_with(l.owner_path, p.path)))
    select (select count(*)::int from late) as count,
           array(select barcode from late order by due_on, barcode limit ${limit}::int) as barcodes`;
}

export interface Holding {
  subject: string;
  number: string | null;
  category: string;
  homePath: string;
  guarantees: Exclude<Guarantee, "none">[];
  held: { ownerPath: string; type: string; loans: number }[];
}

/** Readers at home in these houses with more than so many loans, the next after one. */
export function manyHolding(
  db: Db,
  paths: readonly string[],
  { more, after }: { more: number; after: string | null },
): Promise<Holding[]> {
  return db.many<Holding>`
    select r.subject, r.category, r.home_path,
           (select c.number from library.card c where c.subject = r.subject order by c.state, c.number limit 1) as number,
           array(select g.way from library.guarantee g where g.subject = r.subject and g.ended_at is null) as guarantees,
           coalesce((select jsonb_agg(jsonb_build_object('ownerPath', c.owner_path, 'type', c.type, 'loans', c.loans))
                       from library.held_count c where c.subject = r.subject and c.loans > 0), '[]') as held
      from library.reader r
     where r.loans > ${more} and (${after}::uuid is null or r.subject > ${after}::uuid)
       and exists (select from unnest(${[...paths]}::text[]) p(path) where starts_with(r.home_path, p.path))
     order by r.subject limit 500`;
}
