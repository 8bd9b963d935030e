/** The next hits: what is called so, then what has the words in its title, then what has them anywhere; of each what came last first. */
import type { Db } from "#platform/db";
import { type HitRow, hitsFrom, type OnShelf } from "./find-store.ts";

export type Hit = Pick<HitRow, "recordId" | "tier">;

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

export function nextHits(
  db: Db,
  wanted: Wanted,
  { after, limit }: { after: Hit | null; limit: number },
): Promise<HitRow[]> {
  // Of what was told whole nothing is left.
  const before = (tier: Hit["tier"]) =>
    after === null || after.tier < tier ? last : after.tier === tier ? after.recordId : 0;
  return hitsFrom(db, wanted, { before: [before(0), before(1), before(2)], limit });
}
