import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { readCitizenId } from "#libs/citizen-id";
import { type Shape, whereIs } from "#libs/geo";
import { faultsIn } from "#libs/hours";
import { demoCity } from "../city.ts";
import { fullCity } from "./city.ts";
import { ALL_PLACES, COUNTS } from "./counts.ts";
import { COMMUNITIES } from "./divisions.ts";

const read = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../../karamay/${name}`, import.meta.url), "utf8"));
const { divisions } = read<{ divisions: { code: string; level: string; kind: string; past?: true }[] }>(
  "divisions.json",
);
const outlines = read<{ features: { properties: { code: string }; geometry: Shape }[] }>("districts.geojson");

const wish = { seed: 7, now: Temporal.Instant.from("2026-11-25T04:10:00Z") };
const small = demoCity({ ...wish, scale: "small" });
// A share of the card holders: they are made one after the other.
const city = fullCity(small, { holders: 3_000 });
const today = Temporal.PlainDate.from(city.today);

test("the same seed gives the same city, and the small one is in it as it is", () => {
  assert.deepEqual(fullCity(small, { holders: 3_000 }), city);
  assert.deepEqual(city.places.slice(0, small.places.length), small.places);
  assert.deepEqual(city.claims, small.claims);
  const other = fullCity(demoCity({ ...wish, seed: 8, scale: "small" }), { holders: 300 });
  assert.notDeepEqual(
    other.places.map(({ position }) => position),
    city.places.map(({ position }) => position),
  );
});

test("1,337 places, of every kind as many as are counted", () => {
  assert.equal(city.places.length, ALL_PLACES);
  const made = Map.groupBy(city.places, ({ kind }) => kind);
  assert.deepEqual(
    [...made].map(([kind, some]) => [kind, some.length]).toSorted(),
    COUNTS.map(({ kind, count }) => [kind, count]).toSorted(),
  );
  // 数十家 of 社区书房、文化驿站、职工书屋、民间博物馆、音乐博物馆
  const dozens = ["community-study", "culture-post", "workers-book-house", "private-museum", "music-museum"];
  const sum = dozens.reduce((all, kind) => all + (made.get(kind)?.length ?? 0), 0);
  assert.ok(sum >= 24 && sum < 100, `${sum}`);
});

test("every district, street and community has what its level asks for", () => {
  const has = (code: string, kinds: string[]) =>
    city.places.some(({ division, kind }) => division === code && kinds.includes(kind));
  const living = divisions.filter(({ past }) => !past);
  for (const { code } of living.filter(({ level }) => level === "district")) {
    assert.ok(has(code, ["library"]), `${code} library`);
    assert.ok(has(code, ["culture-centre"]), `${code} culture centre`);
  }
  for (const { code } of living.filter(({ level }) => level === "street"))
    assert.ok(has(code, ["culture-station", "town-station"]), code);
  const communities = living.filter(({ level }) => level === "community");
  assert.equal(communities.length, COMMUNITIES.length);
  for (const { code, kind } of communities)
    assert.ok(has(code, kind === "村" ? ["village-room"] : ["community-room"]), code);
});

test("a place stands inside the outline of its district, by a method it names, and says so in its address", () => {
  for (const { key, division, position, address, hours } of city.places) {
    const outline = outlines.features.find((f) => f.properties.code === division.slice(0, 6));
    assert.equal(outline && whereIs([position.lon, position.lat], outline.geometry), "inside", key);
    assert.ok(position.method.length > 20, key);
    if (hours) assert.deepEqual(faultsIn(hours), [], key);
    if (!small.places.some((place) => place.key === key)) assert.match(address, /演示地址.*估计/, key);
  }
});

test("names are there once in a division, keys and numbers once in the city", () => {
  const once = (what: string, values: string[]) => {
    const twice = [...Map.groupBy(values, (value) => value)].filter(([, some]) => some.length > 1);
    assert.deepEqual(
      twice.map(([value]) => value),
      [],
      what,
    );
  };
  const { places, organisations, staff, series, onePersonRules } = city;
  once(
    "name",
    places.map(({ division, name }) => `${division} ${name}`),
  );
  once(
    "English name",
    places.map(({ division, name_en }) => `${division} ${name_en}`),
  );
  once(
    "number",
    places.map(({ number }) => number),
  );
  once(
    "telephone",
    places.map(({ phone }) => phone),
  );
  once(
    "space",
    places.flatMap(({ spaces }) => spaces.map(({ key }) => key)),
  );
  for (const rows of [places, organisations, staff, series, onePersonRules])
    once(
      "key",
      rows.map(({ key }) => key),
    );
  once(
    "path",
    organisations.map(({ path }) => path),
  );
  once(
    "login",
    staff.map(({ login }) => login),
  );
});

test("what a row names is there: organisations, parents first, managers of rules and hand-overs", () => {
  const organisations = new Map(city.organisations.map((one) => [one.key, one]));
  const known = new Set(divisions.filter(({ past }) => !past).map(({ code }) => code));
  for (const [i, { key, parent, path, division }] of city.organisations.entries()) {
    assert.ok(parent === null || city.organisations.findIndex((one) => one.key === parent) < i, key);
    assert.match(path, /^650200\.([a-z0-9-]{1,32}\.)*$/);
    assert.ok(known.has(division), key);
  }
  for (const { key, division, organisation, takenOver } of city.places) {
    assert.ok(known.has(division), key);
    assert.ok(organisations.has(organisation), `${key} ${organisation}`);
    if (takenOver)
      assert.ok(organisations.get(takenOver.from)?.kind === "enterprise" && takenOver.on < city.today);
  }
  const logins = new Map(city.staff.map(({ login, grants }) => [login, grants]));
  const above = (login: string, organisation: string) =>
    logins
      .get(login)
      ?.some(
        (grant) =>
          grant.role === "manager" &&
          organisation !== grant.organisation &&
          organisations
            .get(organisation)
            ?.path.startsWith(organisations.get(grant.organisation)?.path ?? "?"),
      );
  for (const { organisation, setBy } of city.onePersonRules)
    assert.ok(above(setBy, organisation), organisation);
  const places = new Map(city.places.map((place) => [place.key, place]));
  for (const { place, to, drawnUpBy } of city.handovers) {
    assert.notEqual(places.get(place)?.organisation, to);
    assert.ok(
      organisations.has(to) &&
        logins.get(drawnUpBy)?.some(({ organisation }) => organisation === places.get(place)?.organisation),
    );
  }
  for (const { place, organisation } of city.sharings)
    assert.ok(organisations.has(organisation) && places.get(place)?.organisation !== organisation);
});

test("every centre of a community has somebody, and nobody works alone without the rule that allows it", () => {
  const held = new Set(city.staff.flatMap(({ grants }) => grants.map(({ organisation }) => organisation)));
  for (const { organisation, kind, key } of city.places)
    if (kind === "community-room" || kind === "village-room") assert.ok(held.has(organisation), key);
  for (const { login } of city.staff) assert.match(login, /^[a-z0-9][a-z0-9._-]{1,38}[a-z0-9]$/);
});

test("over half of the places of streets and communities have been renewed", () => {
  const near = city.places.filter(({ level }) => level === "street" || level === "community");
  const renewed = new Set(city.renovations.flatMap(({ place, finished }) => (finished ? [place] : [])));
  assert.ok(near.filter(({ key }) => renewed.has(key)).length > near.length / 2);
  assert.ok(city.renovations.every(({ finished }) => !finished || finished.on < city.today));
});

test("the brand series of the year have their editions in their own months, begun by today", () => {
  const editions = city.series.filter(({ level, key }) => level === "edition" && key !== "ice-edition");
  assert.deepEqual(
    editions.map(({ parent, from }) => [parent, from?.slice(5, 7)]),
    [
      ["spring", "03"],
      ["reading", "04"],
      ["square", "05"],
      ["water", "08"],
      ["country", "10"],
      ["school", "03"],
    ],
  );
  for (const { from, to } of editions) assert.ok(from && to && from <= city.today && from < to);
});

test("card holders: as many as asked, children as in the census, phones once, documents right and of nowhere", () => {
  const children = city.cardHolders.flatMap((holder) => holder.children);
  assert.equal(city.residents.length + city.cardHolders.length + children.length, 3_000);
  assert.equal(children.length, Math.round(2_800 * 0.1444));
  const phones = [...city.residents, ...city.cardHolders].flatMap(({ phone }) => phone ?? []);
  assert.equal(new Set(phones).size, phones.length);
  for (const phone of phones) assert.match(phone, /^\+86199000\d{5}$/);
  const documents = city.cardHolders.flatMap(({ document }) => document ?? []);
  assert.equal(new Set(documents).size, documents.length);
  for (const number of documents) {
    assert.ok(readCitizenId(number, { today: city.today }).ok, number);
    assert.ok(number.startsWith("650299") && !divisions.some(({ code }) => code === "650299"));
  }
  for (const holder of city.cardHolders) {
    assert.ok(holder.phone !== null || holder.shown, "without a phone one came to a counter");
    assert.ok(!holder.shown || holder.document !== null);
    for (const { born } of holder.children)
      assert.ok(Temporal.PlainDate.from(born).until(today, { largestUnit: "years" }).years < 16);
  }
  assert.ok(city.cardHolders.some(({ name, language }) => name.includes("·") && language === "ug"));
  const levels = Map.groupBy(city.cardHolders, ({ document, shown }) => (shown ? 2 : document ? 1 : 0));
  for (const level of [0, 1, 2] as const) assert.ok((levels.get(level)?.length ?? 0) > 100, `level ${level}`);
});
