/** SQL of what somebody may have meant: titles that sound so, and titles of nearly the same letters. */
import type { Db } from "#platform/db";

/** What shares fewer of its letters by threes is not looked at: a third, as `pg_trgm` has it, would be met by every hundredth title. */
const nearEnough = "0.5";

/** Titles of works that sound so, then those that begin so, then those nearly spelt so; each once. */
export async function titlesLike(db: Db, sound: string, limit: number): Promise<string[]> {
  const rows = await db.tx(async (tx) => {
    await tx.run`select set_config('pg_trgm.similarity_threshold', ${nearEnough}, true)`;
    return tx.many<{ title: string }>`
    select title from (
      select distinct on (r.title_key) r.title, w.nearness from (
        select id, case when sound = ${sound} then 2 else similarity(sound, ${sound}) + starts_with(sound, ${sound})::int end as nearness
          from library.work where sound % ${sound} or sound like ${`${sound}%`} order by nearness desc, id limit 100) w
        cross join lateral (select title, title_key from library.record where work_id = w.id and state = 'standing' order by id desc limit 1) r
       order by r.title_key, w.nearness desc) named
     order by nearness desc, title limit ${limit}`;
  });
  return rows.map(({ title }) => title);
}
