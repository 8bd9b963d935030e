import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { formatsIn } from "./dates.ts";
import { type Locale, locales } from "./locales.ts";

const evening = Temporal.Instant.from("2026-06-12T19:30+08:00");
const day = Temporal.PlainDate.from("2026-06-12");

test("a moment is written as the house style of each language wants it", () => {
  const expected: Record<Locale, string> = {
    "zh-CN": "6月12日 周五 19:30",
    en: "Fri 12 June 19:30",
    ru: "пт, 12 июня, 19:30",
    "kk-Cyrl": "12 маусым, жм, 19:30",
    ug: "12-ئىيۇن، جۈمە 19:30",
    "kk-Arab": "12- ماۋسىم، جۇما، 19:30",
  };
  for (const locale of locales) assert.equal(formatsIn(locale).momentText(evening), expected[locale]);
});

test("names of months and weekdays are those of CLDR", () => {
  const cldr: Record<string, string> = {
    ug: "ug",
    "kk-Arab": "kk-Arab",
    ru: "ru",
    "kk-Cyrl": "kk",
    en: "en-GB",
  };
  for (const [ours, theirs] of Object.entries(cldr)) {
    const formats = formatsIn(ours as Locale); // keys above are our codes
    for (let month = 1; month <= 12; month++) {
      const date = Temporal.PlainDate.from({ year: 2026, month, day: 12 + (month % 7) });
      const epoch = date.toZonedDateTime("UTC").epochMilliseconds;
      const cldrParts = new Intl.DateTimeFormat(theirs, {
        timeZone: "UTC",
        month: "long",
        day: "numeric",
        weekday: ours === "ug" || ours === "kk-Arab" ? "long" : "short",
      }).formatToParts(epoch);
      for (const part of cldrParts.filter(({ type }) => type === "month" || type === "weekday")) {
        assert.ok(
          formats.dayText(date).includes(part.value),
          `${ours}: ${part.value} in ${formats.dayText(date)}`,
        );
      }
    }
  }
});

test("the year is written when it is not this year", () => {
  const { dayText, fullDayText } = formatsIn("zh-CN");
  assert.equal(dayText(day), "6月12日 周五");
  const on = (today: string) => formatsIn("zh-CN", { today: Temporal.PlainDate.from(today) });
  assert.equal(on("2026-01-01").dayText(day), "6月12日 周五");
  assert.equal(on("2025-12-31").dayText(day), "2026年6月12日 周五");
  assert.equal(fullDayText(day), "2026年6月12日 周五");
});

test("a range names its day once, ends at 24:00, or names both days", () => {
  const { rangeText } = formatsIn("zh-CN");
  const range = (to: string) => rangeText({ from: evening, to: Temporal.Instant.from(to) });
  assert.equal(range("2026-06-12T21:00+08:00"), "6月12日 周五 19:30–21:00");
  assert.equal(range("2026-06-13T00:00+08:00"), "6月12日 周五 19:30–24:00");
  assert.equal(range("2026-06-13T01:00+08:00"), "6月12日 周五 19:30 – 6月13日 周六 01:00");
  assert.equal(range("2026-06-14T00:00+08:00"), "6月12日 周五 19:30 – 6月14日 周日 00:00");
});

test("from right to left a range of times keeps its order", () => {
  const range = { from: evening, to: Temporal.Instant.from("2026-06-13T00:00+08:00") };
  assert.equal(formatsIn("ug").rangeText(range), "12-ئىيۇن، جۈمە \u206619:30–24:00\u2069");
});

test("a range of days includes its last day", () => {
  const { dayRangeText } = formatsIn("zh-CN");
  assert.equal(dayRangeText({ from: day, through: day.add({ days: 2 }) }), "6月12日 周五 – 6月14日 周日");
  assert.equal(dayRangeText({ from: day, through: day }), "6月12日 周五");
});

test("months: one, several of a year, and over the year's end", () => {
  const march = Temporal.PlainDate.from("2026-03-01");
  const range = (locale: "zh-CN" | "en" | "ru", months: number) =>
    formatsIn(locale).monthRangeText({ from: march, through: march.add({ months }) });
  assert.deepEqual(
    [range("zh-CN", 0), range("zh-CN", 2), range("zh-CN", 12)],
    ["2026年3月", "2026年3月—5月", "2026年3月—2027年3月"],
  );
  assert.deepEqual([range("en", 2), range("en", 12)], ["March–May 2026", "March 2026–March 2027"]);
  assert.equal(range("ru", 2), "март–май 2026 г.");
});

test("times are 24-hour with two digits, in the zone of the city", () => {
  assert.equal(formatsIn("en").timeText(Temporal.PlainTime.from("09:05")), "09:05");
  assert.equal(formatsIn("en").timeText(evening), "19:30");
  assert.equal(formatsIn("en", { zone: "Asia/Urumqi" }).timeText(evening), "17:30");
});

test("numbers", () => {
  assert.equal(formatsIn("zh-CN").numberText(1234567.5, 1), "1,234,567.5");
  assert.equal(formatsIn("ru").numberText(1234567.5, 1), "1\u00a0234\u00a0567,5");
  assert.equal(formatsIn("ug").numberText(1337), "1,337");
  assert.equal(formatsIn("en").percentText(0.5634), "56.3%");
  assert.equal(formatsIn("zh-CN").moneyText(68), "68.00");
  assert.equal(formatsIn("zh-CN").moneyText(1234.5), "1,234.50");
  assert.equal(formatsIn("ru").moneyText(0.1 + 0.2), "0,30");
});

test("a list is joined as its language joins", () => {
  assert.equal(formatsIn("zh-CN").listText(["甲", "乙"]), "甲、乙");
  assert.equal(formatsIn("en").listText(["a", "b"]), "a, b");
});

test("every moment of two years is on the wall as Temporal says", () => {
  const { momentText } = formatsIn("en", { zone: "Europe/Berlin" });
  const { dayText, timeText } = formatsIn("en");
  for (let hours = 0; hours < 17_520; hours += 7) {
    const moment = evening.add({ hours });
    const wall = moment.toZonedDateTimeISO("Europe/Berlin");
    assert.equal(momentText(moment), `${dayText(wall.toPlainDate())} ${timeText(wall.toPlainTime())}`);
  }
});

test("the host's zone and language change nothing", () => {
  const script = `
    import { Temporal } from "temporal-polyfill";
    import { formatsIn } from "./dates.ts";
    const from = Temporal.Instant.from("2026-12-31T23:30+08:00");
    console.log(formatsIn("zh-CN").rangeText({ from, to: from.add({ hours: 2 }) }), formatsIn("ug").numberText(1337));`;
  const outputs = ["UTC", "America/Los_Angeles", "Asia/Kathmandu"].map((TZ) =>
    execFileSync(process.execPath, ["--input-type=module-typescript", "-e", script], {
      cwd: import.meta.dirname,
      env: { ...process.env, TZ, LANG: "ar_EG.UTF-8", LC_ALL: "ar_EG.UTF-8" },
      encoding: "utf8",
    }).trim(),
  );
  assert.deepEqual(new Set(outputs), new Set(["12月31日 周四 23:30 – 1月1日 周五 01:30 1,337"]));
});
