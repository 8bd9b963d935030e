/** Posted openings held against what was seen at the door. Pure; instants in milliseconds, half-open. */
import type { Outcome, Seen } from "./words.ts";

export interface Posted {
  from: number;
  to: number;
}

export interface Sighting {
  what: Seen;
  at: number;
}

export interface Tolerance {
  lateMinutes: number;
  earlyMinutes: number;
}

export interface Judged extends Posted {
  outcome: Outcome;
  /** Somebody found it shut while it is recorded as open. */
  disputed: boolean;
}

const minute = 60_000;

/**
 * Each posted opening with what became of it. `posted` in order, not overlapping; `seen` in order. In time: open from the posted
 * minute until the posted end, give or take the tolerance. Late and early need somebody who saw it; what nobody saw is unrecorded.
 */
export function judge<P extends Posted>(
  posted: readonly P[],
  seen: readonly Sighting[],
  toleranceOf: (one: P) => Tolerance,
): (P & Judged)[] {
  const stretches = stretchesOf(posted, seen);
  const found = seen.filter(({ what }) => what === "shut");
  let past = 0;
  let told = 0;
  return posted.map((one) => {
    // What ended before this opening began is of no use to later ones either.
    while ((stretches[past]?.to ?? Number.POSITIVE_INFINITY) <= one.from) past++;
    while ((found[told]?.at ?? Number.POSITIVE_INFINITY) < one.from) told++;
    const open = whileBefore(stretches, past, ({ from }) => from < one.to).filter(({ to }) => to > one.from);
    const shut = whileBefore(found, told, ({ at }) => at < one.to).map(({ at }) => at);
    return { ...one, ...verdict(one, { open, shut }, toleranceOf(one)) };
  });
}

function verdict(
  one: Posted,
  { open, shut }: { open: Stretch[]; shut: number[] },
  { lateMinutes, earlyMinutes }: Tolerance,
): Pick<Judged, "outcome" | "disputed"> {
  const begins = one.from + lateMinutes * minute;
  const ends = one.to - earlyMinutes * minute;
  const turnedAway = shut.filter((at) => begins < at && at < ends);
  const [first] = open;
  if (!first) return { outcome: turnedAway.length > 0 ? "shut" : "unrecorded", disputed: false };
  const last = open.reduce((latest, stretch) => (stretch.to > latest.to ? stretch : latest));
  const late = (first.began && first.from > begins) || turnedAway.some((at) => at < first.from);
  const early = (last.ended && last.to < ends) || turnedAway.some((at) => at >= last.to);
  const disputed = turnedAway.some((at) => open.some(({ from, to }) => from <= at && at < to));
  return { outcome: late ? "late" : early ? "early" : "in-time", disputed };
}

/** A time during which it was open. `began`, `ended`: somebody did it then, rather than found it so. */
interface Stretch extends Posted {
  began: boolean;
  ended: boolean;
}

/** Nobody leaves a door open for longer without closing it once; a closing after that belongs to another opening. */
const longest = 24 * 60 * minute;
/** Who closes a door has been there for a while. */
const beforeClosing = 30 * minute;

/** An opening that nobody closed speaks for the posted opening it belongs to, and for no later one. */
function stretchesOf(posted: readonly Posted[], seen: readonly Sighting[]): Stretch[] {
  const stretches: Stretch[] = [];
  let opened: number | null = null;
  let closed: number | null = null;
  let own = 0;
  /** The end of the posted opening that an opening at `at` belongs to. */
  const endFor = (at: number) => {
    while ((posted[own]?.to ?? Number.POSITIVE_INFINITY) <= at) own++;
    return posted[own]?.to ?? at + 1;
  };
  const forgotten = () => {
    if (opened !== null) stretches.push({ from: opened, to: endFor(opened), began: true, ended: false });
    opened = null;
  };
  for (const { what, at } of seen) {
    if (what === "opened") {
      // Pressed twice during one posted opening it began the first time.
      if (opened !== null && at < endFor(opened)) continue;
      forgotten();
      opened = at;
    } else if (what === "closed") {
      if (opened !== null && at - opened > longest) forgotten();
      if (opened !== null)
        stretches.push({ from: opened, to: Math.max(at, opened + 1), began: true, ended: true });
      else if (closed === null || at - closed > beforeClosing)
        stretches.push({ from: at - beforeClosing, to: at, began: false, ended: true });
      opened = null;
      closed = at;
    } else if (what === "open") stretches.push({ from: at, to: at + 1, began: false, ended: false });
  }
  forgotten();
  return stretches.sort((a, b) => a.from - b.from);
}

function whileBefore<T>(list: readonly T[], start: number, fits: (one: T) => boolean): T[] {
  let end = start;
  for (let one = list[end]; one !== undefined && fits(one); one = list[end]) end++;
  return list.slice(start, end);
}
