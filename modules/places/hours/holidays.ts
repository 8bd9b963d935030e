/** Keeping the holiday table: the yearly notice, and days of rest of the region. */
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { type FieldFault, invalid, notFound } from "#platform/errors";
import { announce } from "#platform/events";
import {
  daysOf,
  type HolidayRun,
  type LineFault,
  longestRun,
  readHolidayLines,
  usualMakeUp,
} from "./holiday-lines.ts";
import * as store from "./holiday-store.ts";

export interface HolidaysInput {
  runs: readonly (Pick<HolidayRun, "from" | "kind" | "name"> & Partial<HolidayRun>)[];
  source: string;
  status: "verified" | "unverified";
  /** The year whose notice this is: what it does not name are ordinary days. */
  announces?: number | undefined;
}

export interface HolidaysPut {
  added: number;
  changed: number;
  same: number;
}

/** Writes days of the table; a day that is there already is changed. Refuses runs that end before they begin, are long or share a day. */
export async function putHolidays(ctx: TxCtx, input: HolidaysInput): Promise<HolidaysPut> {
  const runs = input.runs.map(wholeRun);
  const faults = faultsIn(runs);
  if (faults.length > 0) throw invalid(faults);
  return writeRuns(ctx, runs, input);
}

export interface HolidaysImported extends HolidaysPut {
  faults: LineFault[];
}

/** Takes the good lines of a pasted sheet and tells what is wrong with the others. */
export async function importHolidays(
  ctx: TxCtx,
  { text, ...said }: Omit<HolidaysInput, "runs"> & { text: string },
): Promise<HolidaysImported> {
  const { runs, faults } = readHolidayLines(text);
  if (runs.length === 0 && faults.length === 0)
    throw invalid([{ field: "/body/text", id: "holiday.no-lines" }]);
  // A notice of which lines are missing has not been taken in whole: its year stays open.
  const put = await writeRuns(ctx, runs, {
    ...said,
    announces: faults.length > 0 ? undefined : said.announces,
  });
  return { ...put, faults };
}

/** Takes a day, or all through another, out of the table: they are ordinary days. Refuses when none of them is in it. */
export async function removeHolidays(ctx: TxCtx, day: string, through = day): Promise<void> {
  const days = await store.removeHolidays(ctx.db, day, through);
  if (days.length === 0) throw notFound("holiday", day);
  await tell(ctx, "holidays.removed", { days });
}

/** Says that the notice of a year is in, or not yet. Saying it again changes nothing. */
export async function markHolidayYear(ctx: TxCtx, year: number, announced: boolean): Promise<void> {
  const years = await store.markYears(ctx.db, [year], announced);
  if (years.length > 0)
    await tell(ctx, announced ? "holidays.year-announced" : "holidays.year-open", { days: [], years });
}

async function writeRuns(
  ctx: TxCtx,
  runs: readonly HolidayRun[],
  { source, status, announces }: Omit<HolidaysInput, "runs">,
): Promise<HolidaysPut> {
  const rows = runs.flatMap((run) =>
    daysOf(run).map((day): store.HolidayRow => {
      const { kind, name, names, as } = run;
      return { day, kind, name: name.trim(), names, as, source: source.trim(), status };
    }),
  );
  return putHolidayRows(ctx, rows, announces);
}

/** Writes days as they are given, and says that the notice of a year is in where one is named. */
export async function putHolidayRows(
  ctx: TxCtx,
  rows: readonly store.HolidayRow[],
  announces?: number,
): Promise<HolidaysPut> {
  const { added, changed } = await store.putHolidays(ctx.db, rows);
  const years = announces === undefined ? [] : await store.markYears(ctx.db, [announces], true);
  const sources = [...new Set(rows.map(({ source, status }) => `${source} (${status})`))];
  if (added.length + changed.length + years.length > 0)
    await tell(ctx, "holidays.put", { days: [...added, ...changed], years, sources });
  return { added: added.length, changed: changed.length, same: rows.length - added.length - changed.length };
}

async function tell(
  ctx: TxCtx,
  what: string,
  detail: { days: string[]; years?: number[]; sources?: string[] },
): Promise<void> {
  const years = new Set([...(detail.years ?? []), ...detail.days.map((day) => Number(day.slice(0, 4)))]);
  const all = [...years].sort((a, b) => a - b);
  await audit(ctx, { what, on: { kind: "holidays", id: all.join(" ") }, detail });
  await announce(ctx, "holidays.changed", { years: all });
}

function wholeRun(run: HolidaysInput["runs"][number]): HolidayRun {
  const { from, to = from, kind, name, names = {}, as } = run;
  return { from, to, kind, name, names, as: kind === "workday" ? (as ?? usualMakeUp) : null };
}

/** Does the holiday table know of such days? */
export const isHolidayDay = (day: string) => day >= "1949-10-01" && day <= "2200-12-31";

function faultsIn(runs: readonly HolidayRun[]): FieldFault[] {
  const seen = new Set<string>();
  return runs.flatMap((run, n): FieldFault[] => {
    const at = `/body/days/${n}`;
    const outside = (["from", "to"] as const).filter((end) => !isHolidayDay(run[end]));
    if (outside.length > 0) return outside.map((end) => ({ field: `${at}/${end}`, id: "holiday.day" }));
    if (run.to < run.from) return [{ field: `${at}/to`, id: "holiday.backwards" }];
    const days = daysOf(run);
    if (days.length > longestRun)
      return [{ field: `${at}/to`, id: "holiday.too-long", data: { days: longestRun } }];
    const twice = days.find((day) => seen.has(day));
    for (const day of days) seen.add(day);
    return twice ? [{ field: `${at}/from`, id: "holiday.twice", data: { value: twice } }] : [];
  });
}
