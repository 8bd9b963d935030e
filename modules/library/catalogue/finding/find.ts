/** The next hits: what is called so, then what has the words in its title, then what has them anywhere; of each what came last first. */
import type { Db } from "#platform/db";
import { estimate, hitsByIndex, hitsByWalk, type OnShelf, type Where, withTitle } from "./find-store.ts";

export interface Hit {
  recordId: number;
  /** 0: this is its title; 1: its title has the words; 2: they stand elsewhere too. */
  tier: 0 | 1 | 2;
}

export interface Wanted {
  /** `tsquery` over the rows, with the marks that are kept to. */
  query: string;
  /** The question as a title; null: none is asked for. */
  titleKey: string | null;
  /** Titles with the words come first; false where no words are asked for that stand in titles. */
  inTitles: boolean;
  /** Only what can be taken from a shelf now. */
  onShelf: OnShelf | null;
}

const last = Number.MAX_SAFE_INTEGER;
/** Words that so many of a hundred records have are found sooner by looking at the newest than by the index. */
const manyOfHundred = 2;
/** Rows looked at before the index is asked after all: words that each are common may hardly ever meet. */
const mostLookedAt = 2000;

/** The newest records called so: they are told first. */
export function calledSo(db: Db, { titleKey, query, onShelf }: Wanted): Promise<number[]> {
  return titleKey === null
    ? Promise.resolve([])
    : withTitle(db, { titleKey, query, onShelf, limit: mostCalledSo });
}

export async function nextHits(
  db: Db,
  wanted: Wanted,
  { after, limit }: { after: Hit | null; limit: number },
): Promise<Hit[]> {
  const { query, inTitles, onShelf } = wanted;
  const hits: Hit[] = [];
  const add = (tier: Hit["tier"], ids: readonly number[]) => {
    const known = new Set(hits.map(({ recordId }) => recordId));
    hits.push(...ids.filter((id) => !known.has(id)).map((recordId) => ({ recordId, tier })));
  };
  const before = (tier: Hit["tier"]) => (after?.tier === tier ? after.recordId : last);
  const from = after?.tier ?? 0;
  // Those called so are told first, and must be known to be left out of what follows.
  const called = await calledSo(db, wanted);
  if (from === 0)
    add(
      0,
      called.filter((id) => id < before(0)),
    );
  if (inTitles && from <= 1 && hits.length < limit) {
    const some = {
      query,
      onShelf,
      before: before(1),
      but: null,
      limit: limit - hits.length + called.length,
    };
    add(
      1,
      (await newest(db, "title", some)).filter((id) => !called.includes(id)),
    );
  }
  if (hits.length < limit)
    add(
      2,
      await newest(db, "words", {
        query,
        onShelf,
        before: before(2),
        but: inTitles ? query : null,
        limit: limit - hits.length,
      }),
    );
  return hits.slice(0, limit);
}

/** More editions of one title than this are told among those that have the words in their title. */
export const mostCalledSo = 100;

type Some = Omit<Parameters<typeof hitsByIndex>[1], "where">;

async function newest(db: Db, where: Where, some: Some): Promise<number[]> {
  const { rows, hits } = await estimate(db, where, some.query);
  if (hits * 100 >= rows * manyOfHundred) {
    const found = await hitsByWalk(db, { where, ...some }, mostLookedAt);
    if (found.length === some.limit) return found;
  }
  return hitsByIndex(db, { where, ...some });
}
