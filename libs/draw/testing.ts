/** Lists and entries for tests. */
import { createHash } from "node:crypto";
import { entryNumber } from "./entry-number.ts";
import type { Class, DrawList, Entry } from "./list.ts";
import { draw, freeze } from "./outcome.ts";
import { publicForms } from "./public-value.ts";
import { commitmentTo } from "./rank.ts";

export const secret = "5f".repeat(32);
export const value = "3 8 15 21 27 33 + 9";
export const drawnAt = "2027-03-18T21:40:00+08:00";

/** The nth entry number of a row that is the same in every run. */
export function numberOf(n: number): string {
  return entryNumber(createHash("sha256").update(`number ${n}`).digest().subarray(0, 5));
}

/** The nth entry: one person for class "a". */
export function anEntry(n: number, over: Partial<Entry> = {}): Entry {
  return { number: numberOf(n), weight: 1, size: 1, groups: [], choices: ["a"], most: 1, ...over };
}

export function aClass(id: string, places: number, reserved: Class["reserved"] = []): Class {
  return { id, title: `${id} 班`, places, reserved };
}

export function aList(over: Partial<DrawList> = {}): Omit<DrawList, "version"> {
  return {
    title: "春季少儿书法班",
    frozenAt: "2027-03-18T09:00:00+08:00",
    commitment: commitmentTo(secret),
    value: {
      source: "中国福利彩票双色球第 2027031 期",
      form: publicForms["double-colour"],
      knownFrom: "2027-03-18T21:15:00+08:00",
    },
    revealBy: "2027-03-19T12:00:00+08:00",
    most: 1,
    groups: [{ id: "near", title: "本社区居民" }],
    classes: [aClass("a", 5, [{ group: "near", places: 2 }])],
    overlaps: [],
    entries: Array.from({ length: 20 }, (_, n) =>
      anEntry(n, { weight: 1 + (n % 3), size: 1 + (n % 2), groups: n % 5 === 0 ? ["near"] : [] }),
    ),
    ...over,
  };
}

export function frozen(over: Partial<DrawList> = {}): { text: string; hash: string } {
  const list = freeze(aList(over));
  if ("faults" in list) throw new Error(JSON.stringify(list.faults));
  return list;
}

/** The published file of a list. */
export function drawn(text: string): string {
  const done = draw(text, { secret, value, at: drawnAt });
  if ("refused" in done) throw new Error(JSON.stringify(done.refused));
  return done.text;
}

/** Even chance from a seed, for tests: mulberry32. */
export function chanceFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}
