/** SQL of new books: items of which somebody says when they came. */
import { type Db, sql } from "#platform/db";

export interface WantedNew {
  since: string;
  until: string;
  placeId: string | null;
  /** Its first letter. */
  class: string | null;
}

const newItems = ({ since, until }: WantedNew) => sql`
  library.item i join library.record r on r.id = i.record_id and r.state = 'standing'
   where i.acquired_on between ${since}::date and ${until}::date and i.place_id is not null and library.counts(i.status)`;

/** Editions, each once, the last that came first. */
export function newBooksOf(
  db: Db,
  wanted: WantedNew,
  limit: number,
): Promise<{ recordId: number; on: string }[]> {
  return db.many<{ recordId: number; on: string }>`
    select i.record_id, max(i.acquired_on)::text as on
      from ${newItems(wanted)} and (${wanted.placeId}::uuid is null or i.place_id = ${wanted.placeId})
       and (${wanted.class}::text is null or starts_with(r.class_number, ${wanted.class}))
     group by i.record_id order by max(i.acquired_on) desc, i.record_id desc limit ${limit}`;
}

/** How many editions came to each place, in the class that is asked for; and of each class, to the place that is asked for. */
export function countNewBooks(
  db: Db,
  wanted: WantedNew,
): Promise<{ of: "place" | "class"; value: string; count: number }[]> {
  return db.many`
    with new as materialized (
      select i.record_id, i.place_id, left(r.class_number, 1) as class from ${newItems(wanted)})
    select 'place' as of, place_id::text as value, count(distinct record_id)::int as count from new
     where ${wanted.class}::text is null or class = ${wanted.class} group by place_id
     union all
    select 'class', class, count(distinct record_id)::int from new
     where class <> '' and (${wanted.placeId}::uuid is null or place_id = ${wanted.placeId}) group by class
     order by of, count desc, value`;
}
