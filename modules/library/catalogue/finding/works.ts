/** The next works that hit, each told once, at its first hit. */
import type { Db } from "#platform/db";
import { calledSo, type Hit, mostCalledSo, nextHits, type Wanted } from "./find.ts";
import { worksOf, worksToldBy } from "./works-store.ts";

export interface WorksPage {
  hits: Hit[];
  /** Where it goes on; null: nothing is left. */
  next: Hit | null;
}

/** Hits that are looked at in one go at most, and so often: a page may be shorter than asked, and still not the last. */
const mostAtOnce = 640;
const mostRounds = 4;

export async function nextWorks(
  db: Db,
  wanted: Wanted,
  { after, limit }: { after: Hit | null; limit: number },
): Promise<WorksPage> {
  const told: Hit[] = [];
  const met = new Set<number>();
  let at = after;
  // One more than is told says whether there is more.
  let some = limit + 1;
  for (let round = 0; round < mostRounds; round++) {
    const hits = await nextHits(db, wanted, { after: at, limit: some });
    told.push(...(await firstOnes(db, wanted, { hits, after, met })));
    if (told.length > limit) return { hits: told.slice(0, limit), next: told[limit - 1] ?? null };
    if (hits.length < some) return { hits: told, next: null };
    at = hits.at(-1) ?? null;
    some = Math.min(4 * some, mostAtOnce);
  }
  return { hits: told, next: at };
}

/** Without those whose work was met on this page or told on one before, and those that are out of sight. */
async function firstOnes(
  db: Db,
  wanted: Wanted,
  { hits, after, met }: { hits: readonly Hit[]; after: Hit | null; met: Set<number> },
): Promise<Hit[]> {
  const works = await worksOf(
    db,
    hits.map(({ recordId }) => recordId),
  );
  const first = hits.filter(({ recordId }) => {
    const work = works.get(recordId);
    // Undefined: out of sight. Null: a work of its own.
    if (work === undefined || (work !== null && met.has(work))) return false;
    if (work !== null) met.add(work);
    return true;
  });
  const ofWorks = first.flatMap(({ recordId }) => works.get(recordId) ?? []);
  if (after === null || ofWorks.length === 0) return first;
  const called = await calledSo(db, wanted);
  const since = called.length === mostCalledSo ? (called.at(-1) ?? 0) : 0;
  const before = await worksToldBy(db, wanted, { hit: after, since, works: ofWorks });
  return first.filter(({ recordId }) => !before.has(works.get(recordId) ?? 0));
}
