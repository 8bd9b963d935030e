/** How people stand now: read for many at once, in one statement where nobody has a mark. */
import type { Db } from "#platform/db";
import { type KeptMark, marksOf, visitsOf } from "./mark-store.ts";
import { type NoShowStanding, standingOn } from "./standing.ts";

export interface PersonStanding extends NoShowStanding {
  /** All marks, waived ones too, the earliest first. */
  marks: KeptMark[];
}

/** Standings on a day of the city of those of these people who have marks. */
export async function standingsOf(
  db: Db,
  subjects: readonly string[],
  day: string,
): Promise<Map<string, PersonStanding>> {
  const marks = await marksOf(db, subjects);
  const [first] = marks;
  if (!first) return new Map();
  const bySubject = Map.groupBy(marks, ({ subject }) => subject);
  const visits = Map.groupBy(await visitsOf(db, [...bySubject.keys()], first.at), ({ subject }) => subject);
  return new Map(
    [...bySubject].map(([subject, own]) => {
      const counting = own.filter(({ waivedBecause }) => waivedBecause === null);
      return [subject, { ...standingOn(day, counting, visits.get(subject) ?? []), marks: own }];
    }),
  );
}
