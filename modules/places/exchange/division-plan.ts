/** What a row of the table of divisions means for what codes have meant so far. Pure; each plan is part of what the next one sees. */
import type { CellFault, Values } from "#platform/exchange";
import { codeChain, levelOfCode } from "../network/division-code.ts";
import type { DivisionEnd, NewDivision, OnIt } from "../network/division-many-store.ts";
import type { DivisionRow, Succession } from "../network/division-store.ts";
import type { divisionColumns } from "./division-columns.ts";
import { type Following, followingOf, goAlong, strandedBy } from "./division-leftovers.ts";

export type DivisionValues = Values<typeof divisionColumns>;

/** What a code meant in a stretch of days. */
export type Meaning = Pick<DivisionRow, "code" | "parentCode" | "name" | "names" | "kind" | "from" | "to">;

export interface KnownDivisions {
  /** All meanings of the codes spoken of, by code, oldest first. Grows with each plan. */
  histories: Map<string, Meaning[]>;
  /** Codes that are something, though they are not spoken of here. */
  codes: Set<string>;
  links: ReadonlySet<string>;
  /** What the codes spoken of became. */
  successors: ReadonlyMap<string, string>;
  /** Living places and organisations on the codes spoken of, where there are any. They go along with each plan. */
  onThem: Map<string, OnIt>;
  /** The row may be written by whoever asks. */
  allowed: boolean;
  /** What codes of the city (by prefix) meant before this day is no more changed. */
  closed: { before: string; within: string } | null;
}

/** What is to be written. */
export interface DivisionWrites {
  insert: NewDivision[];
  /** Meanings that end on a day. */
  end: DivisionEnd[];
  correct: NewDivision[];
  links: Succession[];
}

export type DivisionPlan =
  | { faults: CellFault[] }
  | { did: "unchanged"; writes: DivisionWrites }
  | { did: "added"; writes: DivisionWrites; follows: Following[] }
  | { did: "changed"; was: Meaning | null; becomes: Meaning; writes: DivisionWrites; follows: Following[] };

export const linkKey = (from: string, to: string) => `${from} ${to}`;

export function planDivision(values: DivisionValues, known: KnownDivisions): DivisionPlan {
  const code = values.code ?? "";
  const history = known.histories.get(code) ?? [];
  const next = meaningOf(values, history.at(-1));
  const faults = [
    ...(known.allowed ? [] : [{ column: "code", id: "row.not-yours" }]),
    ...faultsOf(next, values, known),
  ];
  if (faults.length > 0) return { faults };
  const writes: DivisionWrites = { insert: [], end: [], correct: [], links: [] };
  const fault = placeInto(history, next, { values, known, writes });
  if (fault) return { faults: [fault] };
  const linkFault = linkTo(next, values, { known, writes });
  if (linkFault) return { faults: [linkFault] };
  const { insert, end, correct, links } = writes;
  const late = intoClosedYear(history, writes, known);
  if (late) return { faults: [late] };
  const meanings = replaced(history, writes, next);
  const follows = followingOf(links, known.onThem);
  const lives = meanings.at(-1)?.to === null;
  const stranded = strandedBy(end, follows, { code, lives, onThem: known.onThem });
  if (stranded) return { faults: [stranded] };
  known.histories.set(code, meanings);
  for (const { code: former, on } of end) if (former !== code) endIn(known, former, on);
  for (const one of follows) goAlong(known.onThem, one);
  if (insert.length > 0 && history.length === 0) return { did: "added", writes, follows };
  const still = insert.length + end.length + correct.length + links.length === 0;
  if (still) return { did: "unchanged", writes };
  const was = history.find(({ from }) => from === next.from) ?? history.at(-1) ?? null;
  return { did: "changed", was, becomes: next, writes, follows };
}

/** A code of the city that meant something already would mean something else in a year that is over. A name may be put right. */
function intoClosedYear(
  history: readonly Meaning[],
  { insert, end, correct }: DivisionWrites,
  { closed, histories }: KnownDivisions,
): CellFault | null {
  if (!closed) return null;
  const { before, within } = closed;
  const changes = ({ code, from, kind, parentCode }: NewDivision) => {
    const was = (histories.get(code) ?? []).find((one) => one.from === from);
    return was !== undefined && (was.kind !== kind || was.parentCode !== parentCode);
  };
  const days = [
    ...end.map(({ code, on }) => ({ code, day: on })),
    ...(history.length > 0 ? insert : []).map(({ code, from }) => ({ code, day: from ?? "" })),
    ...correct.filter(changes).map(({ code, from }) => ({ code, day: from ?? "" })),
  ];
  return days.some(({ code, day }) => code.startsWith(within) && day < before)
    ? { column: "from", id: "division.year-closed", data: { day: before } }
    : null;
}

function endIn({ histories }: KnownDivisions, code: string, on: string): void {
  const history = histories.get(code) ?? [];
  histories.set(
    code,
    history.map((one) => (one.to === null ? { ...one, to: on } : one)),
  );
}

interface Next extends Meaning {
  source: string;
  note: string | null;
}

/** What the row says; what its file has no column for stays as it was last. */
function meaningOf(values: DivisionValues, last: Meaning | undefined): Next {
  const code = values.code ?? "";
  const names = { ...last?.names };
  if (values.name_en) names.en = values.name_en;
  else if (values.name_en === null) delete names.en;
  return {
    code,
    parentCode: values.parent ?? (last ? last.parentCode : parentOf(code)),
    name: values.name ?? last?.name ?? "",
    names,
    kind: values.kind ?? last?.kind ?? "",
    from: values.from ?? null,
    to: values.to ?? null,
    source: values.source ?? "",
    note: values.note ?? null,
  };
}

/** The code above that the digits name, or null for a province. */
function parentOf(code: string): string | null {
  return codeChain(code).at(-2) ?? null;
}

const ranks = { province: 1, city: 2, district: 3, street: 4, community: 5 } as const;

function faultsOf(next: Next, values: DivisionValues, known: KnownDivisions): CellFault[] {
  const { code, parentCode, from, to } = next;
  const exists = (one: string) => known.codes.has(one) || (known.histories.get(one)?.length ?? 0) > 0;
  const faults: CellFault[] = [];
  if (!next.name) faults.push({ column: "name", id: "missing" });
  if (!next.kind) faults.push({ column: "kind", id: "missing" });
  if (from && to && to <= from) faults.push({ column: "to", id: "division.ends-before" });
  if (parentCode !== null && ranks[levelOfCode(parentCode)] >= ranks[levelOfCode(code)]) {
    faults.push({ column: "parent", id: "division.parent-level" });
  } else if (parentCode !== null && !exists(parentCode)) {
    faults.push({ column: "parent", id: "division.no-parent", data: { code: parentCode } });
  }
  for (const former of values.moved_from ?? []) {
    if (former === code) faults.push({ column: "moved_from", id: "division.moved-to-itself" });
    else if (!exists(former))
      faults.push({ column: "moved_from", id: "division.unknown-code", data: { code: former } });
  }
  return faults;
}

const same = (a: Meaning, b: Meaning) =>
  a.name === b.name &&
  a.kind === b.kind &&
  a.parentCode === b.parentCode &&
  JSON.stringify(Object.entries(a.names).toSorted()) === JSON.stringify(Object.entries(b.names).toSorted());

interface Placing {
  values: DivisionValues;
  known: KnownDivisions;
  writes: DivisionWrites;
}

/** Puts the meaning among those the code has had, or says why it cannot stand there. */
function placeInto(
  history: readonly Meaning[],
  next: Next,
  { values, known, writes }: Placing,
): CellFault | null {
  const own = history.find(({ from }) => from === next.from);
  if (own) return correct(own, next, { values, known, writes });
  if (history.length === 0) {
    writes.insert.push(next);
    return null;
  }
  if (next.from === null) return undated(history, next, known);
  const before = history.find(
    ({ from, to }) => (from ?? "") < (next.from ?? "") && (to === null || (next.from ?? "") < to),
  );
  if (before && before.to === next.to && same(before, next)) return null;
  if (before && before.to !== null)
    return { column: "from", id: "division.overlaps", data: { name: before.name } };
  const after = history.find(
    ({ from }) => (from ?? "") > (next.from ?? "") && (next.to === null || (from ?? "") < next.to),
  );
  if (after) return { column: "to", id: "division.overlaps", data: { name: after.name } };
  if (before) writes.end.push({ code: next.code, from: before.from, on: next.from });
  writes.insert.push(next);
  return null;
}

/** The same first day: the same meaning, ended or put right. Without a day nobody can tell a correction from a new name. */
function correct(own: Meaning, next: Next, { values, known, writes }: Placing): CellFault | null {
  if (own.to !== null && next.to !== own.to) return ended(own, { said: values.to, known });
  if (!same(own, next)) {
    if (next.from === null)
      return { column: "name", id: "division.says-otherwise", data: { name: own.name, kind: own.kind } };
    writes.correct.push(next);
  }
  if (own.to === null && next.to !== null) writes.end.push({ code: next.code, from: own.from, on: next.to });
  return null;
}

function undated(history: readonly Meaning[], next: Next, known: KnownDivisions): CellFault | null {
  const last = history.at(-1);
  if (last && last.to === null) {
    return same(last, next)
      ? null
      : { column: "from", id: "division.says-otherwise", data: { name: last.name, kind: last.kind } };
  }
  return last ? ended(last, { known }) : null;
}

/** The code is no more, or it became another. */
function ended(
  { code, to }: Meaning,
  { said, known }: { said?: string | null | undefined; known: KnownDivisions },
): CellFault {
  const successor = known.successors.get(code);
  if (successor && !said) return { column: "code", id: "division.moved", data: { code, to: successor } };
  return { column: said ? "to" : "code", id: "division.dissolved", data: { code, day: to ?? "" } };
}

/** The codes it had before: what they meant ends on the day this begins, and both are linked. */
function linkTo(
  next: Next,
  values: DivisionValues,
  { known, writes }: { known: KnownDivisions; writes: DivisionWrites },
): CellFault | null {
  for (const former of values.moved_from ?? []) {
    const last = known.histories.get(former)?.at(-1);
    if (next.from !== null && last) {
      if (last.to === null) {
        if ((last.from ?? "") >= next.from)
          return { column: "moved_from", id: "division.not-yet", data: { code: former } };
        writes.end.push({ code: former, from: last.from, on: next.from });
      } else if (last.to > next.from)
        return { column: "moved_from", id: "division.dissolved", data: { code: former, day: last.to } };
    }
    if (!known.links.has(linkKey(former, next.code))) {
      writes.links.push({
        fromCode: former,
        toCode: next.code,
        how: values.how ?? "moved",
        onDay: next.from,
      });
    }
  }
  return null;
}

function replaced(
  history: readonly Meaning[],
  { insert, end, correct: put }: DivisionWrites,
  next: Next,
): Meaning[] {
  const kept = history.map((one) => {
    const ends = end.find(({ code, from }) => code === one.code && from === one.from);
    const base = put.length > 0 && one.from === next.from ? { ...next, to: one.to } : one;
    return ends ? { ...base, to: ends.on } : base;
  });
  const all = insert.length > 0 ? [...kept, next] : kept;
  return all.toSorted((a, b) => ((a.from ?? "") < (b.from ?? "") ? -1 : 1));
}
