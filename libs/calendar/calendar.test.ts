import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import {
  type CalendarEntry,
  calendarText,
  contentLine,
  escapeText,
  fold,
  timeZoneComponent,
  unfold,
} from "./index.ts";

const octets = (text: string) => Buffer.byteLength(text, "utf8");

const lecture: CalendarEntry = {
  uid: "0197-aa@klmy",
  sequence: 2,
  status: "CONFIRMED",
  startsAt: Temporal.Instant.from("2026-06-12T11:30:00Z"),
  endsAt: Temporal.Instant.from("2026-06-12T13:00:00Z"),
  changedAt: Temporal.Instant.from("2026-06-01T02:00:00Z"),
  summary: "剪纸，入门; 第一讲",
};

const written = (entries: CalendarEntry[], zone = "Asia/Shanghai") =>
  unfold(
    calendarText({ product: "-//Wenmai//Programme//EN", name: "活动", language: "zh-CN", zone, entries }),
  );

test("an entry carries local times with its zone, sequence, state and escaped text", () => {
  const lines = written([lecture]);
  for (const line of [
    "DTSTART;TZID=Asia/Shanghai:20260612T193000",
    "DTEND;TZID=Asia/Shanghai:20260612T210000",
    "SEQUENCE:2",
    "STATUS:CONFIRMED",
    "DTSTAMP:20260601T020000Z",
    "SUMMARY;LANGUAGE=zh-CN:剪纸，入门\\; 第一讲",
  ]) {
    assert.ok(lines.includes(line), `missing ${line} in\n${lines.join("\n")}`);
  }
  assert.deepEqual([lines[0], lines.at(-1)], ["BEGIN:VCALENDAR", "END:VCALENDAR"]);
});

test("Shanghai needs one observance since 1991, Urumqi time is another zone", () => {
  const from = Temporal.Instant.from("2026-06-12T00:00:00Z");
  const lines = unfold(timeZoneComponent("Asia/Shanghai", from, from.add({ hours: 24 })));
  assert.deepEqual(lines, [
    "BEGIN:VTIMEZONE",
    "TZID:Asia/Shanghai",
    "BEGIN:STANDARD",
    // 1991-09-15 02:00 of summer time went back to 01:00.
    "DTSTART:19910915T020000",
    "TZOFFSETFROM:+0900",
    "TZOFFSETTO:+0800",
    "END:STANDARD",
    "END:VTIMEZONE",
  ]);
  assert.ok(written([lecture], "Asia/Urumqi").includes("DTSTART;TZID=Asia/Urumqi:20260612T173000"));
});

test("a zone with summer time gets every change in the span, onsets in the time before", () => {
  const lines = unfold(
    timeZoneComponent(
      "Europe/Helsinki",
      Temporal.Instant.from("2026-02-01T00:00:00Z"),
      Temporal.Instant.from("2026-12-01T00:00:00Z"),
    ),
  );
  assert.deepEqual(
    lines.filter((line) => line.startsWith("DTSTART")),
    ["DTSTART:20251026T040000", "DTSTART:20260329T030000", "DTSTART:20261025T040000"],
  );
  assert.equal(lines.filter((line) => line === "BEGIN:DAYLIGHT").length, 1);
});

test("UTC needs no zone component; an empty calendar is still a calendar", () => {
  assert.ok(written([lecture], "UTC").includes("DTSTART:20260612T113000Z"));
  assert.equal(
    written([lecture], "UTC").some((line) => line.includes("VTIMEZONE")),
    false,
  );
  assert.equal(written([]).at(-1), "END:VCALENDAR");
});

test("a zone without any change is one observance", () => {
  const from = Temporal.Instant.from("2026-06-12T00:00:00Z");
  assert.ok(unfold(timeZoneComponent("Etc/GMT-8", from, from)).includes("TZOFFSETTO:+0800"));
});

test("an entry that ends before it starts is refused", () => {
  assert.throws(() => written([{ ...lecture, endsAt: lecture.startsAt }]), /not after its start/);
});

test("parameters hold quotes, carets and line ends by RFC 6868", () => {
  assert.equal(
    contentLine({ name: "X", value: "v", params: { CN: 'a "b" ^ c: d\ne' } }),
    "X;CN=\"a ^'b^' ^^ c: d^ne\":v\r\n",
  );
});

test("folded lines stay within 75 octets, cut no character and unfold to what they were", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 400 }), (raw) => {
      const line = `SUMMARY:${escapeText(raw)}`;
      const folded = fold(line);
      for (const part of folded.split("\r\n")) {
        assert.ok(octets(part) <= 75, `${octets(part)} octets`);
        assert.ok(part.isWellFormed());
      }
      assert.deepEqual(unfold(folded), [line]);
    }),
  );
});

test("escaped text reads back as it was, less control characters", () => {
  const read = (text: string) =>
    text.replace(/\\([\\;,n])/g, (_, sign: string) => (sign === "n" ? "\n" : sign));
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("文", "a", "\\", ";", ",", "\n", "n", "𠮷", "ئ"), maxLength: 80 }),
      (raw) => {
        assert.equal(read(escapeText(raw)), raw);
      },
    ),
  );
  assert.equal(escapeText("a\u0007b\r\nc\td"), "ab\\nc\td");
});
