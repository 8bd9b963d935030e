import { type Locale, localeFacts } from "./locales.ts";

/** Zone used where none is handed in: official time of the whole country, Karamay too. */
export const officialZone = "Asia/Shanghai";

/** A day, as Temporal.PlainDate has it. */
export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** 1 is Monday (ISO 8601). */
  readonly dayOfWeek: number;
}

/** A moment: Temporal.Instant or Temporal.ZonedDateTime. */
export interface Moment {
  readonly epochMilliseconds: number;
}

/** A time on the wall, as Temporal.PlainTime has it. */
export interface WallTime {
  readonly hour: number;
  readonly minute: number;
}

export interface FormatOptions {
  /** IANA zone of the clocks; official time when not given. */
  zone?: string | undefined;
  /** Today in the city: a day of another year is written with its year. Without it none is. */
  today?: Day | undefined;
}

/**
 * Days, times, numbers and lists in words of one language. The same answer on every host: nothing is asked of its zone,
 * its language or its names of months.
 */
export interface Formats {
  /** "6月12日 周五" */
  dayText(day: Day): string;
  /** "2026年6月12日 周五" */
  fullDayText(day: Day): string;
  /** "19:30", 24 hours; a moment in the zone of the city. */
  timeText(time: Moment | WallTime): string;
  /** "6月12日 周五 19:30" */
  momentText(moment: Moment): string;
  /** "6月12日 周五 19:30–21:00"; a range that ends with its day ends at 24:00. `to` is the first moment after. */
  rangeText(range: { from: Moment; to: Moment }): string;
  /** "6月12日 周五 – 6月14日 周日", last day included. */
  dayRangeText(range: { from: Day; through: Day }): string;
  /** "2026年3月—5月", "2026年11月—2027年1月", "2026年3月" */
  monthRangeText(range: { from: Day; through: Day }): string;
  /** "1,337" */
  numberText(n: number, fractionDigits?: number): string;
  /** 1234.5 → "1,234.50": an amount of money, always with both decimals, so that columns of it can be read. */
  moneyText(amount: number): string;
  /** 0.563 → "56.3%" */
  percentText(share: number, fractionDigits?: number): string;
  /** "甲、乙、丙" */
  listText(items: readonly string[]): string;
}

interface DayWords {
  months: readonly string[];
  /** Monday first, as ISO 8601 counts. */
  weekdays: readonly string[];
  day(month: string, day: number, weekday: string): string;
  withYear(year: number, month: string, day: number, weekday: string): string;
  /** Months as they stand alone, where that is another form. */
  monthsAlone?: readonly string[];
  /** A month, or a range of months, of a year. */
  ofYear(months: string, year: number): string;
  /** Between two months. */
  dash: string;
  beforeTime: string;
  comma: string;
}

// Names and patterns: Unicode CLDR 48 (MMMMEd, yMMMMEd, yMMMM; weekday abbreviated, in Arabic script in full), except
// zh-CN and en, which follow the house style "6月12日 周五 19:30".
const words: Record<Locale, DayWords> = {
  "zh-CN": {
    months: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"],
    weekdays: ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
    day: (month, day, weekday) => `${month}月${day}日 ${weekday}`,
    withYear: (year, month, day, weekday) => `${year}年${month}月${day}日 ${weekday}`,
    monthsAlone: ["1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"],
    ofYear: (months, year) => `${year}年${months}`,
    dash: "—",
    beforeTime: " ",
    comma: "、",
  },
  ug: {
    months: "يانۋار فېۋرال مارت ئاپرېل ماي ئىيۇن ئىيۇل ئاۋغۇست سېنتەبىر ئۆكتەبىر نويابىر دېكابىر".split(" "),
    weekdays: "دۈشەنبە سەيشەنبە چارشەنبە پەيشەنبە جۈمە شەنبە يەكشەنبە".split(" "),
    day: (month, day, weekday) => `${day}-${month}، ${weekday}`,
    withYear: (year, month, day, weekday) => `${year} ${day}-${month}، ${weekday}`,
    ofYear: (months, year) => `${year} ${months}`,
    dash: "–",
    beforeTime: " ",
    comma: "، ",
  },
  "kk-Arab": {
    months: "قاڭتار اقپان ناۋرىز ءساۋىر مامىر ماۋسىم شىلدە تامىز قىركۇيەك قازان قاراشا جەلتوقسان".split(" "),
    weekdays: "دۇيسەنبى سەيسەنبى سارسەنبى بەيسەنبى جۇما سەنبى جەكسەنبى".split(" "),
    day: (month, day, weekday) => `${day}- ${month}، ${weekday}`,
    withYear: (year, month, day, weekday) => `${year}، ${day}- ${month}، ${weekday}`,
    ofYear: (months, year) => `${year}، ${months}`,
    dash: "–",
    beforeTime: "، ",
    comma: "، ",
  },
  en: {
    months: "January February March April May June July August September October November December".split(
      " ",
    ),
    weekdays: "Mon Tue Wed Thu Fri Sat Sun".split(" "),
    day: (month, day, weekday) => `${weekday} ${day} ${month}`,
    withYear: (year, month, day, weekday) => `${weekday} ${day} ${month} ${year}`,
    ofYear: (months, year) => `${months} ${year}`,
    dash: "–",
    beforeTime: " ",
    comma: ", ",
  },
  ru: {
    months: "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(" "),
    weekdays: "пн вт ср чт пт сб вс".split(" "),
    day: (month, day, weekday) => `${weekday}, ${day} ${month}`,
    withYear: (year, month, day, weekday) => `${weekday}, ${day} ${month} ${year} г.`,
    monthsAlone: "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split(" "),
    ofYear: (months, year) => `${months} ${year} г.`,
    dash: "–",
    beforeTime: ", ",
    comma: ", ",
  },
  "kk-Cyrl": {
    months: "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан".split(" "),
    weekdays: "дс сс ср бс жм сб жс".split(" "),
    day: (month, day, weekday) => `${day} ${month}, ${weekday}`,
    withYear: (year, month, day, weekday) => `${year} ж. ${day} ${month}, ${weekday}`,
    ofYear: (months, year) => `${year} ж. ${months}`,
    dash: "–",
    beforeTime: ", ",
    comma: ", ",
  },
};

const made = new Map<string, Formats>();

/** Formats of one language for clocks in one zone. */
export function formatsIn(locale: Locale, { zone = officialZone, today }: FormatOptions = {}): Formats {
  const id = `${locale} ${zone} ${today?.year}`;
  const known = made.get(id);
  if (known) return known;
  const formats = makeFormats(locale, zone, today?.year);
  made.set(id, formats);
  return formats;
}

function makeFormats(locale: Locale, zone: string, thisYear: number | undefined): Formats {
  const w = words[locale];
  /** From right to left a range of times would begin with its end; LRI…PDI (UAX #9) keeps it in order. */
  const inOrder = (times: string) => (localeFacts[locale].dir === "rtl" ? `\u2066${times}\u2069` : times);

  function fullDayText(day: Day): string {
    return w.withYear(day.year, w.months[day.month - 1] ?? "", day.day, w.weekdays[day.dayOfWeek - 1] ?? "");
  }
  function dayText(day: Day): string {
    if (thisYear !== undefined && thisYear !== day.year) return fullDayText(day);
    return w.day(w.months[day.month - 1] ?? "", day.day, w.weekdays[day.dayOfWeek - 1] ?? "");
  }
  function timeText(time: Moment | WallTime): string {
    const { hour, minute } = "epochMilliseconds" in time ? onTheWall(time, zone) : time;
    return `${twoDigits(hour)}:${twoDigits(minute)}`;
  }
  function momentText(moment: Moment): string {
    const wall = onTheWall(moment, zone);
    return `${dayText(wall)}${w.beforeTime}${timeText(wall)}`;
  }
  function rangeText(range: { from: Moment; to: Moment }): string {
    const [from, to] = [onTheWall(range.from, zone), onTheWall(range.to, zone)];
    const start = `${dayText(from)}${w.beforeTime}`;
    const days = dayNumber(to) - dayNumber(from);
    if (days === 0) return `${start}${inOrder(`${timeText(from)}–${timeText(to)}`)}`;
    if (days === 1 && to.hour === 0 && to.minute === 0)
      return `${start}${inOrder(`${timeText(from)}–24:00`)}`;
    return `${start}${timeText(from)} – ${dayText(to)}${w.beforeTime}${timeText(to)}`;
  }
  function dayRangeText({ from, through }: { from: Day; through: Day }): string {
    const first = dayText(from);
    return dayNumber(from) === dayNumber(through) ? first : `${first} – ${dayText(through)}`;
  }
  function monthRangeText({ from, through }: { from: Day; through: Day }): string {
    const name = ({ month }: Day) => (w.monthsAlone ?? w.months)[month - 1] ?? "";
    if (from.year !== through.year)
      return `${w.ofYear(name(from), from.year)}${w.dash}${w.ofYear(name(through), through.year)}`;
    const months = from.month === through.month ? name(from) : `${name(from)}${w.dash}${name(through)}`;
    return w.ofYear(months, from.year);
  }

  const { numbers } = localeFacts[locale];
  function numberText(n: number, fractionDigits = 0): string {
    return numberFormat(numbers, "decimal", fractionDigits).format(n);
  }
  function moneyText(amount: number): string {
    return numberFormat(numbers, "decimal", 2, 2).format(amount);
  }
  function percentText(share: number, fractionDigits = 1): string {
    return numberFormat(numbers, "percent", fractionDigits).format(share);
  }
  function listText(items: readonly string[]): string {
    return items.join(w.comma);
  }
  return {
    dayText,
    fullDayText,
    timeText,
    momentText,
    rangeText,
    dayRangeText,
    monthRangeText,
    numberText,
    moneyText,
    percentText,
    listText,
  };
}

/** The day an ISO date ("2026-06-12") names. */
export function dayOfIso(iso: string): Day {
  const [year = 0, month = 0, day = 0] = iso.split("-").map(Number);
  return { year, month, day, dayOfWeek: dayOfWeek(year, month, day) };
}

function dayNumber({ year, month, day }: Day): number {
  return Date.UTC(year, month - 1, day) / 86_400_000;
}

function dayOfWeek(year: number, month: number, day: number): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Day and time on the wall of a zone. `Intl` and not Temporal, so that a page needs no Temporal to show a time. */
function onTheWall({ epochMilliseconds }: Moment, zone: string): Day & WallTime {
  let clock = clocks.get(zone);
  if (!clock) {
    const digits = {
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
    } as const;
    clock = new Intl.DateTimeFormat("en", {
      ...digits,
      timeZone: zone,
      hourCycle: "h23",
      calendar: "gregory",
    });
    clocks.set(zone, clock);
  }
  const parts: Record<string, number> = {};
  for (const { type, value } of clock.formatToParts(epochMilliseconds)) parts[type] = Number(value);
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0 } = parts;
  return { year, month, day, hour, minute, dayOfWeek: dayOfWeek(year, month, day) };
}

const numberFormats = new Map<string, Intl.NumberFormat>();

function numberFormat(
  locale: string,
  style: "decimal" | "percent",
  fractionDigits: number,
  leastDigits = 0,
): Intl.NumberFormat {
  const id = `${locale} ${style} ${fractionDigits} ${leastDigits}`;
  let format = numberFormats.get(id);
  if (!format) {
    format = new Intl.NumberFormat(locale, {
      style,
      minimumFractionDigits: leastDigits,
      maximumFractionDigits: fractionDigits,
    });
    numberFormats.set(id, format);
  }
  return format;
}

function twoDigits(n: number): string {
  return n < 10 ? `0${n}` : String(n);
}
