/** From one order of all entries to places: who gets what, who waits at which turn, and why. */
import { deferredAcceptance } from "./deferred-acceptance.ts";
import { give, type Left, leftOf, type Seeker } from "./giving.ts";
import type { Class, DrawList, Entry } from "./list.ts";

/** What became of one choice of one entry. */
export type ChoiceResult =
  /** `from`: the group whose reserved place it is, or "open". */
  | { class: string; is: "given"; from: string }
  /** `left`: places there were when its turn came: none, or fewer than its people. `turn` counts all who wait for the class, from 1. */
  | { class: string; is: "waiting"; turn: number; left: number }
  /** It has as many classes as it would take, of those it wants more. */
  | { class: string; is: "enough" }
  /** It was given a class that it cannot attend beside this one. */
  | { class: string; is: "overlaps"; with: string };

export interface Result {
  number: string;
  /** Its place in the order, from 1. */
  rank: number;
  choices: ChoiceResult[];
}

/**
 * Results in the order given. Rounds: in each every entry that got a class in all rounds before, wants another and may have one gets at
 * most one more, so nobody has two classes while somebody who could take the place has none.
 */
export function assign(
  { classes, overlaps, most }: Pick<DrawList, "classes" | "overlaps" | "most">,
  ordered: readonly Entry[],
): Result[] {
  const left = new Map(classes.map((one) => [one.id, leftOf(one)]));
  const apart = apartness(overlaps);
  const all = ordered.map(
    (entry, rank): Seeker => ({ entry, rank, wishes: entry.choices, given: [], refused: [] }),
  );
  // By the order alone where one order holds everywhere: that is deferred acceptance then, and it can hold groups together.
  const round =
    classes.length > 1 && classes.some(({ reserved }) => reserved.length > 0) ? deferredAcceptance : inTurn;
  for (let n = 1; n <= most; n++) {
    const seekers = all.filter(({ entry, given }) => given.length === n - 1 && entry.most >= n);
    if (n > 1) for (const seeker of seekers) seeker.wishes = wishesOf(seeker, apart);
    round(seekers, left, classes);
  }
  return resultsOf(all, apart);
}

function apartness(overlaps: string[][]): Map<string, Set<string>> {
  const apart = new Map<string, Set<string>>();
  for (const [one = "", other = ""] of overlaps) {
    apart.set(one, (apart.get(one) ?? new Set()).add(other));
    apart.set(other, (apart.get(other) ?? new Set()).add(one));
  }
  return apart;
}

function wishesOf({ entry, given, refused }: Seeker, apart: Map<string, Set<string>>): string[] {
  return entry.choices.filter(
    (name) => !of(given, name) && !of(refused, name) && clash(name, given, apart) === undefined,
  );
}

function of<T extends { class: string }>(those: readonly T[], name: string): T | undefined {
  return those.find((one) => one.class === name);
}

/** The class among those given that nobody can attend beside this one. */
function clash(name: string, given: Seeker["given"], apart: Map<string, Set<string>>): string | undefined {
  const those = apart.get(name);
  return those && given.find((one) => those.has(one.class))?.class;
}

/**
 * One after another takes the first of its wishes that has room for all its people; who finds room nowhere is passed over and the next
 * is asked. The reserved places of each group are gone through first, which is only possible where there is one class.
 */
function inTurn(seekers: readonly Seeker[], left: Map<string, Left>, classes: readonly Class[]): void {
  const before = new Set<Seeker>();
  for (const { id, reserved } of classes) {
    const there = left.get(id);
    for (const { group } of reserved) {
      for (const seeker of seekers) {
        const { groups, size } = seeker.entry;
        if (!there || before.has(seeker) || !groups.includes(group) || !seeker.wishes.includes(id)) continue;
        if (size > Math.min(there.all, there.reserved.get(group) ?? 0)) continue;
        give(seeker, there, id, group);
        before.add(seeker);
      }
    }
  }
  for (const seeker of seekers) {
    if (before.has(seeker)) continue;
    for (const name of seeker.wishes) {
      const there = left.get(name);
      if (there && there.all >= seeker.entry.size) {
        give(seeker, there, name, "open");
        break;
      }
      seeker.refused.push({ class: name, left: there?.all ?? 0 });
    }
  }
}

function resultsOf(all: readonly Seeker[], apart: Map<string, Set<string>>): Result[] {
  const turns = new Map<string, number>();
  return all.map(({ entry, rank, given, refused }) => ({
    number: entry.number,
    rank: rank + 1,
    choices: entry.choices.map((name): ChoiceResult => {
      const got = of(given, name);
      if (got) return { class: name, is: "given", from: got.from };
      const no = of(refused, name);
      if (no) {
        const turn = (turns.get(name) ?? 0) + 1;
        turns.set(name, turn);
        return { class: name, is: "waiting", turn, left: no.left };
      }
      const beside = clash(name, given, apart);
      return beside === undefined
        ? { class: name, is: "enough" }
        : { class: name, is: "overlaps", with: beside };
    }),
  }));
}
