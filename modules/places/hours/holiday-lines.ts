/** Holidays as people paste them from a sheet: a line for each run of days. Pure. */
import { Temporal } from "temporal-polyfill";
import { type Weekday, weekdays } from "#libs/hours";

/** The columns, in this order: first day, last day, name, rest or workday, open like which weekday, English name. */
export const lineColumns = ["from", "to", "name", "kind", "as", "en"] as const;
export type LineColumn = (typeof lineColumns)[number];

export interface HolidayRun {
  from: string;
  /** Included. */
  to: string;
  kind: "rest" | "workday";
  name: string;
  names: Record<string, string>;
  as: Weekday | null;
}

export interface LineFault {
  /** From 1. */
  line: number;
  column: LineColumn;
  id: HolidayFault;
  /** What stands there. */
  value: string;
}

export type HolidayFault =
  | "holiday.day"
  | "holiday.backwards"
  | "holiday.too-long"
  | "holiday.name"
  | "holiday.kind"
  | "holiday.weekday"
  | "holiday.twice";

/** The longest run of days in one line. No notice has named one of half this length. */
export const longestRun = 31;

/** Unless the city says otherwise a make-up workday is like a Friday: many houses are closed on Mondays. */
export const usualMakeUp: Weekday = "fri";

/** Reads lines; empty ones, headings and those that begin with # are passed over. A faulty line does not stop the others. */
export function readHolidayLines(text: string): { runs: HolidayRun[]; faults: LineFault[] } {
  const runs: HolidayRun[] = [];
  const faults: LineFault[] = [];
  const seen = new Set<string>();
  text.split(/\r\n|\r|\n/).forEach((content, at) => {
    const line = content.normalize("NFKC").trim();
    if (line === "" || line.startsWith("#") || !/\d/.test(line)) return;
    const read = readLine(line);
    const twice = "fault" in read ? undefined : daysOf(read).find((day) => seen.has(day));
    const fault =
      "fault" in read
        ? read
        : twice
          ? { fault: "holiday.twice" as const, column: "from" as const, value: twice }
          : null;
    if (fault)
      faults.push({ line: at + 1, column: fault.column, id: fault.fault, value: fault.value.slice(0, 60) });
    else if (!("fault" in read)) {
      for (const day of daysOf(read)) seen.add(day);
      runs.push(read);
    }
  });
  return { runs, faults };
}

/** Every day of a run, the last one included. */
export function daysOf({ from, to }: Pick<HolidayRun, "from" | "to">): string[] {
  const first = Temporal.PlainDate.from(from);
  const { days } = first.until(Temporal.PlainDate.from(to));
  return Array.from({ length: days + 1 }, (_, n) => first.add({ days: n }).toString());
}

interface Fault {
  fault: HolidayFault;
  column: LineColumn;
  value: string;
}

function readLine(line: string): HolidayRun | Fault {
  const fields = line.split(/[\t,;]/).map((field) => field.trim().replace(/^"(.*)"$/, "$1"));
  const [first = "", last = "", name = "", word = "", weekday = "", en = ""] = fields;
  const from = dayIn(first);
  if (!from) return { fault: "holiday.day", column: "from", value: first };
  const to = last === "" ? from : dayIn(last);
  if (!to) return { fault: "holiday.day", column: "to", value: last };
  if (to < from) return { fault: "holiday.backwards", column: "to", value: last };
  if (Temporal.PlainDate.from(from).until(to).days >= longestRun)
    return { fault: "holiday.too-long", column: "to", value: last };
  if (name === "" || name.length > 40) return { fault: "holiday.name", column: "name", value: name };
  const kind = kindIn(word);
  if (!kind) return { fault: "holiday.kind", column: "kind", value: word };
  const as = weekday === "" ? usualMakeUp : weekdayIn(weekday);
  if (kind === "workday" && !as) return { fault: "holiday.weekday", column: "as", value: weekday };
  if (en.length > 40) return { fault: "holiday.name", column: "en", value: en };
  return { from, to, kind, name, names: en === "" ? {} : { en }, as: kind === "workday" ? as : null };
}

/** `2026-10-01`, `2026/10/1`, `2026年10月1日`, or null. */
function dayIn(text: string): string | null {
  const [, year, month, day] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? [];
  try {
    const date = Temporal.PlainDate.from(
      { year: Number(year), month: Number(month), day: Number(day) },
      { overflow: "reject" },
    );
    return date.year >= 1949 && date.year <= 2200 ? date.toString() : null;
  } catch {
    return null;
  }
}

function kindIn(word: string): "rest" | "workday" | null {
  if (/^(放假|休息|休|节假日|rest|holiday)$/i.test(word)) return "rest";
  return /^(上班|调休上班|补班|工作日|workday)$/i.test(word) ? "workday" : null;
}

function weekdayIn(text: string): Weekday | null {
  const [, chinese = ""] = /^(?:周|星期|礼拜)([一二三四五六日天])$/.exec(text) ?? [];
  const at = chinese === "天" ? 6 : "一二三四五六日".indexOf(chinese);
  if (chinese !== "") return weekdays[at] ?? null;
  return weekdays.find((day) => day === text.slice(0, 3).toLowerCase()) ?? null;
}
