/** SQL of the organisations that lend as one, and of the network's terms. */
import type { Db, Tx } from "#platform/db";

export interface Member {
  organisationId: string;
  path: string;
  isCentre: boolean;
  joinedOn: string;
  leftOn: string | null;
}

/** In order of joining, those that left last. */
export function members(db: Db): Promise<Member[]> {
  return db.many<Member>`
    select organisation_id, path, is_centre, joined_on::text, left_on::text from library.network_member
     order by left_on is not null, joined_on, path limit 2000`;
}

/** Again after leaving it is a member anew. */
export async function putMember(
  tx: Tx,
  { organisationId, path, isCentre, joinedOn }: Omit<Member, "leftOn">,
): Promise<void> {
  await tx.run`
    insert into library.network_member as m (organisation_id, path, is_centre, joined_on)
    values (${organisationId}::uuid, ${path}, ${isCentre}::boolean, ${joinedOn}::date)
    on conflict (organisation_id) do update
       set is_centre = excluded.is_centre, left_on = null, joined_on = case when m.left_on is null then m.joined_on else excluded.joined_on end`;
}

/** False when it is none. */
export async function endMember(tx: Tx, organisationId: string, on: string): Promise<boolean> {
  return (
    (await tx.run`
      update library.network_member set left_on = ${on}::date where organisation_id = ${organisationId}::uuid and left_on is null`) ===
    1
  );
}

export interface Overlap {
  /** Barcodes that another owner has too: of items, told apart by their owner. */
  barcodes: number;
  /** Numbers of cards that another issuer gave too. */
  cards: number;
}

/** What a house's numbers have in common with others'. */
export function overlapOf(db: Db, { id, path }: { id: string; path: string }): Promise<Overlap> {
  return db.one<Overlap>`
    select (select count(*)::int from library.item i where starts_with(i.org_path, ${path})
               and exists (select from library.item o where o.barcode = i.barcode and not starts_with(o.org_path, ${path}))) as barcodes,
           (select count(*)::int from library.card c where c.issuer_id = ${id}::uuid
               and exists (select from library.card o where o.number = c.number and o.issuer_id <> c.issuer_id)) as cards`;
}

export interface Ties {
  /** Its things that are with readers of others' places, or on a way. */
  lent: number;
  onWay: number;
  /** Others' things that its places have lent. */
  othersLent: number;
}

/** What still ties a house to others. */
export function tiesOf(db: Db, { id, path }: { id: string; path: string }): Promise<Ties> {
  return db.one<Ties>`
    select (select count(*)::int from library.loan l where l.owner_id = ${id}::uuid and not starts_with(l.place_path, ${path})) as lent,
           (select count(*)::int from library.transit t join library.item i on i.id = t.item_id
             where t.ended_on is null and i.owner_id = ${id}::uuid) as on_way,
           (select count(*)::int from library.loan l where starts_with(l.place_path, ${path}) and not starts_with(l.owner_path, ${path})) as others_lent`;
}

export async function daysOnWay(db: Db): Promise<number> {
  const row = await db.maybeOne<{ days: number }>`
    select days_on_way as days from library.network_terms order by id desc limit 1`;
  return row?.days ?? 7;
}

export async function putDaysOnWay(tx: Tx, days: number, on: string): Promise<void> {
  await tx.run`insert into library.network_terms (days_on_way, since) values (${days}::smallint, ${on}::date)`;
}

/** Houses that own something, from owner to owner over their index. */
export async function housesWithItems(db: Db): Promise<string[]> {
  const rows = await db.many<{ ownerId: string }>`
    with recursive owner as (
      (select owner_id from library.item order by owner_id limit 1)
      union all
      select (select i.owner_id from library.item i where i.owner_id > owner.owner_id order by i.owner_id limit 1)
        from owner where owner.owner_id is not null)
    select owner_id from owner where owner_id is not null limit 2000`;
  return rows.map(({ ownerId }) => ownerId);
}
