/** Columns of the table of events. */
import { Temporal } from "temporal-polyfill";
import {
  type Column,
  coded,
  line,
  mostOccasions,
  timesCell,
  type Values,
  whole,
  yesNo,
} from "#platform/exchange";
import { type EventKind, type EventMode, eventKinds, eventModes } from "../contract.ts";

/** Times on the wall of the city. */
export interface LocalTimes {
  start: string;
  end: string;
}

export interface SessionsCell {
  times: LocalTimes[];
  /** There would be more where it comes from. */
  more: boolean;
}

const day = String.raw`(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?`;
const time = String.raw`(\d{1,2}):(\d\d)`;
const timesForm = new RegExp(`^${day}\\s*${time}\\s*[-–—~至到]\\s*(?:${day}\\s*)?${time}$`);

/** `2027-03-01 19:30-21:00；2027-05-01 10:00 - 2027-05-03 18:00`. */
const sessions: Column<SessionsCell> = {
  required: false,
  filled: false,
  example: "2027-03-01 19:30-21:00；2027-03-08 19:30-21:00",
  read(cell): ReturnType<Column<SessionsCell>["read"]> {
    const times: LocalTimes[] = [];
    let more = false;
    for (const part of cell.normalize("NFKC").split(/[;\n]/)) {
      const text = part.trim();
      if (text === "") continue;
      if (/^\.{3,}$/.test(text)) {
        more = true;
        continue;
      }
      const read = timesIn(text);
      if (!read) return { fault: { id: "sessions.form", data: { text: text.slice(0, 40) } } };
      times.push(read);
    }
    if (times.length > mostOccasions)
      return { fault: { id: "sessions.too-many", data: { limit: mostOccasions } } };
    return { value: { times, more } };
  },
  write: ({ times }) =>
    times
      .map(({ start, end }) =>
        timesCell(Temporal.PlainDateTime.from(start), Temporal.PlainDateTime.from(end)),
      )
      .join("；"),
};

function timesIn(text: string): LocalTimes | null {
  const [, year, month, date, hour, minute, ...last] = timesForm.exec(text) ?? [];
  const [toYear, toMonth, toDate, toHour, toMinute] = last;
  try {
    const on = Temporal.PlainDate.from(
      { year: Number(year), month: Number(month), day: Number(date) },
      reject,
    );
    const to = toYear
      ? Temporal.PlainDate.from({ year: Number(toYear), month: Number(toMonth), day: Number(toDate) }, reject)
      : null;
    const start = at(on, Number(hour), Number(minute));
    const end = at(to ?? on, Number(toHour), Number(toMinute));
    // 20:00-00:30 ends on the next day.
    const late = !to && Temporal.PlainDateTime.compare(end, start) < 0 ? end.add({ days: 1 }) : end;
    return { start: start.toString(), end: late.toString() };
  } catch {
    return null;
  }
}

const reject = { overflow: "reject" } as const;

/** 24:00 is the beginning of the next day. */
function at(on: Temporal.PlainDate, hour: number, minute: number): Temporal.PlainDateTime {
  if (hour === 24 && minute === 0) return on.add({ days: 1 }).toPlainDateTime();
  return on.toPlainDateTime(Temporal.PlainTime.from({ hour, minute }, reject));
}

/** Text of several lines. */
function prose(most: number, example: string): Column<string> {
  return {
    required: false,
    filled: false,
    example,
    read(cell) {
      const value = cell.replace(/\r\n?/g, "\n").trim();
      if (value.length > most) return { fault: { id: "too-long", data: { limit: most } } };
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      const unwritable = /[\u0000-\u0009\u000b-\u001f\u007f]/.test(value) || !value.isWellFormed();
      return unwritable ? { fault: { id: "unwritable" } } : { value };
    },
    write: (value) => value,
  };
}

// Object.fromEntries forgets which keys it was given.
const kindWords = Object.fromEntries(eventKinds.map((kind) => [kind, `event.kind.${kind}`])) as Record<
  EventKind,
  string
>;
const modeWords = Object.fromEntries(eventModes.map((mode) => [mode, `event.mode.${mode}`])) as Record<
  EventMode,
  string
>;

// texts: event.kind.* event.mode.*
export const eventColumns = {
  organisation: line({ most: 400, example: "klmy.library" }),
  number: line({ most: 255, example: "2027-春-012", required: true }),
  title: line({ most: 100, example: "周一读书会", filled: true }),
  kind: coded(kindWords, { example: "阅读活动" }),
  summary: line({ most: 300, example: "每周一晚共读一本书。" }),
  description: prose(20_000, "自带书，有茶水。"),
  audience: line({ most: 200, example: "成年读者" }),
  age_from: whole({ least: 0, most: 120, example: "16" }),
  age_to: whole({ least: 0, most: 120, example: "" }),
  mode: coded(modeWords, { example: "到场参加" }),
  place: line({ most: 40, example: "KQ-SW-012" }),
  link: line({ most: 500, example: "", pattern: /^https:\/\/\S+$/ }),
  sessions,
  cancelled: yesNo({ example: "否" }),
};

export type EventValues = Values<typeof eventColumns>;
