import assert from "node:assert/strict";
import { test } from "node:test";
import type { SessionText } from "../desk/contract.ts";
import { eventText } from "../testing.ts";
import { eventFrom, eventValues, jointField, jointFields } from "./event-form.ts";
import { repeated, sessionFrom, sessionValues } from "./session-form.ts";

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

test("every week at the same time on the wall, its booking a week later too", () => {
  const weeks = repeated(session, 3, 7, zone);
  assert.deepEqual(
    weeks.map(({ startsAt, booking }) => [startsAt, booking?.pools[4]?.releasesAt]),
    [
      ["2026-06-12T11:30:00Z", "2026-06-12T10:30:00Z"],
      ["2026-06-19T11:30:00Z", "2026-06-19T10:30:00Z"],
      ["2026-06-26T11:30:00Z", "2026-06-26T10:30:00Z"],
    ],
  );
  assert.equal(repeated(session, Number.NaN, 7, zone).length, 1);
  assert.equal(repeated(session, 1e9, 7, zone).length, 52);
});

test("an event survives its form; what the form does not show is kept", () => {
  const ru = { title: "Бумага", summary: "", description: "", audience: "" };
  const en = { title: "Paper", summary: "Cut", description: "a\n\nb", audience: "8+" };
  const event = eventText({ translations: { en, ru }, ageTo: 12, jointOrganiserIds: ["a", "b", "c", "d"] });
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
