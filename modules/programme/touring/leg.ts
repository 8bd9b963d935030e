/** Rules of a leg: what becomes of it when, how long it was lent, and what is wrong with its crates. Pure. */
import { Temporal } from "temporal-polyfill";
import type { CratesFound, LegState } from "./contract.ts";

/** What somebody does with a leg, and from which states. */
export const ways = {
  answer: ["asked"],
  cancel: ["asked", "agreed", "on-its-way"],
  send: ["agreed"],
  arrive: ["on-its-way"],
  "begin-event": ["agreed", "on-its-way", "arrived"],
  leave: ["arrived"],
  "take-home": ["returning"],
} as const satisfies Record<string, readonly LegState[]>;
export type Way = keyof typeof ways;

export function goes(way: Way, state: LegState): boolean {
  const from: readonly LegState[] = ways[way];
  return from.includes(state);
}

/** It takes days of the tour that nobody else can have. */
export const takesDays = (state: LegState) => !["asked", "refused", "cancelled"].includes(state);

export interface Days {
  /** Both are counted. */
  from: string;
  through: string;
}

/** The days of one span that lie in another. Days as ISO text are in order as they stand. */
export function daysIn({ from, through }: Days, within: Days): number {
  const first = from > within.from ? from : within.from;
  const last = through < within.through ? through : within.through;
  return first > last ? 0 : Temporal.PlainDate.from(first).until(last).days + 1;
}

export interface CratesWrong {
  missing: number[];
  wrong: string[];
}

/** Of crates numbered from 1 those that are not here, and what is here and does not belong to them: a number beyond them, too. */
export function cratesWrong(
  crates: number,
  { present, wrong }: Pick<CratesFound, "present" | "wrong">,
): CratesWrong {
  const here = new Set(present);
  return {
    missing: Array.from({ length: crates }, (_, at) => at + 1).filter((number) => !here.has(number)),
    wrong: [
      ...present.filter((number) => number > crates).map(String),
      ...new Set(wrong.map((label) => label.trim())),
    ],
  };
}

/** Something to tell both houses. */
export const isTroubled = ({ missing, wrong, damaged }: CratesWrong & { damaged: boolean }) =>
  damaged || missing.length > 0 || wrong.length > 0;
