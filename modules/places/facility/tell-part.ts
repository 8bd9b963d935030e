/** A part of the facts in a few words, for the refusal that says what somebody else wrote meanwhile. */
import type { Exception, Season, Session } from "#libs/hours";
import { type Facts, type Part, partOf } from "./facts.ts";

const longest = 200;

/** The value of one part as a line. */
export function tellPart(facts: Facts, part: Part): string {
  return line(part, partOf(facts, part)).slice(0, longest) || "—";
}

function line(part: Part, value: unknown): string {
  // Each part is told by what facts.ts puts there.
  if (part.startsWith("hours/week/")) return sessionsText(value as Session[] | undefined);
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
