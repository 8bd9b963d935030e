/**
 * Deferred acceptance, applicants proposing (Gale and Shapley 1962), with one order of applicants for all classes (single tie-breaking)
 * and reserved places: each class fills the places of its groups first, in their order, then the open ones, what a group leaves being
 * open (minority reserves of Hafalir, Yenmez and Yildirim 2013). No class's choice ever takes back somebody it refused, so the outcome
 * is stable, the best stable one for every applicant, the same in whatever order they are asked, and no wish list but the true one gets
 * more. Every entry is one person here.
 */
import { give, type Left, type Seeker } from "./giving.ts";
import type { Class } from "./list.ts";

/** Whom a class keeps for now: by group in the class's order, the open places last; each by rank, the worst at the end. */
interface Kept {
  left: number;
  slots: { from: string; quota: number; seekers: Seeker[] }[];
  count: number;
}

/** One round: everybody who asks gets the first of its wishes that keeps it, or is refused by all of them. */
export function deferredAcceptance(
  seekers: readonly Seeker[],
  left: Map<string, Left>,
  classes: readonly Class[],
): void {
  const kept = new Map(classes.map((one) => [one.id, emptied(one, left.get(one.id))]));
  const next = new Map<Seeker, number>();
  const asking = [...seekers].reverse();
  for (let seeker = asking.pop(); seeker; seeker = asking.pop()) {
    const n = next.get(seeker) ?? 0;
    const name = seeker.wishes[n];
    const there = name === undefined ? undefined : kept.get(name);
    if (name === undefined || !there) continue;
    next.set(seeker, n + 1);
    const out = propose(there, seeker);
    if (!out) continue;
    out.refused.push({ class: name, left: 0 });
    asking.push(out);
  }
  for (const [name, { slots }] of kept) {
    const there = left.get(name);
    for (const { from, seekers: those } of slots) {
      for (const seeker of those) if (there) give(seeker, there, name, from);
    }
  }
}

function emptied({ reserved }: Class, left?: Left): Kept {
  const slots = reserved.map(({ group }) => ({
    from: group,
    quota: left?.reserved.get(group) ?? 0,
    seekers: [],
  }));
  return {
    left: left?.all ?? 0,
    slots: [...slots, { from: "open", quota: Infinity, seekers: [] }],
    count: 0,
  };
}

/** Who is not kept after this one asked too: somebody else, itself, or nobody. Whoever is put out of a group's places tries the next. */
function propose(there: Kept, seeker: Seeker): Seeker | undefined {
  let moving: Seeker | undefined = seeker;
  for (const { from, quota, seekers } of there.slots) {
    if (!moving) break;
    if (from !== "open" && !moving.entry.groups.includes(from)) continue;
    insert(seekers, moving);
    moving = seekers.length > quota ? seekers.pop() : undefined;
  }
  if (++there.count <= there.left) return undefined;
  there.count--;
  // The place it took in a group's share is one fewer for those who come after that share.
  const filled = there.slots.filter(({ seekers }) => seekers.length > 0);
  return filled[filled.length - 1]?.seekers.pop();
}

function insert(seekers: Seeker[], one: Seeker): void {
  let [low, high] = [0, seekers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((seekers[middle]?.rank ?? 0) < one.rank) low = middle + 1;
    else high = middle;
  }
  seekers.splice(low, 0, one);
}
