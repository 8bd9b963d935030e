/** What lies on a code that ends: it goes along with the code, or the code does not end. Pure. */
import type { CellFault } from "#platform/exchange";
import type { DivisionEnd, OnIt } from "../network/division-many-store.ts";
import type { Succession } from "../network/division-store.ts";

/** What lies on a code that became another. */
export interface Following extends OnIt {
  from: string;
  to: string;
}

/** Places and organisations that go where their code went. Of a split nobody knows which goes where. */
export function followingOf(links: readonly Succession[], onThem: ReadonlyMap<string, OnIt>): Following[] {
  return links.flatMap(({ fromCode, toCode, how, onDay }) => {
    const onIt = onThem.get(fromCode);
    return onIt && how !== "split" && onDay !== null ? [{ from: fromCode, to: toCode, ...onIt }] : [];
  });
}

/** The first code that would be no more with places or organisations still on it. `code`: the one of the row, which `lives` on or not. */
export function strandedBy(
  end: readonly DivisionEnd[],
  follows: readonly Following[],
  { code, lives, onThem }: { code: string; lives: boolean; onThem: ReadonlyMap<string, OnIt> },
): CellFault | null {
  const goes = (one: string) => follows.some(({ from }) => from === one);
  for (const { code: one } of end) {
    const onIt = onThem.get(one);
    if (!onIt || goes(one) || (one === code && lives)) continue;
    return {
      column: one === code ? "to" : "moved_from",
      id: "division.not-empty",
      data: { code: one, ...onIt },
    };
  }
  return null;
}

/** What comes after sees them where they went. */
export function goAlong(onThem: Map<string, OnIt>, { from, to, places, organisations }: Following): void {
  const there = onThem.get(to) ?? { places: 0, organisations: 0 };
  onThem.delete(from);
  onThem.set(to, {
    places: there.places + places,
    organisations: there.organisations + organisations,
  });
}
