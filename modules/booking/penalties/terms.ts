/** What an organisation says about not coming and giving back, and which of its versions holds for an occasion. Pure. */
import { Temporal } from "temporal-polyfill";

export const scopes = ["organisation", "kind", "place", "city"] as const;
export const suspensions = ["days", "months", "until-clear"] as const;

export interface NoShowTerms {
  /** From so many marks on one is warned; null: never. */
  warnFrom: number | null;
  /** So many marks suspend; null: none do. */
  limit: number | null;
  /** A mark counts on so many days after its own; null: until it is forgiven. */
  windowDays: number | null;
  /** How long; `until-clear`: until the last of the marks has left the window. */
  suspendsFor: (typeof suspensions)[number];
  /** Days or months. */
  suspendsCount: number;
  /** What is refused meanwhile: everything of the organisation, the same kind there, the same place, or the whole city. */
  scope: (typeof scopes)[number];
  /** Whoever is checked in later than so many minutes after the start has not come in time; null: until the end. */
  graceMinutes: number | null;
  /** Giving back after the last moment is let be and marked; false: it is refused. */
  lateCancelCounts: boolean;
  /** Coming so many times clears the marks; null: it does not. */
  forgivenAfterVisits: number | null;
  /** So many days without another mark clear them; null: they do not. */
  forgivenAfterDays: number | null;
  /** An appeal is answered within so many days. */
  answerDays: number;
}

export interface CancelTerms {
  perDay: number | null;
  perWeek: number | null;
  perMonth: number | null;
  perYear: number | null;
  /** Until so many minutes before the start. */
  untilMinutes: number | null;
  /** Until this hour of the city on the day of the start, `12:00`. */
  untilTime: string | null;
  /** So many times the same occasion may be booked again after one gave it back. */
  rebooks: number | null;
}

export interface PenaltyTerms {
  noShow: NoShowTerms | null;
  cancelling: CancelTerms | null;
}

export interface Rule {
  id: string;
  orgPath: string;
  /** Kind of offer, or of what is reserved; null: every kind of offer. */
  onlyFor: string | null;
  version: number;
  /** First day of the city on which it holds, `2026-06-12`. */
  since: string;
  /** The decision or house rule it rests on. */
  basis: string;
  /** Null: the organisation's rule ends with this version. */
  terms: PenaltyTerms | null;
}

export interface Occasion {
  orgPath: string;
  kind: string;
}

/** Day of the city at a moment. */
export const dayIn = ({ city }: { city: { zone: string } }, at: Temporal.Instant) =>
  at.toZonedDateTimeISO(city.zone).toPlainDate().toString();

export const ruleHoldsFor = (rule: Pick<Rule, "orgPath" | "onlyFor">, { orgPath, kind }: Occasion) =>
  orgPath.startsWith(rule.orgPath) && (rule.onlyFor === null ? !isReserved(kind) : rule.onlyFor === kind);

/** Kinds of what is reserved, as rules can be for them. */
export const reservationKinds = [
  "reservation-space",
  "reservation-thing",
  "reservation-seat",
  "reservation-booth",
] as const;

/** Whoever does not come to what they have reserved is held to a rule for that, and to none about occasions; the same the other way round. */
export const isReserved = (kind: string | null) => reservationKinds.some((one) => one === kind);

/** Of each organisation and kind the version in force on a day: the latest that has begun. */
export function inForceOn(rules: readonly Rule[], day: string): Rule[] {
  const lines = Map.groupBy(
    rules.filter(({ since }) => since <= day),
    lineOf,
  );
  return [...lines.values()].flatMap((versions) => versions.toSorted(laterFirst)[0] ?? []);
}

/** The rule that decides about not coming, or about giving back, on a day: of the nearest organisation that says something about it. */
export function ruleFor(
  rules: readonly Rule[],
  occasion: Occasion,
  part: keyof PenaltyTerms,
  day: string,
): Rule | null {
  const speaking = inForceOn(rules, day).filter((rule) => ruleHoldsFor(rule, occasion) && rule.terms?.[part]);
  const [nearest = null] = speaking.toSorted(
    (a, b) => b.orgPath.length - a.orgPath.length || Number(a.onlyFor === null) - Number(b.onlyFor === null),
  );
  return nearest;
}

export interface DatedRule extends Rule {
  standing: "coming" | "in-force" | "past";
  /** Its last day, where a later version has taken its place. */
  until: string | null;
}

/** Versions with the days on which they hold, the latest first. One that never came to hold is past. */
export function dated(rules: readonly Rule[], today: string): DatedRule[] {
  const lines = Map.groupBy(rules, lineOf);
  return [...lines.values()].flatMap((line) => {
    let next: string | null = null;
    return line.toSorted(laterFirst).map((rule): DatedRule => {
      const until = next === null ? null : dayBefore(next);
      const standing =
        until !== null && (until < today || until < rule.since)
          ? "past"
          : rule.since > today
            ? "coming"
            : "in-force";
      next = next === null || rule.since < next ? rule.since : next;
      return { ...rule, standing, until };
    });
  });
}

/** Versions of one organisation's rule about one kind. */
function lineOf({ orgPath, onlyFor }: Pick<Rule, "orgPath" | "onlyFor">): string {
  return `${orgPath} ${onlyFor ?? ""}`;
}

function laterFirst(a: Rule, b: Rule): number {
  return a.since === b.since ? b.version - a.version : a.since < b.since ? 1 : -1;
}

function dayBefore(day: string): string {
  return Temporal.PlainDate.from(day).subtract({ days: 1 }).toString();
}
