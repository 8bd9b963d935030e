import assert from "node:assert/strict";
import { test } from "node:test";
import type { SessionText } from "../desk/contract.ts";
import { eventText } from "../testing.ts";
import { eventFrom, eventValues, jointField, jointFields } from "./event-form.ts";
import { movedAlong, onDays, sessionFrom, sessionValues } from "./session-form.ts";

const zone = "Asia/Shanghai";
const formOf = (values: Record<string, string>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.set(name, value);
  return form;
};

const session: SessionText = {
  startsAt: "2026-06-12T11:30:00Z",
  endsAt: "2026-06-12T13:00:00Z",
  label: "晚场",
  placeId: "0197a3a0-0000-7000-8000-000000000001",
  spaceId: "0197a3a0-0000-7000-8000-000000000002",
  booking: {
    opensAt: "2026-06-05T02:00:00Z",
    closesAt: "2026-06-12T11:00:00Z",
    pools: [
      { channel: "online", quota: 40, releasesAt: null },
      { channel: "counter", quota: 0, releasesAt: null },
      { channel: "helper", quota: 0, releasesAt: null },
      { channel: "organisation", quota: 0, releasesAt: null },
      { channel: "walk-in", quota: 5, releasesAt: "2026-06-12T10:30:00Z" },
    ],
    maxPerClaim: 2,
    minLevel: 1,
    cancelUntilMinutes: 120,
    doorsBeforeMinutes: 30,
    own: { age: { from: 6, to: null }, companion: { under: 10 } },
  },
};

test("a session survives its form, whatever the host's zone", () => {
  assert.deepEqual(sessionFrom(formOf(sessionValues(session, "session", zone)), "session", zone), session);
  const free = { ...session, booking: null, placeId: null, spaceId: null };
  assert.deepEqual(sessionFrom(formOf(sessionValues(free, "sessions.0", zone)), "sessions.0", zone), free);
  const long = { ...free, endsAt: "2026-08-01T10:00:00Z" };
  assert.deepEqual(sessionFrom(formOf(sessionValues(long, "session", zone)), "session", zone), long);
});

test("an end that is earlier on the clock lies after midnight; a time that is none stays as typed", () => {
  const typed = (change: Record<string, string>) =>
    sessionFrom(
      formOf({ "s.startsAt": "2026-06-12", "s.startsAt.time": "22:00", "s.endsAt": "00:30", ...change }),
      "s",
      zone,
    );
  assert.equal(typed({}).endsAt, "2026-06-12T16:30:00Z");
  assert.equal(typed({ "s.startsAt.time": "later" }).startsAt, "2026-06-12 later");
});

test("what was typed is never dropped: a time without a day, a release without places, a number taken away", () => {
  const plan = (change: Record<string, string>) =>
    sessionFrom(formOf({ ...sessionValues(session, "s", zone), ...change }), "s", zone).booking;
  assert.equal(plan({ "s.booking.closesAt": "", "s.booking.closesAt.time": "17:00" })?.closesAt, "17:00");
  assert.equal(plan({ "s.booking.closesAt": "", "s.booking.closesAt.time": "" })?.closesAt, session.startsAt);
  assert.equal(plan({ "s.booking.opensAt": "", "s.booking.opensAt.time": "" })?.opensAt, "");
  const walkIn = plan({ "s.booking.pools.4.quota": "" })?.pools[4];
  assert.deepEqual([walkIn?.quota, walkIn?.releasesAt], [Number.NaN, "2026-06-12T10:30:00Z"]);
  for (const name of ["maxPerClaim", "cancelUntilMinutes", "doorsBeforeMinutes"] as const)
    assert.deepEqual(plan({ [`s.booking.${name}`]: "" })?.[name], Number.NaN);
  const only = Object.fromEntries(
    Object.keys(sessionValues(session, "s", zone))
      .filter((name) => name.includes("quota"))
      .map((name) => [name, ""]),
  );
  assert.equal(
    plan({ ...only, "s.booking.pools.4.releasesAt": "", "s.booking.pools.4.releasesAt.time": "" }),
    null,
  );
});

test("who waits, who approves and who may hand on survive the form; what is not chosen is not there", () => {
  assert.ok(session.booking);
  const booking = { ...session.booking, waitingList: true, transferable: true, lastCallMinutes: 30 };
  assert.deepEqual(
    sessionFrom(formOf(sessionValues({ ...session, booking }, "s", zone)), "s", zone).booking,
    booking,
  );
});

test("another start takes the times of booking along that nobody touched", () => {
  const later = { ...session, startsAt: "2026-06-19T12:00:00Z", endsAt: "2026-06-19T13:30:00Z" };
  const plan = movedAlong(later, session, zone).booking;
  assert.deepEqual(
    [plan?.opensAt, plan?.closesAt, plan?.pools[4]?.releasesAt],
    ["2026-06-05T02:00:00Z", "2026-06-19T11:30:00Z", "2026-06-19T11:00:00Z"],
  );
  assert.ok(session.booking);
  const touched = { ...later, booking: { ...session.booking, closesAt: "2026-06-18T04:00:00Z" } };
  assert.equal(movedAlong(touched, session, zone).booking?.closesAt, "2026-06-18T04:00:00Z");
  assert.deepEqual(movedAlong(session, session, zone), session);
  const exact = { ...session, booking: { ...session.booking, closesAt: "2026-06-12T11:00:30Z" } };
  assert.equal(
    movedAlong(later, exact, zone).booking?.closesAt,
    "2026-06-19T11:30:00Z",
    "the form tells minutes",
  );
  const none = { ...later, startsAt: "2026-06-19 later" };
  assert.deepEqual(movedAlong(none, session, zone), none);
});

test("every week at the same time on the wall, its booking a week later too", () => {
  const weeks = onDays(session, ["2026-06-12", "2026-06-19", "2026-06-26"], zone);
  assert.deepEqual(
    weeks.map(({ startsAt, booking }) => [startsAt, booking?.pools[4]?.releasesAt]),
    [
      ["2026-06-12T11:30:00Z", "2026-06-12T10:30:00Z"],
      ["2026-06-19T11:30:00Z", "2026-06-19T10:30:00Z"],
      ["2026-06-26T11:30:00Z", "2026-06-26T10:30:00Z"],
    ],
  );
});

test("an event survives its form; what the form does not show is kept", () => {
  const ru = { title: "Бумага", summary: "", description: "", audience: "" };
  const en = { title: "Paper", summary: "Cut", description: "a\n\nb", audience: "8+" };
  const event = eventText({
    translations: { en, ru },
    ageTo: 12,
    jointOrganiserIds: ["a", "b", "c", "d"],
    expectedCrowd: 800,
  });
  assert.deepEqual(eventFrom(formOf(eventValues(event)), event), event);
  const without = eventFrom(formOf({ ...eventValues(event), "event.translations.en.title": " " }), event);
  assert.deepEqual(without.translations, { ru });
});

test("joint organisers: any of them can be taken out, and there is always room for one more", () => {
  const event = eventText({ jointOrganiserIds: ["a", "b", "c", "d"] });
  const values = eventValues(event);
  assert.deepEqual(jointFields(values), [0, 1, 2, 3, 4, 5, 6]);
  assert.deepEqual(jointFields({}), [0, 1, 2]);
  const form = formOf({ ...values, [jointField(3)]: "", [jointField(0)]: "", [jointField(6)]: "e" });
  assert.deepEqual(eventFrom(form, event).jointOrganiserIds, ["b", "c", "e"]);
  const full = eventText({ jointOrganiserIds: Array.from({ length: 20 }, (_, at) => `o${at}`) });
  assert.equal(jointFields(eventValues(full)).length, 20, "the contract takes no more");
});
