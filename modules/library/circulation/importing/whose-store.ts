/** SQL of what houses have written down of codes in files. */
import type { Db } from "#platform/db";

export interface Codes {
  orgPath: string;
  places: Record<string, string>;
  statuses: Record<string, string>;
}

/** What import profiles of these houses and those above them say of codes, the nearest house's first. */
export function codesFor(db: Db, paths: readonly string[]): Promise<Codes[]> {
  return db.many<Codes>`
    select org_path, coalesce(content -> 'places', '{}') as places, coalesce(content -> 'statuses', '{}') as statuses from library.profile
     where dropped_at is null and exists (select from unnest(${[...paths]}::text[]) as n(path) where starts_with(n.path, org_path))
     order by length(org_path) desc, name, id limit 200`;
}
