/** SQL of photographs. */
import type { Db, Tx } from "#platform/db";
import type { Licence } from "../words.ts";

export interface Photograph {
  id: string;
  placeId: string;
  image: string;
  alt: string;
  alts: Record<string, string>;
  credit: string;
  licence: Licence;
}

/** Photographs of these places in their order. */
export function photographsOf(db: Db, placeIds: readonly string[]): Promise<Photograph[]> {
  return db.many<Photograph>`
    select id, facility_id as place_id, image, alt, alts, credit, licence from places.photograph
     where facility_id = any(${placeIds}::uuid[]) order by facility_id, sort`;
}

/** Adds it as the last one. */
export async function insertPhotograph(tx: Tx, one: Photograph): Promise<void> {
  await tx.run`
    insert into places.photograph (id, facility_id, image, alt, alts, credit, licence, sort)
    select ${one.id}, ${one.placeId}, ${one.image}, ${one.alt}, ${JSON.stringify(one.alts)}, ${one.credit}, ${one.licence},
           (select count(*) + 1 from places.photograph where facility_id = ${one.placeId})`;
}

export async function updateWords(
  tx: Tx,
  one: Pick<Photograph, "id" | "alt" | "alts" | "credit" | "licence">,
): Promise<void> {
  await tx.run`
    update places.photograph
       set alt = ${one.alt}, alts = ${JSON.stringify(one.alts)}, credit = ${one.credit}, licence = ${one.licence}
     where id = ${one.id}`;
}

/** Numbers them in the order of the ids, from one. */
export async function orderPhotographs(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.run`
    update places.photograph p set sort = n.sort
      from unnest(${ids}::uuid[]) with ordinality as n(id, sort) where p.id = n.id`;
}

export async function deletePhotograph(tx: Tx, id: string): Promise<void> {
  await tx.run`delete from places.photograph where id = ${id}`;
}
