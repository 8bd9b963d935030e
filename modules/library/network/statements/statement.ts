/** What one house did for another in a month. Pure. */
import type { BoxesCarried, Carried, PastLoans } from "./statement-store.ts";

/** One house and another: what the first did for the second. */
export interface Pair {
  houseId: string;
  otherId: string;
  /** Loans that the first made of the second's things. */
  lent: number;
  /** Things of the second that came back at the first. */
  returned: number;
  /** Boxes and copies that the first sent to the second. */
  boxes: number;
  copies: number;
  forReaders: number;
  lost: number;
}

export interface Rows {
  loans: readonly PastLoans[];
  carried: readonly Carried[];
  boxes: readonly BoxesCarried[];
}

/** Every pair of houses that had to do with one another. `houseOf`: whose a place is; what is unknown is left out by neither. */
export function pairsOf({ loans, carried, boxes }: Rows, houseOf: (placeId: string) => string): Pair[] {
  const pairs = new Map<string, Pair>();
  const between = (houseId: string, otherId: string): Pair | null => {
    if (houseId === otherId) return null;
    const key = `${houseId} ${otherId}`;
    const pair = pairs.get(key) ?? {
      houseId,
      otherId,
      lent: 0,
      returned: 0,
      boxes: 0,
      copies: 0,
      forReaders: 0,
      lost: 0,
    };
    pairs.set(key, pair);
    return pair;
  };
  for (const { ownerId, placeId, returnedPlaceId, lent, returned } of loans) {
    const lender = between(houseOf(placeId), ownerId);
    if (lender) lender.lent += lent;
    const taker = between(houseOf(returnedPlaceId), ownerId);
    if (taker) taker.returned += returned;
  }
  for (const { fromId, toId, copies, forReaders, lost } of carried) {
    const pair = between(houseOf(fromId), houseOf(toId));
    if (!pair) continue;
    pair.copies += copies;
    pair.forReaders += forReaders;
    pair.lost += lost;
  }
  for (const { fromId, toId, boxes: many } of boxes) {
    const pair = between(houseOf(fromId), houseOf(toId));
    if (pair) pair.boxes += many;
  }
  return [...pairs.values()];
}

/** One house and one other, seen from the house. */
export interface Line {
  houseId: string;
  otherId: string;
  /** Loans we made of theirs, they of ours. */
  lentOfTheirs: number;
  lentOfOurs: number;
  /** Things of theirs that came back here, of ours that came back there. */
  returnedOfTheirs: number;
  returnedOfOurs: number;
  boxesSent: number;
  boxesCame: number;
  copiesSent: number;
  copiesCame: number;
  lost: number;
  /** Loans we made of theirs less those they made of ours: above nought they did more for us. */
  balance: number;
}

/** Lines of these houses, those with most between them first. */
export function linesOf(pairs: readonly Pair[], isShown: (houseId: string) => boolean): Line[] {
  const by = new Map(pairs.map((pair) => [`${pair.houseId} ${pair.otherId}`, pair]));
  const keys = new Set(
    pairs.flatMap(({ houseId, otherId }) => [`${houseId} ${otherId}`, `${otherId} ${houseId}`]),
  );
  return [...keys]
    .map((key): Line => {
      const [houseId = "", otherId = ""] = key.split(" ");
      const ours = by.get(key);
      const theirs = by.get(`${otherId} ${houseId}`);
      const lentOfTheirs = ours?.lent ?? 0;
      const lentOfOurs = theirs?.lent ?? 0;
      return {
        houseId,
        otherId,
        lentOfTheirs,
        lentOfOurs,
        returnedOfTheirs: ours?.returned ?? 0,
        returnedOfOurs: theirs?.returned ?? 0,
        boxesSent: ours?.boxes ?? 0,
        boxesCame: theirs?.boxes ?? 0,
        copiesSent: ours?.copies ?? 0,
        copiesCame: theirs?.copies ?? 0,
        lost: (ours?.lost ?? 0) + (theirs?.lost ?? 0),
        balance: lentOfTheirs - lentOfOurs,
      };
    })
    .filter(({ houseId }) => isShown(houseId))
    .toSorted(
      (a, b) =>
        a.houseId.localeCompare(b.houseId) ||
        b.lentOfTheirs + b.lentOfOurs - a.lentOfTheirs - a.lentOfOurs ||
        a.otherId.localeCompare(b.otherId),
    );
}
