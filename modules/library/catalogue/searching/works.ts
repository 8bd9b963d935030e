/** The next works that hit, each told once, at its first hit. */
import type { Db } from "#platform/db";
import { type Hit, nextHits, type Wanted } from "./find.ts";
import type { HitRow } from "./find-store.ts";
import { worksToldBy } from "./works-store.ts";

export interface WorksPage {
  hits: Hit[];
  /** Where it goes on; null: nothing is left. */
  next: Hit | null;
}

/**
 * Hits that are looked at for a work told, round by round: few at first, then many, as those of one that is printed often follow each other. A
 * page may be shorter than asked, and still not the last.
 */
const hitsForAWork = [3, 60, 60];

export async function nextWorks(
  db: Db,
  wanted: Wanted,
  { after, limit }: { after: Hit | null; limit: number },
): Promise<WorksPage> {
  const told: Hit[] = [];
  const met = new Set<number>();
  let at = after;
  for (const each of hitsForAWork) {
    // One more than is told says whether there is more.
    const some = each * (limit + 1);
    const hits = await nextHits(db, wanted, { after: at, limit: some });
    told.push(...(await firstOnes(db, wanted, { hits, after, met })));
    if (told.length > limit) return { hits: told.slice(0, limit), next: told[limit - 1] ?? null };
    if (hits.length < some) return { hits: told, next: null };
    at = hits.at(-1) ?? null;
  }
  return { hits: told, next: at };
}

/** Without those whose work was met on this page or told on one before, and those that are out of sight. */
async function firstOnes(
  db: Db,
  wanted: Wanted,
  { hits, after, met }: { hits: readonly HitRow[]; after: Hit | null; met: Set<number> },
): Promise<Hit[]> {
  const first = hits.filter(({ work }) => {
    if (work === null || met.has(work)) return false;
    met.add(work);
    return true;
  });
  const works = first.flatMap(({ work }) => (work !== null && work > 0 ? [work] : []));
  if (after === null || works.length === 0) return first;
  const before = await worksToldBy(db, wanted, { hit: after, works });
  return first.filter(({ work }) => work === null || !before.has(work));
}
