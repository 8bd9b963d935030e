import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import type { BookingPlan, SessionText } from "../desk/contract.ts";
import { missingFrom } from "./missing.ts";
import { sessionFaults } from "./session-faults.ts";

const now = Temporal.Instant.from("2026-06-01T00:00:00Z");
const plan: BookingPlan = {
  opensAt: "2026-06-02T02:00:00Z",
  closesAt: "2026-06-12T11:00:00Z",
  pools: [
    { channel: "online", quota: 40, releasesAt: null },
    { channel: "walk-in", quota: 10, releasesAt: "2026-06-12T11:10:00Z" },
  ],
  maxPerClaim: 4,
  minLevel: 0,
  cancelUntilMinutes: 60,
  doorsBeforeMinutes: 30,
};
const session: SessionText = {
  startsAt: "2026-06-12T11:30:00Z",
  endsAt: "2026-06-12T13:00:00Z",
  label: "",
  placeId: null,
  spaceId: null,
  booking: plan,
};
const faults = (change: Partial<SessionText>, capacity: number | null = null) =>
  sessionFaults({ ...session, ...change }, { capacity }, now, "/body/sessions/0").map(
    ({ field, id }) => `${field.slice("/body/sessions/0/".length)} ${id}`,
  );
const booked = (change: Partial<BookingPlan>) => ({ booking: { ...plan, ...change } });

test("a sound session has no faults, with or without booking", () => {
  assert.deepEqual(faults({}), []);
  assert.deepEqual(faults({ booking: null }), []);
  assert.deepEqual(faults({}, 50), []);
});

test("each fault names its field", () => {
  const pool = plan.pools[0] ?? { channel: "online", quota: 1, releasesAt: null };
  const cases: [Partial<SessionText>, string][] = [
    [{ endsAt: session.startsAt }, "endsAt session.end-before-start"],
    [{ endsAt: "2026-06-12T01:00:00Z" }, "endsAt session.end-before-start"],
    [{ endsAt: "2028-06-12T13:00:00Z" }, "endsAt session.too-long"],
    [
      { startsAt: "1990-06-12T11:30:00Z", endsAt: "1990-06-12T13:00:00Z", booking: null },
      "startsAt session.far-away",
    ],
    [
      { startsAt: now.subtract({ hours: 2 }).toString(), endsAt: now.toString(), booking: null },
      "endsAt session.over",
    ],
    [{ startsAt: "2126-06-12T11:30:00Z", endsAt: "2126-06-12T13:00:00Z" }, "startsAt session.far-away"],
    [booked({ opensAt: "1000-01-01T00:00:00Z" }), "booking/opensAt session.far-away"],
    [booked({ closesAt: plan.opensAt }), "booking/closesAt booking.closes-before-opens"],
    [booked({ closesAt: "2026-06-12T13:00:01Z" }), "booking/closesAt booking.closes-after-end"],
    [booked({ pools: [pool, pool] }), "booking/pools/1/channel booking.channel-twice"],
    [booked({ own: { age: { from: 12, to: 6 } } }), "booking/own/age/to below-from"],
    [booked({ own: { group: { from: 9, to: 8 } } }), "booking/own/group/to below-from"],
    [booked({ pools: [{ ...pool, quota: 0 }] }), "booking/pools/0/quota booking.no-places"],
    [
      booked({ pools: [{ ...pool, releasesAt: plan.closesAt }] }),
      "booking/pools/0/releasesAt booking.released-too-late",
    ],
  ];
  for (const [change, expected] of cases)
    assert.ok(faults(change).includes(expected), `${expected}: ${faults(change)}`);
});

test("no more places than the room holds, over all pools together", () => {
  assert.deepEqual(faults({}, 49), ["booking/pools/0/quota booking.above-capacity"]);
});

const told = {
  summary: "剪纸入门",
  description: "",
  audience: "亲子家庭",
  mode: "on-site" as const,
  placeId: "0197a3a0-0000-7000-8000-000000000001",
  link: null,
  translations: {},
  expectedCrowd: null,
};
const coming = [{ endsAt: now.add({ hours: 1 }), cancelled: false, ownStream: false, booked: true }];
const missing = (change: object, sessions = coming) =>
  missingFrom({ ...told, ...change }, sessions, now).map(({ id }) => id);

test("what an event lacks before it is checked", () => {
  assert.deepEqual(missing({}), []);
  assert.deepEqual(missing({ summary: " \n" }), ["event.no-summary"]);
  assert.deepEqual(missing({ placeId: null }), ["event.no-place"]);
  assert.deepEqual(missing({ mode: "online", placeId: null }), ["event.no-link"]);
  assert.deepEqual(missing({ mode: "hybrid", placeId: null, link: "https://example.org/live" }), [
    "event.no-place",
  ]);
  assert.deepEqual(missing({}, []), ["event.no-coming-session"]);
  assert.deepEqual(
    missing({}, [{ endsAt: now, cancelled: false, ownStream: false, booked: true }]),
    ["event.no-coming-session"],
    "one that is over",
  );
  assert.deepEqual(
    missing({}, [{ endsAt: now.add({ hours: 1 }), cancelled: true, ownStream: false, booked: true }]),
    ["event.no-coming-session"],
  );
});

test("where people come without booking, somebody says how many", () => {
  const open = [
    ...coming,
    { endsAt: now.add({ hours: 2 }), cancelled: false, ownStream: false, booked: false },
  ];
  assert.deepEqual(missing({}, open), ["event.no-expected-crowd"]);
  assert.deepEqual(missing({ expectedCrowd: 30 }, open), []);
  assert.deepEqual(missing({ mode: "online", placeId: null, link: "https://example.org/live" }, open), []);
});

test("a language is there whole or not at all", () => {
  const en = { title: "Paper-cutting", summary: "For beginners", description: "", audience: "" };
  const unfinished = missingFrom({ ...told, translations: { en } }, coming, now);
  assert.deepEqual(unfinished, [
    { field: "/body/event/translations/en/audience", id: "event.translation-unfinished" },
  ]);
});
