/** What an answer means under a rule, how somebody stands, and when they may ask again. */
import { Temporal } from "temporal-polyfill";
import type { EligibilityAnswer, NoReason } from "#platform/eligibility";

/** What an outage of the provider means: ask again, a yes for some days, or only the other ways. */
export const outages = ["ask-later", "grant-until", "other-ways-only"] as const;
export type Outage = (typeof outages)[number];

/** In place of a provider: nobody outside is asked, there are only the other ways. */
export const nobody = "nobody";

export type Reason = "met" | NoReason | "unreachable" | "way" | "appeal";
export type EndedBecause = "withdrawn" | "replaced" | "unreachable" | "staff";

export interface Outcome {
  answer: "yes" | "no" | "unavailable";
  reason: Reason;
  /** Null only when nobody could be asked. */
  validUntil: Temporal.Instant | null;
}

interface Terms {
  validDays: number;
  againDays: number;
  outage: Outage;
  grantDays: number | null;
}

/** The day of an instant in the city. */
export const dayIn = ({ city }: { city: { zone: string } }, at: Temporal.Instant) =>
  at.toZonedDateTimeISO(city.zone).toPlainDate().toString();

export const daysAfter = (now: Temporal.Instant, days: number) => now.add({ hours: 24 * days });

/** What a provider's answer comes to. `granted`: an outage has been bridged for this person before and that is still on record. */
export function outcomeOf(
  terms: Terms,
  answer: EligibilityAnswer,
  { now, granted }: { now: Temporal.Instant; granted: boolean },
): Outcome {
  if (answer.answer === "no")
    return { answer: "no", reason: answer.reason, validUntil: daysAfter(now, terms.againDays) };
  if (answer.answer === "yes") {
    const own = daysAfter(now, terms.validDays);
    const theirs = answer.validUntil === null ? own : Temporal.Instant.from(answer.validUntil);
    return { answer: "yes", reason: "met", validUntil: earlier(own, theirs) };
  }
  // Bridged once: whoever is never to be asked would qualify for ever.
  if (terms.outage === "grant-until" && terms.grantDays !== null && !granted)
    return { answer: "yes", reason: "unreachable", validUntil: daysAfter(now, terms.grantDays) };
  return { answer: "unavailable", reason: "unreachable", validUntil: null };
}

export interface Decision {
  answer: "yes" | "no" | "unavailable" | null;
  /** Until when the last no is not asked about again, whatever came after it. */
  noUntil: Temporal.Instant | null;
  validUntil: Temporal.Instant | null;
  endedAt: Temporal.Instant | null;
  endedBecause: EndedBecause | null;
}

export const standings = [
  "none",
  "waiting",
  "yes",
  "no",
  "over",
  "unreachable",
  "withdrawn",
  "ended",
] as const;
export type Standing = (typeof standings)[number];

/** How somebody stands by the newest of what was asked and recorded. */
export function standingOf(row: Decision | null, now: Temporal.Instant): Standing {
  if (row === null || row.endedBecause === "replaced") return "none";
  if (row.endedBecause === "staff") return "ended";
  if (row.endedBecause !== null) return row.endedBecause;
  if (row.answer === null) return "waiting";
  if (row.validUntil && Temporal.Instant.compare(row.validUntil, now) <= 0) return "over";
  return row.answer === "yes" ? "yes" : "no";
}

/** Why a provider is not asked now, or null. Who takes their consent back waits as long as who does not. */
export function reasonAgainstAsking(
  row: Decision | null,
  { outage, againDays }: Pick<Terms, "outage" | "againDays">,
  now: Temporal.Instant,
):
  | "eligibility.waiting"
  | "eligibility.standing"
  | "eligibility.again-later"
  | "eligibility.other-ways"
  | null {
  const standing = standingOf(row, now);
  if (standing === "waiting") return "eligibility.waiting";
  if (standing === "yes" || standing === "no") return "eligibility.standing";
  if (row?.noUntil && Temporal.Instant.compare(row.noUntil, now) > 0) return "eligibility.again-later";
  if (standing === "unreachable" && outage === "other-ways-only" && row?.endedAt)
    return Temporal.Instant.compare(daysAfter(row.endedAt, againDays), now) > 0
      ? "eligibility.other-ways"
      : null;
  return null;
}

/** Against a no, and against what staff have ended. Whoever could not be asked just asks again. */
export const isAppealable = (row: Decision | null) =>
  row !== null && (row.answer === "no" || row.endedBecause === "staff");

function earlier(one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(one, other) < 0 ? one : other;
}
