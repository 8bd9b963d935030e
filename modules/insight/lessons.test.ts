import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import type { Events } from "#platform/events";
import { countsOf } from "./metrics.ts";

const lesson = {
  lessonId: "0198a000-0000-7000-8000-000000000001",
  classId: "0198a000-0000-7000-8000-000000000002",
  courseId: "0198a000-0000-7000-8000-000000000003",
  orgPath: "klmy.whg.",
  kind: "music",
  mode: "on-site",
  placeId: null,
  divisionCode: null,
  startsAt: "2026-06-12T11:30:00Z",
  endsAt: "2026-06-12T13:00:00Z",
};

const counted = <T extends keyof Events>(type: T, payload: Events[T]) =>
  countsOf({
    id: "0198a000-0000-7000-8000-000000000004",
    type,
    payload,
    at: Temporal.Instant.from("2026-06-13T00:00:00Z"),
  } as never).map(({ metric, amount, at }) => [metric, amount, at]);

test("a lesson is counted with who came, on its day; a mended roll counts by the difference", () => {
  assert.deepEqual(counted("lesson.held", { ...lesson, enrolled: 20, attended: 18 }), [
    ["lessons-held", 1, lesson.startsAt],
    ["lesson-attendance", 18, lesson.startsAt],
  ]);
  assert.deepEqual(counted("lesson.attended-corrected", { ...lesson, difference: -2 }), [
    ["lesson-attendance", -2, lesson.startsAt],
  ]);
});

test("who comes to a class is counted by its roll, and not once more as a visit or as taking part", () => {
  const claim = {
    claimId: lesson.lessonId,
    offerId: lesson.courseId,
    ref: lesson.classId,
    orgPath: lesson.orgPath,
    size: 1,
    pool: "online",
    startsAt: lesson.startsAt,
  };
  assert.deepEqual(counted("claim.checked-in", { ...claim, kind: "class" }), []);
  assert.deepEqual(
    counted("claim.checked-in", { ...claim, kind: "event-session" }).map(([metric]) => metric),
    ["visits", "participation"],
  );
});
