import assert from "node:assert/strict";
import test from "node:test";
import { Temporal } from "temporal-polyfill";
import type { SheetFault } from "#libs/sheets";
import { readCalendarRows } from "./read-calendar.ts";

const options = { zone: "Asia/Shanghai", now: Temporal.Instant.from("2026-12-01T00:00:00Z") };
const file = (...lines: string[]) => Buffer.from(["BEGIN:VCALENDAR", ...lines, "END:VCALENDAR"].join("\r\n"));
const event = (uid: number) => [
  ...["BEGIN:VEVENT", `UID:${uid}`, "SUMMARY:讲座", "DTSTART:20270301T193000", "DURATION:PT1H", "END:VEVENT"],
];

test("a file that needs more memory or time than there is for it is refused, and the next one is read", async () => {
  const large = file(...Array.from({ length: 20_000 }, (_, at) => event(at)).flat());
  await assert.rejects(readCalendarRows(large, options, { megabytes: 16, seconds: 60 }), {
    id: "ics.too-large",
  });
  await assert.rejects(readCalendarRows(large, options, { megabytes: 1024, seconds: 0.001 }), {
    id: "ics.too-large",
  });
  const [, row] = await readCalendarRows(file(...event(1)), options);
  assert.equal(row?.cells[3], "2027-03-01 19:30-20:30");
});

test("what is wrong with the whole file comes out of the thread as it is", async () => {
  const never = ["DTSTART:20260101T100000", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "END:VEVENT"];
  const many = Array.from({ length: 900 }, (_, at) => ["BEGIN:VEVENT", `UID:${at}`, ...never]);
  await assert.rejects(readCalendarRows(file(...many.flat()), options), (fault: SheetFault) => {
    assert.deepEqual([fault.id, typeof fault.data.line], ["ics.too-much", "number"]);
    return true;
  });
});
