/** SQL of the count of volumes. */
import type { Tx } from "#platform/db";

export interface Changed {
  ownerId: string;
  orgPath: string;
  difference: number;
}

/** Writes down how many volumes each house has; answers those that have more or fewer than when they were last counted. */
export function recountVolumes(tx: Tx, on: string): Promise<Changed[]> {
  return tx.many<Changed>`
    with before as (select owner_id, org_path, volumes from library.volume_count for update),
         now as (select owner_id, max(org_path) as org_path, count(*)::int as volumes
                   from library.item where library.counts(status) group by owner_id),
         changed as (
           select owner_id, coalesce(n.org_path, b.org_path) as org_path, coalesce(n.volumes, 0) as volumes,
                  coalesce(n.volumes, 0) - coalesce(b.volumes, 0) as difference
             from now n full join before b using (owner_id)
            where coalesce(n.volumes, 0) <> coalesce(b.volumes, 0)),
         kept as (
           insert into library.volume_count (owner_id, org_path, volumes, counted_on)
           select owner_id, org_path, volumes, ${on}::date from changed
           on conflict (owner_id) do update set org_path = excluded.org_path, volumes = excluded.volumes, counted_on = excluded.counted_on)
    select owner_id, org_path, difference from changed order by org_path, owner_id`;
}
