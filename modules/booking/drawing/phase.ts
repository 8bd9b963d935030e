/** Where a draw stands, and what may be done with it then. Pure. */
import { Temporal } from "temporal-polyfill";

export const drawPhases = [
  "coming",
  "open",
  "closing",
  "frozen",
  "due",
  "overdue",
  "unfrozen",
  "drawn",
  "done",
  "called-off",
] as const;
export type DrawPhase = (typeof drawPhases)[number];

export interface Course {
  opensAt: Temporal.Instant;
  closesAt: Temporal.Instant;
  knownFrom: Temporal.Instant;
  revealBy: Temporal.Instant;
  frozenAt: Temporal.Instant | null;
  drawnAt: Temporal.Instant | null;
  /** The result is carried out and everybody was told. */
  toldAt: Temporal.Instant | null;
  calledOffAt: Temporal.Instant | null;
}

/** `due`: the value can be known by now; `overdue`: it should have been drawn; `unfrozen`: it can never be, because the list was not frozen before. */
export function phaseOf(course: Course, now: Temporal.Instant): DrawPhase {
  const before = (at: Temporal.Instant) => Temporal.Instant.compare(now, at) < 0;
  if (course.calledOffAt) return "called-off";
  if (course.drawnAt) return course.toldAt ? "done" : "drawn";
  if (before(course.opensAt)) return "coming";
  if (before(course.closesAt)) return "open";
  if (!course.frozenAt) return before(course.knownFrom) ? "closing" : "unfrozen";
  if (before(course.knownFrom)) return "frozen";
  return before(course.revealBy) ? "due" : "overdue";
}

/** Until then an entry may be made, changed and withdrawn. */
export const takesEntries = (phase: DrawPhase) => phase === "open";
export const takesEntriesAt = (
  { opensAt, closesAt }: Pick<Course, "opensAt" | "closesAt">,
  now: Temporal.Instant,
) => Temporal.Instant.compare(opensAt, now) <= 0 && Temporal.Instant.compare(now, closesAt) < 0;
/** Its value is typed in and confirmed. */
export const isToBeDrawn = (phase: DrawPhase) => phase === "due" || phase === "overdue";
/** Everybody may know the secret of its list: it was drawn, or called off, or ought to have been drawn by now. */
export function isSecretOut(
  {
    frozenAt,
    drawnAt,
    calledOffAt,
    revealBy,
  }: Pick<Course, "frozenAt" | "drawnAt" | "calledOffAt" | "revealBy">,
  now: Temporal.Instant,
): boolean {
  if (!frozenAt) return false;
  return drawnAt !== null || calledOffAt !== null || Temporal.Instant.compare(revealBy, now) <= 0;
}
/** May be called off: nobody has a place by it yet. */
export const isBeforeDraw = (phase: DrawPhase) => !["drawn", "done", "called-off"].includes(phase);
