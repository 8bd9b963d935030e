/** Days on which a serial does not appear, as somebody writes them: a day or a run of days in each line. Pure. */
import { Temporal } from "temporal-polyfill";

export interface DayRun {
  from: string;
  /** Included. */
  to: string;
}

const mostRuns = 200;
const day = String.raw`(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?`;
const line = new RegExp(String.raw`^${day}(?:\s*(?:至|到|\s|[-–—~～]+)\s*${day})?$`);

/** Empty lines are passed over; else which line cannot be read, from 1. */
export function readDaysOff(text: string): { runs: DayRun[] } | { line: number } {
  const runs: DayRun[] = [];
  for (const [at, written] of text.split(/\r\n|\r|\n/).entries()) {
    const said = written.normalize("NFKC").trim();
    if (said === "") continue;
    const [, ...parts] = line.exec(said) ?? [];
    const from = dayOf(parts.slice(0, 3));
    const to = parts[3] === undefined ? from : dayOf(parts.slice(3));
    if (from === null || to === null || to < from || runs.length === mostRuns) return { line: at + 1 };
    runs.push({ from, to });
  }
  return { runs };
}

/** As it is read again. */
export const daysOffText = (runs: readonly DayRun[]): string =>
  runs.map(({ from, to }) => (from === to ? from : `${from} ${to}`)).join("\n");

function dayOf(parts: readonly (string | undefined)[]): string | null {
  const [year = 0, month = 0, day = 0] = parts.map(Number);
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: "reject" }).toString();
  } catch {
    return null;
  }
}
