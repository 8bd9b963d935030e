/** SQL of codes that are explained after their file has landed. */
import type { Temporal } from "temporal-polyfill";
import type { Tx } from "#platform/db";
import { itemAsItWas } from "../items/landing-store.ts";
import { type CodeMeaning, type ItemStatus, landsAs } from "../items/status.ts";
import type { Batch } from "./batch-store.ts";

export interface Explained {
  barcode: string;
  placeId: string | null;
  status: ItemStatus | null;
}

/** Some findings about these codes, settled; and what becomes of the item of each. Of one that is lent it stays to be told that its loan has not come. */
export function takeExplained(
  tx: Tx,
  { id }: Pick<Batch, "id">,
  {
    places,
    statuses,
    limit,
    now,
  }: {
    places: readonly { said: string; placeId: string }[];
    statuses: readonly { said: string; status: CodeMeaning }[];
    limit: number;
    now: Temporal.Instant;
  },
): Promise<Explained[]> {
  return tx.many<Explained>`
    with means as (
      select 'library.item-place' as finding, said, place_id, null::text as status, false as lent
        from unnest(${places.map(({ said }) => said)}::text[], ${places.map(({ placeId }) => placeId)}::uuid[]) as n(said, place_id)
      union all
      -- Whoever says where it is says that it is somewhere.
      select 'library.item-nowhere', said, null, null, false from unnest(${places.map(({ said }) => said)}::text[]) as n(said)
      union all
      select 'library.item-status', said, null, status, lent
        from unnest(${statuses.map(({ said }) => said)}::text[], ${statuses.map(({ status }) => landsAs(status))}::text[],
                    ${statuses.map(({ status }) => status === "on-loan")}::boolean[]) as n(said, status, lent)),
    taken as (
      select f.id, m.place_id, m.status, m.lent from library.finding f join means m on m.finding = f.finding and m.said = f.data->>'said'
       where f.batch_id = ${id} and f.settled_at is null order by f.id limit ${limit} for update of f)
    update library.finding f
       set finding = case when t.lent then 'library.item-lent' else f.finding end,
           settled_at = case when not t.lent then ${now}::timestamptz end, settled_how = case when not t.lent then 'corrected' end
      from taken t where f.id = t.id
    returning coalesce(f.data->>'barcode', '') as barcode, t.place_id, t.status`;
}

/** Items that are as the file left them get what their code means; answers their records. */
export async function putExplained(
  tx: Tx,
  { id, organisationId, profile }: Pick<Batch, "id" | "organisationId" | "profile">,
  some: readonly Explained[],
  now: Temporal.Instant,
): Promise<number[]> {
  const rows = await tx.many<{ recordId: number }>`
    with n as (
      select barcode, (array_agg(place_id) filter (where place_id is not null))[1] as place_id, max(status) as status
        from unnest(${some.map(({ barcode }) => barcode)}::text[], ${some.map(({ placeId }) => placeId)}::uuid[],
                    ${some.map(({ status }) => status)}::text[]) as n(barcode, place_id, status) group by barcode),
    i as (
      select i.*, n.place_id as to_place, n.status as to_status from n join library.item i on i.barcode = n.barcode and i.owner_id = ${organisationId}
       where (n.place_id is not null and i.place_id is not distinct from ${profile.place}::uuid) or (n.status is not null and i.status = 'in-process')
       order by i.id for update of i),
    kept as (
      insert into library.item_version (item_id, version, was, batch_id, ended_at)
      select i.id, i.version, ${itemAsItWas}, ${id}::uuid, ${now}::timestamptz from i)
    update library.item t
       set place_id = case when i.to_place is not null and i.place_id is not distinct from ${profile.place}::uuid then i.to_place else t.place_id end,
           status = case when i.to_status is not null and i.status = 'in-process' then i.to_status else t.status end,
           version = t.version + 1, changed_at = ${now}
      from i where t.id = i.id
    returning t.record_id`;
  return rows.map(({ recordId }) => recordId);
}
