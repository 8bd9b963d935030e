import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import {
  compileHours,
  faultsIn,
  type HolidayTable,
  type Hours,
  instantOf,
  momentAt,
  openMinutes,
  type Session,
  stateAt,
  weekdays,
  weekOf,
} from "./index.ts";

const zone = "Asia/Shanghai";
const museum: Hours = {
  week: Object.fromEntries(
    weekdays.slice(1).map((day) => [
      day,
      [
        { from: "10:00", to: "13:40" },
        { from: "16:10", to: "19:40" },
      ],
    ]),
  ),
  seasons: [
    {
      name: "冬季",
      from: "10-15",
      to: "04-14",
      week: Object.fromEntries(
        weekdays.slice(1).map((day) => [
          day,
          [
            { from: "10:10", to: "13:40" },
            { from: "15:40", to: "19:10" },
          ],
        ]),
      ),
    },
  ],
  exceptions: [{ from: "2026-06-16", to: "2026-06-17", sessions: [], reason: "布展" }],
  onHoliday: { sessions: [{ from: "12:00", to: "16:00" }] },
};
const holidays: HolidayTable = {
  "2026-06-19": { kind: "rest", name: "端午" },
  "2026-06-22": { kind: "workday", name: "端午", as: "tue" },
};
const compiled = compileHours(museum, holidays);
const at = (local: string) =>
  momentAt(Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant(), zone);

test("the museum's week, season, exception, holiday and make-up workday", () => {
  for (const [local, open, day, minute, why] of [
    ["2026-06-12T10:00", true, "2026-06-12", 13 * 60 + 40, "week"],
    ["2026-06-12T13:40", false, "2026-06-12", 16 * 60 + 10, "week"],
    ["2026-06-12T19:40", false, "2026-06-13", 600, "week"],
    ["2026-06-15T12:00", false, "2026-06-18", 600, "week"],
    ["2026-06-16T12:00", false, "2026-06-18", 600, "exception"],
    ["2026-06-19T11:00", false, "2026-06-19", 720, "holiday"],
    ["2026-06-22T10:00", true, "2026-06-22", 13 * 60 + 40, "make-up"],
    ["2026-12-31T10:05", false, "2026-12-31", 610, "season"],
    ["2027-01-01T10:10", true, "2027-01-01", 13 * 60 + 40, "season"],
    ["2026-04-15T10:00", true, "2026-04-15", 13 * 60 + 40, "week"],
  ] as const) {
    const state = stateAt(compiled, at(local));
    assert.deepEqual([state.open, state.changes, state.why], [open, { day, minute }, why], local);
  }
});

test("a make-up workday is open like its weekday, or as the house says, and after an exception", () => {
  const office: Hours = {
    week: { fri: [{ from: "10:00", to: "18:00" }], sun: [{ from: "12:00", to: "14:00" }] },
  };
  const table: HolidayTable = { "2026-01-04": { kind: "workday", name: "元旦", as: "fri" } };
  const on = (differs: Partial<Hours>) => compileHours({ ...office, ...differs }, table).on("2026-01-04");
  assert.deepEqual(on({}), { spans: [{ from: 600, to: 1080 }], why: "make-up", note: "元旦" });
  assert.deepEqual(on({ onMakeUp: "own-weekday" }), {
    spans: [{ from: 720, to: 840 }],
    why: "week",
    note: null,
  });
  assert.deepEqual(on({ onMakeUp: { sessions: [] } }), { spans: [], why: "make-up", note: "元旦" });
  const exceptions = [{ from: "2026-01-04", to: "2026-01-04", sessions: [], reason: "盘点" }];
  assert.equal(on({ exceptions }).why, "exception");
  const winter = {
    name: "冬季",
    from: "12-01",
    to: "02-28",
    week: { fri: [{ from: "11:00", to: "16:00" }] },
  };
  assert.deepEqual(
    on({ seasons: [winter] }).spans,
    [{ from: 660, to: 960 }],
    "the weekday of the season that holds",
  );
});

test("a holiday means nothing where the house has not said so, and nothing in a year nobody has announced", () => {
  const week = { thu: [{ from: "10:00", to: "18:00" }] };
  const table: HolidayTable = { "2026-10-01": { kind: "rest", name: "国庆" } };
  assert.equal(compileHours({ week }, table).on("2026-10-01").why, "week");
  const shut = compileHours({ week, onHoliday: { sessions: [] } }, table);
  assert.deepEqual(shut.on("2026-10-01"), { spans: [], why: "holiday", note: "国庆" });
  assert.equal(shut.on("2026-10-08").why, "week");
});

test("a night runs past midnight and belongs to the day it began on", () => {
  const square = compileHours({ week: { sat: [{ from: "20:00", to: "02:00" }] } });
  assert.deepEqual(stateAt(square, at("2026-06-13T23:00")).changes, { day: "2026-06-13", minute: 1560 });
  const later = stateAt(square, at("2026-06-14T01:59"));
  assert.equal(later.open, true);
  assert.equal(instantOf(later.changes ?? { day: "", minute: 0 }, zone).toString(), "2026-06-13T18:00:00Z");
  assert.equal(stateAt(square, at("2026-06-14T02:00")).open, false);
});

test("a place that never closes is open, and one without hours never opens", () => {
  const always = compileHours({
    week: Object.fromEntries(weekdays.map((day) => [day, [{ from: "00:00", to: "24:00" }]])),
  });
  assert.equal(stateAt(always, at("2026-06-13T23:59")).open, true);
  assert.deepEqual(stateAt(compileHours({ week: {} }), at("2026-06-13T12:00")), {
    open: false,
    changes: null,
    why: "week",
    note: null,
  });
});

test("the week strip begins on Monday", () => {
  const strip = weekOf(compiled, "2026-06-17");
  assert.deepEqual(
    strip.map(({ day }) => day.slice(8)),
    ["15", "16", "17", "18", "19", "20", "21"],
  );
  assert.deepEqual(strip[4]?.sessions, [{ from: "12:00", to: "16:00" }]);
  assert.equal(strip[1]?.note, "布展");
});

test("faults are told with their place", () => {
  const faults = (hours: Hours) => faultsIn(hours).map(({ at: where, id }) => `${where} ${id}`);
  assert.deepEqual(faults(museum), []);
  assert.deepEqual(faults({ week: { mon: [{ from: "9:00", to: "17:00" }] } }), [
    "/week/mon/0/from hours.time",
  ]);
  assert.deepEqual(faults({ week: { mon: [{ from: "09:00", to: "25:00" }] } }), [
    "/week/mon/0/to hours.time",
  ]);
  assert.deepEqual(faults({ week: { mon: [{ from: "09:00", to: "09:00" }] } }), [
    "/week/mon/0/to hours.empty",
  ]);
  const monday = (from: string, to: string) => faults({ week: { mon: [{ from, to }] } });
  for (const [from, to] of [
    ["10:00", "09:00"],
    ["04:00", "24:00"],
    ["00:00", "23:59"],
  ] as const)
    assert.deepEqual(monday(from, to), ["/week/mon/0/to hours.too-long"], `${from}–${to}`);
  for (const [from, to] of [
    ["00:00", "24:00"],
    ["04:01", "24:00"],
    ["12:00", "07:59"],
  ] as const)
    assert.deepEqual(monday(from, to), [], `${from}–${to}`);
  assert.deepEqual(
    faults({
      week: {
        mon: [
          { from: "09:00", to: "13:00" },
          { from: "12:59", to: "17:00" },
        ],
      },
    }),
    ["/week/mon/1/from hours.overlap"],
  );
  assert.deepEqual(
    faults({ week: { mon: [{ from: "20:00", to: "10:00" }], tue: [{ from: "09:00", to: "12:00" }] } }),
    ["/week/tue/0/from hours.overlap"],
  );
  assert.deepEqual(
    faults({ week: {}, exceptions: [{ from: "2026-02-30", to: "2026-03-01", sessions: [], reason: " " }] }),
    ["/exceptions/0/from hours.date", "/exceptions/0/reason hours.reason-missing"],
  );
  for (const said of ["休", "。。。", "休休", "24"])
    assert.deepEqual(
      faults({
        week: {},
        exceptions: [{ from: "2026-03-01", to: "2026-03-01", sessions: [], reason: said }],
      }),
      ["/exceptions/0/reason hours.reason-missing"],
      said,
    );
  assert.deepEqual(faults({ week: {}, onMakeUp: { sessions: [{ from: "09:00", to: "09:00" }] } }), [
    "/onMakeUp/sessions/0/to hours.empty",
  ]);
  assert.deepEqual(
    faults({
      week: {},
      exceptions: [{ from: "2026-03-02", to: "2026-03-01", sessions: [], reason: "盘点" }],
    }),
    ["/exceptions/0/to hours.ends-before-start"],
  );
});

test("exceptions that share days are a fault naming both, unless one lies within the other", () => {
  const exception = (from: string, to: string, reason: string, sessions: Session[] = []) => ({
    from,
    to,
    reason,
    sessions,
  });
  const faults = (...exceptions: ReturnType<typeof exception>[]) => faultsIn({ week: {}, exceptions });
  const feast = exception("2026-10-01", "2026-10-07", "国庆");
  for (const other of [
    exception("2026-10-07", "2026-10-09", "检修"),
    exception("2026-09-28", "2026-10-01", "检修"),
    exception("2026-10-01", "2026-10-07", "检修"),
  ]) {
    assert.deepEqual(faults(other, feast), [
      {
        at: "/exceptions/0/from",
        id: "hours.exceptions-overlap",
        data: { one: `${other.from}–${other.to} 检修`, other: "2026-10-01–2026-10-07 国庆" },
      },
    ]);
  }
  assert.deepEqual(faults(exception("2026-10-08", "2026-10-09", "检修"), feast), []);
  const late = exception("2026-10-01", "2026-10-07", "国庆", [{ from: "12:00", to: "16:00" }]);
  const shut = exception("2026-10-01", "2026-10-01", "升旗");
  for (const exceptions of [
    [shut, late],
    [late, shut],
  ]) {
    assert.deepEqual(faults(...exceptions), []);
    const hours = compileHours({ week: {}, exceptions });
    assert.deepEqual(
      ["2026-10-01", "2026-10-02"].map((day) => hours.on(day).note),
      ["升旗", "国庆"],
      "the inner one holds, whichever was entered first",
    );
  }
});

test("seasons that share days of the year are a fault naming both", () => {
  const season = (name: string, from: string, to: string) => ({ name, from, to, week: {} });
  const faults = (...seasons: ReturnType<typeof season>[]) => faultsIn({ week: {}, seasons });
  const winter = season("冬季", "10-15", "04-15");
  assert.deepEqual(faults(winter, season("夏季", "04-16", "10-14")), []);
  assert.deepEqual(faults(winter, season("春季", "04-15", "06-01")), [
    {
      at: "/seasons/1/from",
      id: "hours.seasons-overlap",
      data: { one: "春季 04-15–06-01", other: "冬季 10-15–04-15" },
    },
  ]);
});

test("open minutes count overlapping and touching sessions once", () => {
  const hours = compileHours({
    week: {
      mon: [
        { from: "09:00", to: "12:00" },
        { from: "12:00", to: "13:00" },
      ],
      sun: [{ from: "22:00", to: "02:00" }],
    },
  });
  const span = (from: string, to: string) =>
    openMinutes(
      hours,
      Temporal.PlainDateTime.from(from).toZonedDateTime(zone).toInstant(),
      Temporal.PlainDateTime.from(to).toZonedDateTime(zone).toInstant(),
      zone,
    );
  assert.equal(span("2026-06-15T00:00", "2026-06-16T00:00"), 120 + 240);
  assert.equal(span("2026-06-14T23:00", "2026-06-15T09:30"), 180 + 30);
});
