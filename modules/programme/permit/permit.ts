/** May an event that needs a permit be approved with this one? Pure. */
import type { Temporal } from "temporal-polyfill";

/** A permit as it is written on paper; both days are days on which it holds. */
export interface Permit {
  number: string;
  authority: string;
  from: string;
  to: string;
}

export interface PermitFault {
  id: "event.permit-missing" | "event.crowd-permit-missing" | "event.permit-not-valid-then";
  data?: Record<string, string | number>;
}

/** A rule in force: for a kind of event, or for every event from so many people on. */
export interface PermitRule {
  kind: string | null;
  crowdFrom: number | null;
  basis: string;
}

export interface NeededFor {
  kind: string;
  /** People at the fullest session: expected, or the places of a session where those are more. */
  crowd: number;
}

/** The rule by which the event needs a permit, or null. That of its kind comes first. */
export function ruleFor<R extends PermitRule>(rules: readonly R[], { kind, crowd }: NeededFor): R | null {
  const ofCrowds = ({ crowdFrom }: R) => crowdFrom !== null && crowd >= crowdFrom;
  return rules.find((rule) => rule.kind === kind) ?? rules.find(ofCrowds) ?? null;
}

/** What stands against an event under this rule, or null. `days`: first and last day in the city of each session ahead. */
export function permitFault(
  rule: PermitRule,
  crowd: number,
  permit: Permit | null,
  days: readonly { first: string; last: string }[],
): PermitFault | null {
  if (!permit)
    return rule.crowdFrom === null
      ? { id: "event.permit-missing" }
      : { id: "event.crowd-permit-missing", data: { crowd, from: rule.crowdFrom, basis: rule.basis } };
  const outside = days.find(({ first, last }) => first < permit.from || last > permit.to);
  if (!outside) return null;
  const { from, to } = permit;
  return { id: "event.permit-not-valid-then", data: { day: outside.first, from, to } };
}

/** A permit is written and ends within so many years of what it is for; anything else is a slip of the pen. */
const yearsAround = 3;

/** The days of a permit that lie far from those of its event, by name, with the bounds. */
export function oddDays(
  permit: Permit,
  { first, last }: { first: Temporal.PlainDate; last: Temporal.PlainDate },
): { name: "from" | "to"; earliest: string; latest: string }[] {
  const earliest = first.subtract({ years: yearsAround }).toString();
  const latest = last.add({ years: yearsAround }).toString();
  return (["from", "to"] as const)
    .filter((name) => permit[name] < earliest || permit[name] > latest)
    .map((name) => ({ name, earliest, latest }));
}
