import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { type Shape, whereIs } from "#libs/geo";
import { faultsIn } from "#libs/hours";
import { chance } from "./chance.ts";
import { type DemoCity, demoCity } from "./city.ts";
import { events as eventsOf } from "./events.ts";
import { places as placesOf } from "./places.ts";
import { spansOn, ZONE } from "./schedule.ts";

const folder = join(import.meta.dirname, "../karamay");
const read = <T>(name: string): T => JSON.parse(readFileSync(join(folder, name), "utf8"));
const { divisions } = read<{ divisions: { code: string; level: string; past?: true }[] }>("divisions.json");
const outlines = read<{ features: { properties: { code: string }; geometry: Shape }[] }>("districts.geojson");

const at = (text: string) => Temporal.Instant.from(text);
const NOON = at("2026-11-25T04:10:00Z");
const city = demoCity({ seed: 7, scale: "small", now: NOON });
const sessions = city.events.flatMap((event) => event.sessions.map((session) => ({ event, session })));

/** Moments that try every weekday, both seasons, the night and the year's end. */
const moments = fc
  .integer({
    min: at("2026-01-01T00:00:00Z").epochMilliseconds / 60_000,
    max: at("2028-03-01T00:00:00Z").epochMilliseconds / 60_000,
  })
  .map((minutes) => Temporal.Instant.fromEpochMilliseconds(minutes * 60_000));

test("the same seed and moment give the same city, another seed another one", () => {
  assert.deepEqual(demoCity({ seed: 7, scale: "small", now: NOON }), city);
  const other = demoCity({ seed: 8, scale: "small", now: NOON });
  assert.notDeepEqual(other.residents, city.residents);
  assert.deepEqual(
    other.places.map((p) => p.name),
    city.places.map((p) => p.name),
  );
});

test("60 places, 96 events, 67 of them in the ice season, 200 residents, every street with its station, everything marked as demo", () => {
  assert.deepEqual([city.places.length, city.events.length, city.residents.length], [60, 96, 200]);
  assert.equal(city.events.filter(({ series }) => series?.startsWith("ice-")).length, 67);
  const streets = divisions.filter((d) => d.level === "street" && !d.past).map((d) => d.code);
  const stations = city.places
    .filter((p) => p.level === "street" && /station/.test(p.kind))
    .map((p) => p.division);
  assert.deepEqual(stations.toSorted(), streets.toSorted());
  const all = [
    city.organisations,
    city.places,
    city.series,
    city.events,
    city.residents,
    city.relations,
    city.staff,
    city.onePersonRules,
    city.claims,
  ];
  assert.ok(all.flat().every((row) => row.demo));
});

test("keys are unique and every reference finds its row, a parent before its child", () => {
  const places = new Set(keysOf(city.places));
  const organisations = new Set(keysOf(city.organisations));
  const residents = new Set(keysOf(city.residents));
  const spaces = new Set(keysOf(city.places.flatMap((p) => p.spaces)));
  keysOf(city.series);
  keysOf(city.events);
  keysOf(city.claims);
  const sessionKeys = new Set(keysOf(sessions.map(({ session }) => session)));
  for (const place of city.places)
    assert.ok(organisations.has(place.organisation), `${place.key} ${place.organisation}`);
  for (const event of city.events) {
    for (const key of [event.organisation, ...event.jointOrganisers])
      assert.ok(organisations.has(key), `${event.key} ${key}`);
    assert.ok(!event.jointOrganisers.includes(event.organisation), event.key);
    assert.ok(places.has(event.place ?? ""), event.key);
    if (event.space) assert.ok(spaces.has(event.space), `${event.key} ${event.space}`);
    if (event.series)
      assert.ok(
        city.series.some((s) => s.key === event.series),
        event.key,
      );
  }
  for (const claim of city.claims) {
    assert.ok(sessionKeys.has(claim.session));
    for (const who of [claim.resident, claim.madeBy]) if (who !== null) assert.ok(residents.has(who));
  }
  for (const person of city.staff)
    for (const grant of person.grants) assert.ok(organisations.has(grant.organisation), person.login);
  for (const rule of city.onePersonRules) {
    assert.ok(organisations.has(rule.organisation), rule.key);
    assert.ok(
      city.staff.some(({ login }) => login === rule.setBy),
      rule.key,
    );
  }
  for (const rows of [city.organisations, city.series])
    for (const [i, row] of rows.entries())
      assert.ok(row.parent === null || rows.slice(0, i).some((r) => r.key === row.parent), row.key);
});

test("divisions are real codes, and a place stands in its own district and run by an organisation of it or of the city", () => {
  const known = new Set(divisions.filter((d) => !d.past).map((d) => d.code));
  for (const place of city.places) {
    assert.ok(known.has(place.division), `${place.key} ${place.division}`);
    const outline = outlines.features.find((f) => f.properties.code === place.division.slice(0, 6));
    const { lon, lat } = place.position;
    assert.equal(outline && whereIs([lon, lat], outline.geometry), "inside", place.key);
  }
  for (const row of [...city.organisations, ...city.residents])
    assert.ok(known.has(row.division), `${row.key} ${row.division}`);
  for (const { path } of city.organisations) assert.match(path, /^650200\.([a-z0-9-]{1,32}\.)*$/);
});

test("texts are there in both languages, fit their columns and speak like the city", () => {
  for (const event of city.events) {
    assert.ok(
      event.title.length <= 100 && event.summary.length <= 300 && event.audience.length <= 200,
      event.key,
    );
    for (const text of [event.title_en, event.summary_en, event.audience_en])
      assert.match(text, /^[^\p{Script=Han}]{3,}$/u, event.key);
    for (const text of [event.title, event.summary, event.description])
      assert.doesNotMatch(text, /！|亲们|您好/, event.key);
    if (event.state !== "draft")
      assert.ok(event.description.length > 20 && event.description_en.length > 20, event.key);
  }
  const titles = new Set(city.events.map((e) => e.title));
  assert.equal(titles.size, 96);
  for (const place of city.places) assert.match(place.name_en, /^[^\p{Script=Han}]+$/u);
  assert.equal(new Set(city.places.map((p) => p.name)).size, 60);
});

test("opening hours have no faults", () => {
  for (const place of city.places) if (place.hours) assert.deepEqual(faultsIn(place.hours), [], place.key);
});

test("numbers nobody answers: subscriber numbers beginning with 0, mobiles in one demo range", () => {
  for (const { phone } of city.places) assert.match(phone, /^0990-000 \d{4}$/);
  const phones = city.residents.flatMap((r) => r.phone ?? []);
  for (const phone of phones) assert.match(phone, /^\+86199000\d{5}$/);
  assert.equal(new Set(phones).size, phones.length);
});

test("ages as in the census, children with a guardian of their household, helpers for those without a telephone", () => {
  const today = Temporal.PlainDate.from(city.today);
  const age = (key: string) => {
    const born = city.residents.find((r) => r.key === key)?.born ?? "";
    return Temporal.PlainDate.from(born).until(today, { largestUnit: "years" }).years;
  };
  const ages = city.residents.map((r) => age(r.key));
  assert.equal(ages.filter((a) => a < 15).length, 29);
  assert.equal(ages.filter((a) => a >= 60).length, 28);
  const wards = new Map(city.relations.map((r) => [r.ward, r]));
  for (const { key, phone } of city.residents) {
    if (age(key) < 15) assert.equal(wards.get(key)?.kind, "guardian");
    if (age(key) >= 60 && phone === null) assert.equal(wards.get(key)?.kind, "helper");
  }
  for (const { kind, agent, ward } of city.relations) {
    assert.ok(age(agent) >= 18 && agent !== ward);
    if (kind === "guardian") assert.ok(age(agent) - age(ward) >= 11, `${agent} ${ward}`);
  }
  assert.ok(new Set(city.residents.map((r) => r.people)).size >= 5);
});

test("whenever it is filled: something now, today, this weekend and later, and no session on a day its place is shut", () => {
  fc.assert(
    fc.property(moments, (now) => {
      const local = now.toZonedDateTimeISO(ZONE);
      const places = placesOf(chance(3), local.toPlainDate());
      const published = eventsOf(places, local)
        .filter((e) => e.state === "published")
        .flatMap((event) =>
          event.sessions.map((s) => ({ event, ...s, start: at(s.startsAt).toZonedDateTimeISO(ZONE) })),
        );
      const text = now.toString();
      assert.ok(
        published.some((s) => s.startsAt <= text && text < s.endsAt),
        "now",
      );
      assert.ok(
        published.some((s) => s.start.dayOfWeek >= 6 && s.startsAt > text),
        "a weekend",
      );
      const perDay = Map.groupBy(published, (s) => s.start.toPlainDate().toString());
      const on = (days: number) => perDay.get(local.toPlainDate().add({ days }).toString())?.length ?? 0;
      assert.ok(on(0) >= 3 && on(1) >= 4, `today ${on(0)}, tomorrow ${on(1)}`);
      assert.ok([-7, -3, 7, 14].every((days) => on(days) > 0));
      for (const { event, start, startsAt, place: key, booking } of published) {
        if (booking) assert.ok(booking.opensAt < startsAt && startsAt < booking.closesAt);
        const place = places.find((p) => p.key === key);
        if (!place?.hours) continue;
        const time = start.hour * 60 + start.minute;
        const spans = spansOn(place, start.toPlainDate());
        assert.ok(spans.length > 0, `${event.key} on a closed day`);
        const inHours = spans.some(({ from, to }) => from <= time && time < to);
        assert.ok(inHours || event.kind === "performance", `${event.key} ${startsAt} outside hours`);
      }
    }),
    { numRuns: 40 },
  );
});

test("doors were seen in the past only; over half of the stations are renewed, one is under way and shut without an event", () => {
  fc.assert(
    fc.property(moments, (now) => {
      const made = demoCity({ seed: 7, scale: "small", now });
      assert.ok(made.doors.length > 500);
      for (const { at: moment, by, device, what } of made.doors) {
        assert.ok(moment <= made.now);
        assert.ok(what === "shut" || (by === null) !== (device === null));
      }
      const stations = made.places.filter(({ level }) => level === "street" || level === "community");
      const renewed = made.renovations.filter(({ finished }) => finished);
      assert.equal(new Set(renewed.map(({ place }) => place)).size, renewed.length);
      assert.ok(renewed.length > stations.length / 2);
      assert.ok(renewed.every(({ finished }) => finished && finished.on < made.today));
      const shut = made.renovations.filter(({ closes }) => closes);
      assert.equal(shut.length, 1);
      for (const { place } of shut) {
        assert.ok(made.events.every((event) => event.place !== place));
        assert.ok(made.doors.every((door) => door.place !== place));
      }
    }),
    { numRuns: 10 },
  );
});

test("claims obey the rules whatever the moment: no pool oversold, nobody twice, nobody before the release, times in order", () => {
  fc.assert(
    fc.property(moments, fc.nat(1000), (now, seed) =>
      claimsAreSound(demoCity({ seed, scale: "small", now })),
    ),
    { numRuns: 12 },
  );
});

test("some sessions are full, some have people waiting, some wait for their release, one is called off", () => {
  const left = (key: string) => {
    const session = sessions.find((s) => s.session.key === key)?.session;
    const quota =
      session?.booking?.pools.filter((p) => p.channel !== "walk-in").reduce((sum, p) => sum + p.quota, 0) ??
      0;
    return quota - placesTaken(city, key, (channel) => channel !== "walk-in");
  };
  const coming = sessions.filter(
    ({ session, event }) => session.startsAt > city.now && session.booking && event.state === "published",
  );
  assert.ok(coming.filter(({ session }) => left(session.key) === 0).length >= 2, "full");
  const waiting = new Set(city.claims.filter((c) => c.state === "waiting").map((c) => c.session));
  assert.ok(waiting.size >= 1);
  for (const key of waiting) assert.ok(left(key) <= 2, `${key} has ${left(key)} left and people waiting`);
  assert.ok(
    coming.some(({ session }) => session.booking?.pools.some((p) => (p.releasesAt ?? "") > city.now)),
    "a release to come",
  );
  assert.ok(sessions.some(({ session }) => session.cancelled));
  assert.ok(city.claims.some((c) => c.state === "no-show") && city.claims.some((c) => c.madeBy !== null));
});

test("the staff can run the city: a clerk, editor, reviewer and publisher reach every organisation that has events", () => {
  const path = (key: string) => city.organisations.find((o) => o.key === key)?.path ?? "?";
  const covers = (role: string, organisation: string) =>
    city.staff.filter((s) =>
      s.grants.some((g) => g.role === role && path(organisation).startsWith(path(g.organisation))),
    );
  for (const { organisation } of city.events) {
    assert.ok(covers("reviewer", organisation).length > 0, organisation);
    assert.ok(covers("publisher", organisation).length > 0, organisation);
  }
  assert.equal(new Set(city.staff.map((s) => s.login)).size, city.staff.length);
  for (const { login } of city.staff) assert.match(login, /^[a-z0-9][a-z0-9._-]{1,38}[a-z0-9]$/);
});

function claimsAreSound(city: DemoCity): void {
  for (const event of city.events) {
    for (const session of event.sessions) {
      const here = city.claims.filter((c) => c.session === session.key);
      if (!session.booking) assert.equal(here.length, 0);
      for (const pool of session.booking?.pools ?? []) {
        const taken = placesTaken(city, session.key, (channel) => channel === pool.channel);
        assert.ok(taken <= pool.quota, `${session.key} ${pool.channel}: ${taken} of ${pool.quota}`);
        const release = pool.releasesAt ?? session.booking?.opensAt ?? "";
        for (const c of here)
          if (c.channel === pool.channel) assert.ok(c.madeAt >= release, `${c.key} before release`);
      }
      const named = here.flatMap((c) => c.resident ?? []);
      assert.equal(new Set(named).size, named.length, `${session.key}: one claim a person`);
    }
  }
  for (const claim of city.claims) {
    assert.ok(
      claim.madeAt <= city.now &&
        (claim.checkedInAt ?? "") <= city.now &&
        (claim.cancelledAt ?? "") <= city.now,
    );
    assert.equal(claim.checkedInAt !== null, claim.state === "attended" || claim.state === "checked-in");
    assert.equal(claim.cancelledAt !== null, claim.state === "cancelled");
    assert.ok(claim.size >= 1);
  }
  const made = city.claims.map((claim) => claim.madeAt);
  assert.deepEqual(made, made.toSorted());
}

function placesTaken(city: DemoCity, session: string, from: (channel: string) => boolean): number {
  const holding = city.claims.filter(
    (c) => c.session === session && from(c.channel) && c.state !== "cancelled" && c.state !== "waiting",
  );
  return holding.reduce((sum, c) => sum + c.size, 0);
}

function keysOf(rows: readonly { key: string }[]): string[] {
  const keys = rows.map((row) => row.key);
  assert.equal(new Set(keys).size, keys.length);
  return keys;
}
