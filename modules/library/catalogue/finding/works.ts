/** The next works that hit, each told once, at its first hit. */
import type { Db } from "#platform/db";
import { type Hit, nextHits, type Wanted } from "./find.ts";
import { firstOfWork, worksOf } from "./works-store.ts";

export interface WorksPage {
  hits: Hit[];
  /** Where it goes on; null: nothing is left. */
  next: Hit | null;
}

/** Hits that are looked at in one go at most, and so often: a page may be shorter than asked, and still not the last. */
const mostAtOnce = 640;
const mostRounds = 6;

export async function nextWorks(
  db: Db,
  wanted: Wanted,
  { after, limit }: { after: Hit | null; limit: number },
): Promise<WorksPage> {
  const told: Hit[] = [];
  let at = after;
  // One more than is told says whether there is more.
  let some = limit + 1;
  for (let round = 0; round < mostRounds; round++) {
    const hits = await nextHits(db, wanted, { after: at, limit: some });
    told.push(...(await firstOnes(db, wanted, hits)));
    if (told.length > limit) return { hits: told.slice(0, limit), next: told[limit - 1] ?? null };
    if (hits.length < some) return { hits: told, next: null };
    at = hits.at(-1) ?? null;
    some = Math.min(4 * some, mostAtOnce);
  }
  return { hits: told, next: at };
}

/** Without those whose work is told elsewhere, and those that are out of sight. */
async function firstOnes(db: Db, wanted: Wanted, hits: readonly Hit[]): Promise<Hit[]> {
  const works = await worksOf(
    db,
    hits.map(({ recordId }) => recordId),
  );
  const standing = hits.filter(({ recordId }) => works.has(recordId));
  const ofWorks = standing.filter(({ recordId }) => works.get(recordId) !== null);
  const first = await firstOfWork(db, wanted, ofWorks);
  return standing.filter(({ recordId }) => works.get(recordId) === null || first.has(recordId));
}
