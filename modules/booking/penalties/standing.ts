/**
 * How somebody stands: warned, suspended until when, and why. Nothing of it is stored: it follows from the marks, each under the version
 * of the rule that was in force on its day, so that a mark taken away, or two accounts joined, answer for themselves. Pure.
 */
import { Temporal } from "temporal-polyfill";
import { isReserved, type NoShowTerms, type Occasion, type Rule, ruleHoldsFor } from "./terms.ts";

export const causes = ["missed", "late", "late-cancel"] as const;

export interface Mark {
  id: string;
  /** One of the two: an occasion, or what was reserved. */
  offerId: string | null;
  reservationId: string | null;
  subject: string;
  rule: Rule;
  cause: (typeof causes)[number];
  at: Temporal.Instant;
  /** Day of the city, `2026-06-12`. */
  day: string;
  orgPath: string;
  kind: string;
  placeId: string | null;
}

/** Somebody came. */
export interface Visit extends Occasion {
  subject: string;
  at: Temporal.Instant;
}

export interface Suspension {
  rule: Rule;
  terms: NoShowTerms;
  /** What it rests on, the earliest first. */
  marks: Mark[];
  from: Temporal.Instant;
  /** The last day of it, whole. */
  lastDay: string;
}

/** Marks that count towards the next suspension. */
export interface Count {
  rule: Rule;
  terms: NoShowTerms;
  marks: Mark[];
  warned: boolean;
}

export interface NoShowStanding {
  /** All there were, the earliest first. */
  suspensions: Suspension[];
  /** What counts today. */
  counts: Count[];
}

/** Plays what happened through, up to a day of the city. Marks that were waived are left out by the caller. */
export function standingOn(day: string, marks: readonly Mark[], visits: readonly Visit[]): NoShowStanding {
  const standing: NoShowStanding = { suspensions: [], counts: [] };
  for (const line of Map.groupBy(marks, lineOf).values()) {
    const { suspensions, open } = played(line.toSorted(byTime), visits);
    standing.suspensions.push(...suspensions);
    const last = open.at(-1);
    const terms = last?.rule.terms?.noShow;
    if (!last || !terms) continue;
    const counting = stillCounting(open, { day, at: null }, { terms, visits });
    if (counting.length > 0)
      standing.counts.push({
        rule: last.rule,
        terms,
        marks: counting,
        warned: warns(terms, counting.length),
      });
  }
  standing.suspensions.sort((a, b) => Temporal.Instant.compare(a.from, b.from));
  return standing;
}

/** The suspension that refuses this occasion on this day; of several the longest. */
export function suspensionFor(
  { suspensions }: NoShowStanding,
  occasion: Occasion & { placeId: string | null },
  day: string,
): Suspension | null {
  const [longest = null] = suspensions
    .filter((one) => day <= one.lastDay && suspensionReaches(one, occasion))
    .toSorted((a, b) => (a.lastDay < b.lastDay ? 1 : -1));
  return longest;
}

/** The last day on which a mark counts by itself, or null where only forgiveness ends it. */
export function lastDayOf({ day, rule }: Pick<Mark, "day" | "rule">): string | null {
  const days = rule.terms?.noShow?.windowDays ?? null;
  return days === null ? null : later(day, { days });
}

/** Does a suspension refuse places of its organisation, of the same kind there, at the same place, or everywhere? Occasions and reservations apart. */
export function suspensionReaches(
  { rule, terms, marks }: Pick<Suspension, "rule" | "terms" | "marks">,
  { orgPath, kind, placeId }: Occasion & { placeId: string | null },
): boolean {
  if (isReserved(kind) !== isReserved(rule.onlyFor)) return false;
  if (terms.scope === "city") return true;
  if (!orgPath.startsWith(rule.orgPath)) return false;
  const last = marks.at(-1);
  if (terms.scope === "kind") return kind === (rule.onlyFor ?? last?.kind);
  return terms.scope === "organisation" || !last?.placeId || placeId === last.placeId;
}

function played(marks: readonly Mark[], visits: readonly Visit[]) {
  const suspensions: Suspension[] = [];
  let open: Mark[] = [];
  for (const mark of marks) {
    const terms = mark.rule.terms?.noShow;
    if (!terms) continue;
    const lock = suspensions.at(-1);
    if (lock?.terms.suspendsFor === "until-clear" && mark.day <= lock.lastDay) {
      // The window is not clear before this one has left it too.
      lock.marks.push(mark);
      lock.lastDay = lastDayOfLock(mark.day, terms);
      continue;
    }
    open = [...stillCounting(open, mark, { terms, visits }), mark];
    if (terms.limit === null || open.length < terms.limit) continue;
    suspensions.push({
      rule: mark.rule,
      terms,
      marks: open,
      from: mark.at,
      lastDay: lastDayOfLock(mark.day, terms),
    });
    // What has led to a suspension is answered for.
    open = [];
  }
  return { suspensions, open };
}

/** Those that have not left the window and were not forgiven by a moment, or by the end of a day. */
function stillCounting(
  marks: readonly Mark[],
  { day, at }: { day: string; at: Temporal.Instant | null },
  { terms, visits }: { terms: NoShowTerms; visits: readonly Visit[] },
): Mark[] {
  const last = marks.at(-1);
  if (!last) return [];
  const { windowDays, forgivenAfterDays, forgivenAfterVisits } = terms;
  if (forgivenAfterDays !== null && day > later(last.day, { days: forgivenAfterDays })) return [];
  return marks.filter((mark) => {
    if (windowDays !== null && day > later(mark.day, { days: windowDays })) return false;
    if (forgivenAfterVisits === null) return true;
    const came = visits.filter(
      (visit) =>
        ruleHoldsFor(mark.rule, visit) &&
        Temporal.Instant.compare(visit.at, mark.at) > 0 &&
        (at === null || Temporal.Instant.compare(visit.at, at) < 0),
    );
    return came.length < forgivenAfterVisits;
  });
}

/**
 * Days and months are counted as the Civil Code counts them (民法典 §201–203): the day itself is not counted, the last day is whole, and
 * a month ends on the same day of the month, or on its last.
 */
function lastDayOfLock(day: string, { suspendsFor, suspendsCount, windowDays }: NoShowTerms): string {
  if (suspendsFor === "months") return later(day, { months: suspendsCount });
  return later(day, { days: suspendsFor === "days" ? suspendsCount : (windowDays ?? 0) });
}

function later(day: string, by: { days: number } | { months: number }): string {
  return Temporal.PlainDate.from(day).add(by).toString();
}

function warns({ warnFrom, limit }: NoShowTerms, count: number): boolean {
  return warnFrom !== null && count >= warnFrom && (limit === null || count < limit);
}

/** What counts together: marks under one organisation's rule, and where it looks at one place or kind, those there. */
function lineOf({ rule, placeId, kind }: Mark): string {
  const scope = rule.terms?.noShow?.scope;
  const part = scope === "place" ? (placeId ?? "") : scope === "kind" ? kind : "";
  return `${rule.orgPath} ${rule.onlyFor ?? ""} ${part}`;
}

function byTime(a: Mark, b: Mark): number {
  return Temporal.Instant.compare(a.at, b.at) || (a.id < b.id ? -1 : 1);
}
