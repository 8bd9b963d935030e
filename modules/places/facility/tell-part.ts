/** What somebody else wrote meanwhile in a part of the facts: a sentence by its id, with a few words where it needs them. */
import type { Exception, Season, Session } from "#libs/hours";
import { type Facts, type Part, partOf } from "./facts.ts";

const longest = 200;

/** The sentence `invalid.<id>` that tells the value of one part. */
export function tellPart(facts: Facts, part: Part): { id: string; data?: { now: string } } {
  const value = partOf(facts, part);
  if (part === "hours/onMakeUp" && value === "own-weekday") return { id: "changed-meanwhile.own-weekday" };
  if (calendarParts.has(part) && value === undefined) return { id: "changed-meanwhile.not-said" };
  return { id: "changed-meanwhile", data: { now: line(part, value).slice(0, longest) || "—" } };
}

const calendarParts = new Set<Part>(["hours/onHoliday", "hours/onMakeUp"]);

function line(part: Part, value: unknown): string {
  // Each part is told by what facts.ts puts there.
  if (part.startsWith("hours/week/")) return sessionsText(value as Session[] | undefined);
  if (calendarParts.has(part)) return sessionsText((value as { sessions: Session[] }).sessions);
  if (part === "hours/seasons")
    return (value as Season[]).map(({ name, from, to }) => `${name} ${from}–${to}`).join(", ");
  if (part === "hours/exceptions") {
    return (value as Exception[])
      .map(
        ({ from, to, sessions, reason }) =>
          `${from}${to === from ? "" : `–${to}`} ${sessionsText(sessions)} ${reason}`,
      )
      .join("; ");
  }
  if (value === null || value === undefined) return "";
  if (typeof value !== "object") return String(value);
  return Object.values(value)
    .map((item) => (typeof item === "object" ? JSON.stringify(item) : String(item)))
    .join(", ");
}

function sessionsText(sessions: readonly Session[] | undefined): string {
  return (sessions ?? []).map(({ from, to }) => `${from}–${to}`).join(", ") || "—";
}
