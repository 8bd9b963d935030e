/** SQL of what somebody may have meant: titles that sound so, and titles of nearly the same letters. */
import type { Db } from "#platform/db";

/** What shares fewer of its letters by threes is not looked at: a third, as `pg_trgm` has it, would be met by every hundredth title. */
const nearEnough = "0.5";

/** What is not proposed: titles that are compared as equal to this one, and works that are told already. */
export interface Told {
  titleKey: string;
  recordIds: readonly number[];
}

/** Titles of works, as the work is called and not a translation of it where a record has that: those that sound so, then those that begin so, then those nearly spelt so; each once. */
export async function titlesLike(
  db: Db,
  sound: string,
  { told: { titleKey, recordIds }, limit }: { told: Told; limit: number },
): Promise<string[]> {
  const rows = await db.tx(async (tx) => {
    await tx.run`select set_config('pg_trgm.similarity_threshold', ${nearEnough}, true)`;
    return tx.many<{ title: string }>`
    with told as materialized (select work_id, title_key from library.record where id = any(${[...recordIds]}::bigint[]))
    select title from (
      select distinct on (r.title_key) r.title, w.nearness from (
        select id, split_part(key, '/', 1) as title_key, case when sound = ${sound} then 2 else similarity(sound, ${sound}) + starts_with(sound, ${sound})::int end as nearness
          from library.work where sound % ${sound} or sound like ${`${sound}%`} order by nearness desc, id limit 100) w
        cross join lateral (select title, title_key from library.record where work_id = w.id and state = 'standing' order by title_key = w.title_key desc, id desc limit 1) r
       where r.title_key <> ${titleKey} and w.id not in (select work_id from told where work_id is not null)
         and r.title_key not in (select title_key from told)
       order by r.title_key, w.nearness desc) named
     order by nearness desc, title limit ${limit}`;
  });
  return rows.map(({ title }) => title);
}
