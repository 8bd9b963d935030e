import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { faultsIn, type Hours, weekdays } from "#libs/hours";
import { attemptIn, nextAttempt } from "./attempt.ts";
import { factsIn } from "./facts-form.ts";
import {
  clockOf,
  exceptionIn,
  hoursName,
  mondayOnwards,
  rowsOf,
  seasonIn,
  weekIn,
  withException,
  withoutException,
  withoutSeason,
  withSeason,
} from "./hours-form.ts";

const formOf = (fields: [string, string][]) => {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return form;
};

test("a week goes through the form and comes back the same", () => {
  const quarter = fc
    .integer({ min: 0, max: 95 })
    .map((n) => `${String(Math.floor(n / 4)).padStart(2, "0")}:${String((n % 4) * 15).padStart(2, "0")}`);
  const session = fc.record(
    {
      from: quarter,
      to: fc.oneof(
        quarter.filter((time) => time !== "00:00"),
        fc.constant("24:00"),
      ),
    },
    { noNullPrototype: true },
  );
  const week = fc.record(
    Object.fromEntries(weekdays.map((day) => [day, fc.array(session, { minLength: 1, maxLength: 7 })])),
    { requiredKeys: [], noNullPrototype: true },
  );
  fc.assert(
    fc.property(week, (given: Hours["week"]) => {
      const fields = weekdays.flatMap((day) =>
        rowsOf(given[day] ?? []).flatMap(({ from, to }, n): [string, string][] => [
          [`w.${day}.${n}.from`, from],
          [`w.${day}.${n}.to`, to],
        ]),
      );
      assert.deepEqual(weekIn(formOf(fields), "w"), given);
    }),
  );
});

test("half a row is kept, so that its fault can be told", () => {
  const week = weekIn(formOf([["w.mon.1.from", "10:00"]]), "w");
  assert.deepEqual(faultsIn({ week }), [{ at: "/week/mon/0/to", id: "hours.time" }]);
});

test("around the clock is midnight to midnight", () => {
  assert.deepEqual(
    weekIn(
      formOf([
        ["w.sun.0.from", "00:00"],
        ["w.sun.0.to", "00:00"],
      ]),
      "w",
    ),
    { sun: [{ from: "00:00", to: "24:00" }] },
  );
});

test("Monday's hours for the working days leave the weekend alone", () => {
  const mon = [{ from: "09:00", to: "17:00" }];
  const sat = [{ from: "10:00", to: "12:00" }];
  assert.deepEqual(mondayOnwards({ mon, sat }, "fri"), { mon, tue: mon, wed: mon, thu: mon, fri: mon, sat });
});

test("exceptions: one day needs one date, the newest goes first, one is taken away by what was shown", () => {
  const name = `${hoursName}.exceptions.0`;
  const exception = exceptionIn(
    formOf([
      [`${name}.from`, "2026-06-14"],
      [`${name}.reason`, " 演练 "],
    ]),
  );
  assert.deepEqual(exception, { from: "2026-06-14", to: "2026-06-14", sessions: [], reason: "演练" });
  const hours = withException(withException(null, { ...exception, reason: "旧" }), exception);
  assert.deepEqual(
    hours.exceptions?.map(({ reason }) => reason),
    ["演练", "旧"],
  );
  assert.deepEqual(
    withoutException(hours, exception).exceptions?.map(({ reason }) => reason),
    ["旧"],
  );
  assert.deepEqual(withoutException(hours, { ...exception, reason: "别的" }), hours);
});

test("seasons are replaced, added and taken away by their place", () => {
  const season = seasonIn(
    formOf([
      [`${hoursName}.seasons.0.name`, "冬季"],
      [`${hoursName}.seasons.0.from`, "11-01"],
      [`${hoursName}.seasons.0.to`, "03-15"],
    ]),
    0,
  );
  const hours = withSeason({ week: {} }, 0, season);
  assert.deepEqual(hours.seasons, [{ name: "冬季", from: "11-01", to: "03-15", week: {} }]);
  assert.deepEqual(withSeason(hours, 0, { ...season, name: "夏季" }).seasons?.length, 1);
  assert.deepEqual(withSeason(hours, 1, { ...season, name: "夏季" }).seasons?.length, 2);
  assert.deepEqual(withoutSeason(hours, 0).seasons, []);
});

test("facts: empty is none, a comma is a point, what is no number is left for the refusal", () => {
  const facts = factsIn(
    formOf([
      ["changes.name", " 城南书屋 "],
      ["changes.names.en", ""],
      ["changes.address", ""],
      ["keep.names.ru", "Читальня"],
      ["changes.phone", ""],
      ["changes.position.system", "WGS-84"],
      ["changes.position.lon", "84,889"],
      ["changes.position.lat", "东经"],
      ["changes.access[]", "lift"],
      ["changes.access[]", "ramp"],
    ]),
  );
  assert.equal(facts.name, "城南书屋");
  assert.deepEqual(facts.names, { ru: "Читальня" });
  assert.equal(facts.phone, null);
  assert.deepEqual(facts.position, { system: "WGS-84", lon: 84.889, lat: "东经" });
  assert.deepEqual(facts.access, ["lift", "ramp"]);
  assert.deepEqual(factsIn(formOf([])), {}, "what a form does not ask for stays as it is");
  assert.equal(factsIn(formOf([["changes.address", ""]])).position, null);
});

test("after a refusal the next press goes over what was told, and over nothing else", () => {
  const problem = {
    type: "",
    title: "",
    status: 409,
    id: "place.changed-meanwhile",
    request_id: "",
    data: { version: 4 },
    errors: [{ field: "/body/changes/hours/week/mon", id: "changed-meanwhile", message: "" }],
  };
  const attempt = attemptIn(formOf([["version", "2"]]));
  assert.deepEqual(attempt, { version: 2 });
  const next = { version: 2, over: { version: 4, parts: ["hours/week/mon"] } };
  assert.deepEqual(nextAttempt(attempt, problem), next);
  assert.deepEqual(
    attemptIn(
      formOf([
        ["version", "2"],
        ["over.version", "4"],
        ["over.parts[]", "hours/week/mon"],
      ]),
    ),
    next,
  );
  assert.deepEqual(nextAttempt(attempt, { ...problem, id: "input.invalid" }), attempt);
});

test("times are taken as people type them; what is none stays for the refusal", () => {
  const table = [
    ["9", "09:00"],
    ["930", "09:30"],
    ["0930", "09:30"],
    ["9:30", "09:30"],
    ["９：３０", "09:30"],
    ["9.30", "09:30"],
    ["9点", "09:00"],
    ["21时30分", "21:30"],
    ["24:00", "24:00"],
    ["25:00", "25:00"],
    ["", ""],
    ["九点", "九点"],
    ["9:3", "9:3"],
  ] as const;
  for (const [typed, time] of table) assert.equal(clockOf(typed), time, typed);
});
