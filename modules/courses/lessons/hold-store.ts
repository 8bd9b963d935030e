/** SQL of lessons that are over. */
import type { Temporal } from "temporal-polyfill";
import type { Tx } from "#platform/db";
import type { Lesson } from "./lesson-store.ts";

/** Marks the next lessons as held, with how many came, and answers them. Planned classes that never opened held none. */
export function holdNext(
  tx: Tx,
  now: Temporal.Instant,
  limit: number,
): Promise<
  (Pick<Lesson, "id" | "classId" | "startsAt" | "endsAt" | "placeId"> & { attendedTold: number })[]
> {
  return tx.many`
    update courses.lesson h
       set held_at = ${now},
           attended_told = (select count(*) from courses.attendance a where a.lesson_id = h.id and a.mark in ('present', 'late'))
     where id in (
           select l.id from courses.lesson l join courses.class k on k.id = l.class_id
            where l.held_at is null and l.cancelled_at is null and l.ends_at <= ${now} and k.offer_id is not null
            order by l.ends_at limit ${limit} for update of l skip locked)
    returning id, class_id, starts_at, ends_at, place_id, attended_told`;
}
