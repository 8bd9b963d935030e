/** SQL of the marks by which records are found at a place: where they have items that count. */
import type { Tx } from "#platform/db";

/** The places of these records, as the holdings know them. */
export async function placesOfRecords(tx: Tx, ids: readonly number[]): Promise<Map<number, string[]>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.many<{ recordId: number; places: string[] }>`
    select record_id, array_agg(place_id::text order by place_id) as places
      from library.holding where record_id = any(${[...ids]}::bigint[]) and items > 0 group by record_id`;
  return new Map(rows.map(({ recordId, places }) => [recordId, places]));
}

/** After items came, went or moved: these records are found where they are now. Writes only where something differs. */
export async function markPlaces(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.run`
    with now as (
      select r.id, coalesce(array_agg('p=' || h.place_id order by h.place_id) filter (where h.items > 0), '{}') as marks
        from unnest(${[...new Set(ids)].sort((a, b) => a - b)}::bigint[]) as r(id) left join library.holding h on h.record_id = r.id
       group by r.id),
    differing as (
      select now.id, now.marks, old.marks as old
        from now join library.search_row s on s.segment = now.id >> 16 and s.record_id = now.id
             cross join lateral (select coalesce(array_agg(mark), '{}') as marks
                                   from unnest(tsvector_to_array(s.words)) mark where mark like 'p=%') old
       where not (old.marks @> now.marks and old.marks <@ now.marks))
    update library.search_row s
       set title = ts_delete(s.title, d.old) || array_to_tsvector(d.marks), words = ts_delete(s.words, d.old) || array_to_tsvector(d.marks)
      from differing d where s.segment = d.id >> 16 and s.record_id = d.id`;
}
