/** The holiday table as hours need it. Read whenever hours are asked for, so that every process follows a change at once. */
import type { Holiday, HolidayTable } from "#libs/hours";
import type { Db } from "#platform/db";
import { type HolidayRow, holidayKey, wholeTable } from "./holiday-store.ts";

export interface Holidays {
  /** The same key means the same table. */
  key: string;
  table: HolidayTable;
  /** Names in other languages than Chinese, by day. */
  names: ReadonlyMap<string, Record<string, string>>;
  /** Years whose holidays have been announced. In other years hours follow the week. */
  years: ReadonlySet<number>;
}

// Tests and benches run several cities in one process.
const mostKept = 8;
const kept = new Map<string, Holidays>();

/** The table as it is now: one short query, and one more when it has changed. */
export async function holidaysNow(db: Db): Promise<Holidays> {
  return holidaysOfKey(db, await holidayKey(db));
}

/** The table of a key that was read a moment ago: no query, but where it has changed. */
export async function holidaysOfKey(db: Db, key: string): Promise<Holidays> {
  const known = kept.get(key);
  if (known) return known;
  const whole = await wholeTable(db);
  const made = holidaysFrom(whole);
  const [oldest] = kept.keys();
  if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest);
  kept.set(made.key, made);
  return made;
}

/** Pure: rows as a table. */
export function holidaysFrom({
  key,
  days,
  years,
}: {
  key: string;
  days: readonly HolidayRow[];
  years: readonly number[];
}): Holidays {
  return {
    key,
    table: Object.fromEntries(days.map((row) => [row.day, holidayFrom(row)])),
    names: new Map(days.map(({ day, names }) => [day, names])),
    years: new Set(years),
  };
}

function holidayFrom({ kind, name, as }: HolidayRow): Holiday {
  // The schema gives every make-up workday its weekday.
  return kind === "workday" && as ? { kind, name, as } : { kind: "rest", name };
}

/** Whose day is it? The holiday with its name in the reader's language, or null. */
export function holidayOn(
  { table, names }: Holidays,
  day: string,
): { kind: "rest" | "workday"; name: string; names: Record<string, string> } | null {
  const holiday = Object.hasOwn(table, day) ? table[day] : undefined;
  return holiday ? { kind: holiday.kind, name: holiday.name, names: names.get(day) ?? {} } : null;
}
