import type { Temporal } from "temporal-polyfill";
import { type Locale, localeFacts } from "./locales.ts";

/** Zone used where none is handed in: official time of the whole country, Karamay too. */
export const officialZone = "Asia/Shanghai";

export interface DayOptions {
  /** Today in the city. The year is written when the day lies in another year than this. */
  today?: Temporal.PlainDate;
}

/** Days, times and numbers in words of one language. The same answer on every host: nothing is asked of the host's zone or its calendar data. */
export interface Formats {
  /** "6月12日 周五" */
  dayText(day: Temporal.PlainDate, options?: DayOptions): string;
  /** "2026年6月12日 周五" */
  fullDayText(day: Temporal.PlainDate): string;
  /** "19:30", 24 hours, in the zone of the city. */
  timeText(time: Temporal.Instant | Temporal.PlainTime): string;
  /** "6月12日 周五 19:30" */
  momentText(moment: Temporal.Instant, options?: DayOptions): string;
  /** "6月12日 周五 19:30–21:00"; a range that ends with its day ends at 24:00. `to` is the first moment after. */
  rangeText(range: { from: Temporal.Instant; to: Temporal.Instant }, options?: DayOptions): string;
  /** "6月12日 周五 – 6月14日 周日", last day included. */
  dayRangeText(
    range: { from: Temporal.PlainDate; through: Temporal.PlainDate },
    options?: DayOptions,
  ): string;
  /** "1,337" */
  numberText(n: number, fractionDigits?: number): string;
  /** 0.563 → "56.3%" */
  percentText(share: number, fractionDigits?: number): string;
}

interface DayWords {
  months: readonly string[];
  /** Monday first, as ISO 8601 counts. */
  weekdays: readonly string[];
  day(month: string, day: number, weekday: string): string;
  withYear(year: number, month: string, day: number, weekday: string): string;
  beforeTime: string;
}

// Names and patterns: Unicode CLDR 48 (MMMMEd, yMMMMEd; weekday abbreviated, in Arabic script in full), except
// zh-CN and en, which follow the house style "6月12日 周五 19:30".
const words: Record<Locale, DayWords> = {
  "zh-CN": {
    months: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"],
    weekdays: ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
    day: (month, day, weekday) => `${month}月${day}日 ${weekday}`,
    withYear: (year, month, day, weekday) => `${year}年${month}月${day}日 ${weekday}`,
    beforeTime: " ",
  },
  ug: {
    months: "يانۋار فېۋرال مارت ئاپرېل ماي ئىيۇن ئىيۇل ئاۋغۇست سېنتەبىر ئۆكتەبىر نويابىر دېكابىر".split(" "),
    weekdays: "دۈشەنبە سەيشەنبە چارشەنبە پەيشەنبە جۈمە شەنبە يەكشەنبە".split(" "),
    day: (month, day, weekday) => `${day}-${month}، ${weekday}`,
    withYear: (year, month, day, weekday) => `${year} ${day}-${month}، ${weekday}`,
    beforeTime: " ",
  },
  "kk-Arab": {
    months: "قاڭتار اقپان ناۋرىز ءساۋىر مامىر ماۋسىم شىلدە تامىز قىركۇيەك قازان قاراشا جەلتوقسان".split(" "),
    weekdays: "دۇيسەنبى سەيسەنبى سارسەنبى بەيسەنبى جۇما سەنبى جەكسەنبى".split(" "),
    day: (month, day, weekday) => `${day}- ${month}، ${weekday}`,
    withYear: (year, month, day, weekday) => `${year}، ${day}- ${month}، ${weekday}`,
    beforeTime: "، ",
  },
  en: {
    months: "January February March April May June July August September October November December".split(
      " ",
    ),
    weekdays: "Mon Tue Wed Thu Fri Sat Sun".split(" "),
    day: (month, day, weekday) => `${weekday} ${day} ${month}`,
    withYear: (year, month, day, weekday) => `${weekday} ${day} ${month} ${year}`,
    beforeTime: " ",
  },
  ru: {
    months: "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(" "),
    weekdays: "пн вт ср чт пт сб вс".split(" "),
    day: (month, day, weekday) => `${weekday}, ${day} ${month}`,
    withYear: (year, month, day, weekday) => `${weekday}, ${day} ${month} ${year} г.`,
    beforeTime: ", ",
  },
  "kk-Cyrl": {
    months: "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан".split(" "),
    weekdays: "дс сс ср бс жм сб жс".split(" "),
    day: (month, day, weekday) => `${day} ${month}, ${weekday}`,
    withYear: (year, month, day, weekday) => `${year} ж. ${day} ${month}, ${weekday}`,
    beforeTime: ", ",
  },
};

const made = new Map<string, Formats>();

/** Formats of one language for clocks in one zone (default: official time). */
export function formatsIn(locale: Locale, zone: string = officialZone): Formats {
  const id = `${locale} ${zone}`;
  const known = made.get(id);
  if (known) return known;
  const formats = makeFormats(locale, zone);
  made.set(id, formats);
  return formats;
}

function makeFormats(locale: Locale, zone: string): Formats {
  const w = words[locale];

  function fullDayText(day: Temporal.PlainDate): string {
    return w.withYear(day.year, w.months[day.month - 1] ?? "", day.day, w.weekdays[day.dayOfWeek - 1] ?? "");
  }
  function dayText(day: Temporal.PlainDate, { today }: DayOptions = {}): string {
    if (today && today.year !== day.year) return fullDayText(day);
    return w.day(w.months[day.month - 1] ?? "", day.day, w.weekdays[day.dayOfWeek - 1] ?? "");
  }
  function timeText(time: Temporal.Instant | Temporal.PlainTime): string {
    const clock = "epochMilliseconds" in time ? time.toZonedDateTimeISO(zone) : time;
    return `${twoDigits(clock.hour)}:${twoDigits(clock.minute)}`;
  }
  function momentText(moment: Temporal.Instant, options?: DayOptions): string {
    const day = moment.toZonedDateTimeISO(zone).toPlainDate();
    return `${dayText(day, options)}${w.beforeTime}${timeText(moment)}`;
  }
  function rangeText(range: { from: Temporal.Instant; to: Temporal.Instant }, options?: DayOptions): string {
    const from = range.from.toZonedDateTimeISO(zone).toPlainDate();
    const to = range.to.toZonedDateTimeISO(zone);
    const start = momentText(range.from, options);
    if (to.toPlainDate().equals(from)) return `${start}–${timeText(range.to)}`;
    const endsAtMidnight = to.hour === 0 && to.minute === 0;
    if (endsAtMidnight && to.toPlainDate().equals(from.add({ days: 1 }))) return `${start}–24:00`;
    return `${start} – ${momentText(range.to, options)}`;
  }
  function dayRangeText(
    range: { from: Temporal.PlainDate; through: Temporal.PlainDate },
    options?: DayOptions,
  ): string {
    const from = dayText(range.from, options);
    return range.through.equals(range.from) ? from : `${from} – ${dayText(range.through, options)}`;
  }

  const { numbers } = localeFacts[locale];
  function numberText(n: number, fractionDigits = 0): string {
    return numberFormat(numbers, "decimal", fractionDigits).format(n);
  }
  function percentText(share: number, fractionDigits = 1): string {
    return numberFormat(numbers, "percent", fractionDigits).format(share);
  }
  return { dayText, fullDayText, timeText, momentText, rangeText, dayRangeText, numberText, percentText };
}

const numberFormats = new Map<string, Intl.NumberFormat>();

function numberFormat(
  locale: string,
  style: "decimal" | "percent",
  fractionDigits: number,
): Intl.NumberFormat {
  const id = `${locale} ${style} ${fractionDigits}`;
  let format = numberFormats.get(id);
  if (!format) {
    format = new Intl.NumberFormat(locale, { style, maximumFractionDigits: fractionDigits });
    numberFormats.set(id, format);
  }
  return format;
}

function twoDigits(n: number): string {
  return n < 10 ? `0${n}` : String(n);
}
