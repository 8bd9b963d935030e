import assert from "node:assert/strict";
import { test } from "node:test";
import { publicDays } from "./public-days.ts";

const step = (day: string, to: "draft" | "published" | "withdrawn", by: string | null = "somebody") =>
  ({ day, step: to === "published" ? "publish" : "withdraw", to, by }) as const;
const adopt = (day: string, by: string | null) => ({ day, step: "adopt", to: "published", by }) as const;

test("the days on which a place was public, from a day on", () => {
  const paused = [
    step("2024-03-01", "published"),
    step("2025-06-01", "withdrawn"),
    step("2025-09-01", "published"),
  ];
  for (const [why, steps, from, days] of [
    ["never public", [step("2024-01-01", "draft")], "2020-01-01", []],
    ["nothing known", [], "2020-01-01", []],
    ["the city's own filling goes back", [adopt("2026-06-12", null)], "2024-01-01", [["2024-01-01", null]]],
    ["a person's does not", [adopt("2026-06-12", "x")], "2024-01-01", [["2026-06-12", null]]],
    [
      "withdrawn and public again",
      paused,
      "2025-01-01",
      [
        ["2025-01-01", "2025-06-01"],
        ["2025-09-01", null],
      ],
    ],
    ["from the day it was withdrawn", paused, "2025-06-01", [["2025-09-01", null]]],
    [
      "published and withdrawn on one day",
      [step("2024-01-01", "published"), step("2024-01-01", "withdrawn")],
      "2020-01-01",
      [],
    ],
  ] as const)
    assert.deepEqual(
      publicDays(from, steps).map((one) => [one.from, one.to]),
      days,
      why,
    );
});
