/** How many places of each kind the full city has. The sum is the one the newspaper gives: 1,337. */

export interface Count {
  readonly kind: string;
  readonly count: number;
  /** Where the number comes from; null: nobody gives one, it is assumed so that the sum is right. */
  readonly source: string | null;
}

const SEED = "seed text of 2022-12-30";

/** The one figure about kinds that is given for all of them together. */
export const ALL_PLACES = 1337;

export const COUNTS: readonly Count[] = [
  { kind: "library", count: 5, source: null },
  { kind: "culture-centre", count: 5, source: null },
  { kind: "exhibition-hall", count: 1, source: null },
  { kind: "science-museum", count: 2, source: null },
  { kind: "gallery", count: 1, source: null },
  {
    kind: "digital-centre",
    count: 1,
    source: `${SEED}: the first on-line and on-site centre of the north-west`,
  },
  { kind: "culture-station", count: 17, source: `${SEED}: every subdistrict has one (100 %)` },
  { kind: "town-station", count: 2, source: `${SEED}: every town has one (100 %)` },
  { kind: "community-room", count: 147, source: `${SEED}: every community has one (100 %)` },
  { kind: "village-room", count: 5, source: `${SEED}: every village has one (100 %)` },
  { kind: "book-house", count: 16, source: null },
  // 数十家 of the next five together; two of them are counted in a page of 2022-03 (163.com H3HJUGEU0514R9M0).
  { kind: "community-study", count: 24, source: null },
  { kind: "culture-post", count: 5, source: "page of 2022-03, unverified" },
  { kind: "workers-book-house", count: 11, source: "page of 2022-03, unverified" },
  { kind: "private-museum", count: 6, source: null },
  { kind: "music-museum", count: 1, source: null },
  { kind: "village-study", count: 5, source: null },
  { kind: "art-studio", count: 6, source: null },
  { kind: "culture-street", count: 2, source: null },
  { kind: "theatre", count: 3, source: null },
  { kind: "youth-palace", count: 2, source: null },
  { kind: "memorial", count: 2, source: null },
  { kind: "elder-centre", count: 40, source: null },
  { kind: "retirees-station", count: 64, source: null },
  { kind: "sports-hall", count: 8, source: null },
  { kind: "school", count: 36, source: null },
  { kind: "mobile-stop", count: 30, source: null },
  { kind: "square", count: 130, source: null },
  { kind: "park", count: 240, source: null },
  { kind: "court", count: 520, source: null },
];
