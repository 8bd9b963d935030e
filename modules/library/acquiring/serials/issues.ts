/** Issues of a subscription as they stand today: those that are expected, and what happened to them. Pure. */
import { Temporal } from "temporal-polyfill";
import { type Issue, issuesOf, type Rests } from "./pattern.ts";
import type { KeptIssue, Subscription } from "./serial-store.ts";

export interface IssueNow extends Issue {
  /** `coming`: not due; `due`: it should be there; `late`: longer than the house waits. */
  state: "coming" | "due" | "late" | KeptIssue["state"];
  arrivedOn: string | null;
  itemId: number | null;
}

/** What issues are seen by: the day, and which days are days of rest. */
export interface Now {
  today: string;
  rests: Rests;
}

/** In order of appearance. What came outside of the pattern stands among them. */
export function issuesNow(
  { pattern, startsOn, endsOn, grace }: Pick<Subscription, "pattern" | "startsOn" | "endsOn" | "grace">,
  kept: readonly KeptIssue[],
  { today, rests }: Now,
): IssueNow[] {
  const lateFrom = Temporal.PlainDate.from(today).subtract({ days: grace }).toString();
  const key = ({ year, number }: Pick<Issue, "year" | "number">) => `${year} ${number}`;
  const known = new Map(kept.map((one) => [key(one), one]));
  const expected = issuesOf(pattern, { startsOn, endsOn }, rests);
  const isExpected = new Set(expected.map(key));
  const others = kept.filter((one) => !isExpected.has(key(one)));
  return [...expected, ...others]
    .map((issue): IssueNow => {
      const happened = known.get(key(issue));
      const { year, number, volume, whole, dueOn } = issue;
      const open = dueOn > today ? "coming" : dueOn < lateFrom ? "late" : "due";
      return {
        year,
        number,
        volume,
        whole,
        dueOn,
        state: happened?.state ?? open,
        arrivedOn: happened?.arrivedOn ?? null,
        itemId: happened?.itemId ?? null,
      };
    })
    .toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : a.number - b.number));
}

export const isOpen = ({ state }: IssueNow): boolean => state !== "arrived" && state !== "missing";
