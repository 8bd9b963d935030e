/** Seeded chance: the same seed gives the same demo city on every machine. Not for draws, keys or anything that must be fair. */
export interface Chance {
  /** 0 ≤ x < 1. */
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number;
  /** True in `share` of the cases. */
  hits(share: number): boolean;
  /** One of them; throws on an empty list. */
  one<T>(list: readonly T[]): T;
  /** `count` different ones (all, when there are fewer), in a mixed order. */
  some<T>(list: readonly T[], count: number): T[];
  /** A stream of its own, so that a new name here does not change every number there. */
  branch(name: string): Chance;
}

/** mulberry32 (Tommy Ettinger, public domain). */
export function chance(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    whole,
    hits: (share) => next() < share,
    one(list) {
      const chosen = list[whole(0, list.length - 1)];
      if (chosen === undefined) throw new Error("nothing to choose from");
      return chosen;
    },
    some(list, count) {
      const left = [...list];
      return Array.from({ length: Math.min(count, list.length) }, () =>
        left.splice(whole(0, left.length - 1), 1),
      ).flat();
    },
    branch: (name) => chance(seed ^ hash(name)),
  };
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (const letter of text) h = Math.imul(h ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return h;
}
