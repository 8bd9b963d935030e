import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { type PastClaim, type RuleCase, reasonAgainstRules, unmetBy } from "./against.ts";
import { mostTogether } from "./period.ts";
import { decidingRules, type HouseRule, pathsAbove } from "./rule.ts";
import type { HouseTerms } from "./terms.ts";

const zone = "Asia/Shanghai";
const at = (local: string) => Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant();
const days = (...all: string[]) => all.map((day) => Temporal.PlainDate.from(day));

const house = (orgPath: string, terms: HouseTerms, differs: Partial<HouseRule> = {}): HouseRule => ({
  id: "rule",
  orgPath,
  kind: terms.kind,
  onlyFor: null,
  channel: null,
  effect: "limit",
  terms,
  basis: "馆规",
  ...differs,
});
const level = (n: number): HouseTerms => ({ kind: "level", level: n });
const offer = { orgPath: "city.lib.", kind: "event-session", sort: "lecture", own: [] as HouseTerms[] };
const decided = (rules: HouseRule[], of = offer, channel = "online") =>
  decidingRules(rules, of, channel).map(({ terms }) => ("level" in terms ? terms.level : terms.kind));

test("rules reach an organisation from everything above it", () => {
  assert.deepEqual(pathsAbove("city.lib.north."), ["city.", "city.lib.", "city.lib.north."]);
});

test("of one kind the most specific decides; a nearer 'none' shuts out what is farther, a repealed one does not", () => {
  const far = house("city.", level(1));
  const near = house("city.lib.", level(2));
  assert.deepEqual(decided([far, near]), [2]);
  assert.deepEqual(decided([near, far]), [2]);
  assert.deepEqual(decided([far, near], { ...offer, own: [level(3)] }), [3]);
  const none = house("city.lib.", level(2), { effect: "none", terms: null });
  assert.deepEqual(decided([far, none]), []);
  assert.deepEqual(decided([far, { ...none, effect: "repealed" }]), [1]);
  assert.deepEqual(decided([house("city.museum.", level(2))]), [], "a neighbour's rule is nobody else's");
  assert.deepEqual(decided([near, house("city.lib.", level(3), { onlyFor: "lecture" })]), [3]);
  assert.deepEqual(decided([near, house("city.lib.", level(3), { onlyFor: "film" })]), [2]);
  assert.deepEqual(
    decided([near, house("city.lib.", level(1), { channel: "counter" })], offer, "counter"),
    [1],
  );
  assert.deepEqual(decided([near, house("city.lib.", level(1), { channel: "counter" })]), [2]);
});

test("all kinds hold together, asked in one order whatever the order of the rows", () => {
  const rules = [
    house("city.", { kind: "no-overlap" }),
    house("city.", { kind: "age", from: 18, to: null }),
    house("city.lib.", { kind: "group", from: 1, to: 2 }),
  ];
  assert.deepEqual(decided(rules), ["group", "age", "no-overlap"]);
});

const past = (local: string, differs: Partial<PastClaim> = {}): PastClaim => ({
  orgPath: "city.lib.",
  kind: "event-session",
  sort: null,
  placeId: "here",
  seriesId: null,
  startsAt: at(local),
  alone: [],
  ...differs,
});

const asking = (terms: HouseTerms, differs: Partial<RuleCase> & Partial<RuleCase["facts"]> = {}) => {
  const { size = 1, occasion, born = "1990-05-01", level = 1, history = [] } = differs;
  const rules = [{ terms, house: { orgPath: "city.", onlyFor: null, basis: "馆规" } }];
  const startsAt = at("2027-03-01T15:00");
  const usual = {
    placeId: "here",
    seriesId: "s",
    startsAt,
    times: [{ startsAt, endsAt: startsAt.add({ hours: 2 }) }],
  };
  const facts = { born, level, history };
  return reasonAgainstRules(rules, { occasion: occasion ?? usual, size, facts, zone })?.id ?? null;
};

const on = (local: string) => ({
  placeId: "here",
  seriesId: "s",
  startsAt: at(local),
  times: [],
});

test("age is that of the city's day of the occasion: on the birthday one has it, the evening before not", () => {
  const grown: HouseTerms = { kind: "age", from: 18, to: null };
  const born = "2009-03-02";
  assert.equal(asking(grown, { born, occasion: on("2027-03-01T23:30") }), "rule.too-young");
  assert.equal(asking(grown, { born, occasion: on("2027-03-02T00:00") }), null);
  const child: HouseTerms = { kind: "age", from: null, to: 12 };
  assert.equal(asking(child, { born: "2014-03-02", occasion: on("2027-03-01T20:00") }), null);
  assert.equal(asking(child, { born: "2014-03-02", occasion: on("2027-03-02T00:00") }), "rule.too-old");
  assert.equal(asking(child, { born: null }), "rule.age-unknown");
  assert.equal(asking({ kind: "age", from: null, to: null }, { born: null }), null);
});

test("born on a leap day one is a year older on 1 March of a common year", () => {
  const grown: HouseTerms = { kind: "age", from: 18, to: null };
  assert.equal(asking(grown, { born: "2008-02-29", occasion: on("2026-02-28T12:00") }), "rule.too-young");
  assert.equal(asking(grown, { born: "2008-02-29", occasion: on("2026-03-01T12:00") }), null);
  assert.equal(asking(grown, { born: "2010-02-28", occasion: on("2028-02-28T12:00") }), null);
});

test("a child comes with somebody, a group has a size, a level is asked", () => {
  const under: HouseTerms = { kind: "companion", under: 10 };
  assert.equal(asking(under, { born: "2020-01-01" }), "rule.companion");
  assert.equal(asking(under, { born: "2020-01-01", size: 2 }), null);
  assert.equal(asking(under, { born: "2017-03-01" }), null, "ten today");
  assert.equal(asking(under, { born: null }), null, "an account of one's own");
  const group: HouseTerms = { kind: "group", from: 10, to: 30 };
  assert.deepEqual(
    [9, 10, 30, 31].map((size) => asking(group, { size })),
    ["rule.group", null, null, "rule.group"],
  );
  assert.equal(asking({ kind: "level", level: 2 }), "rule.level");
});

test("so many days in a row are counted wherever they lie around the day, so that booking backwards gives no more", () => {
  const window = { window: "days", days: 30 } as const;
  const day = Temporal.PlainDate.from("2027-03-30");
  assert.equal(mostTogether(window, days("2027-03-01", "2027-03-15"), day), 2);
  assert.equal(mostTogether(window, days("2027-02-28", "2027-03-15"), day), 1, "thirty days, not thirty-one");
  assert.equal(mostTogether(window, days("2027-04-10", "2027-04-28"), day), 2);
  assert.equal(mostTogether(window, days("2027-04-28", "2027-04-29"), day), 1);
  assert.equal(mostTogether(window, days("2027-03-05", "2027-04-20"), day), 1, "never both in one window");
});

test("a week begins on Monday and knows no year's end; months and years end where the calendar says", () => {
  const newYear = Temporal.PlainDate.from("2027-01-01");
  const around = days("2026-12-27", "2026-12-28", "2026-12-31", "2027-01-03", "2027-01-04", "2027-12-31");
  assert.equal(mostTogether({ window: "week", days: 1 }, around, newYear), 3);
  assert.equal(mostTogether({ window: "month", days: 1 }, around, newYear), 2);
  assert.equal(mostTogether({ window: "year", days: 1 }, around, newYear), 3);
  assert.equal(
    mostTogether({ window: "month", days: 1 }, days("2028-02-29"), Temporal.PlainDate.from("2028-02-01")),
    1,
  );
});

test("what is counted together: a house, one place, one series; what belongs to another house is not", () => {
  const twice = (scope: "organisation" | "place" | "series"): HouseTerms => ({
    kind: "period",
    most: 1,
    window: "days",
    days: 30,
    scope,
  });
  const counted = (scope: "organisation" | "place" | "series", differs: Partial<PastClaim>) =>
    asking(twice(scope), { history: [past("2027-02-20T10:00", differs)] }) === "rule.period";
  assert.ok(counted("organisation", {}));
  assert.ok(!counted("organisation", { orgPath: "other." }));
  assert.ok(counted("place", { orgPath: "city.museum." }));
  assert.ok(!counted("place", { placeId: "elsewhere" }));
  assert.ok(counted("series", { seriesId: "s" }));
  assert.ok(!counted("series", { seriesId: null }));
});

test("two places at one time: touching ends are none, each of many counts, and only what was claimed under such a rule", () => {
  const twoHours = (local: string) => ({ startsAt: at(local), endsAt: at(local).add({ hours: 2 }) });
  const alone = (...locals: string[]) =>
    asking({ kind: "no-overlap" }, { history: [past("2027-03-01T15:00", { alone: locals.map(twoHours) })] });
  assert.equal(alone("2027-03-01T16:59"), "rule.no-overlap");
  assert.equal(alone("2027-03-01T17:00"), null);
  assert.equal(alone("2027-03-01T13:00"), null);
  assert.equal(alone("2027-02-22T15:00", "2027-03-08T15:00"), null, "in the weeks before and after");
  assert.equal(alone("2027-02-22T15:00", "2027-03-01T15:00"), "rule.no-overlap");
  assert.equal(alone(), null);
});

test("before anybody tries, all rules not met are told but those a group of another size would meet", () => {
  const rules = [
    { terms: { kind: "group", from: 10, to: 30 }, house: null },
    { terms: { kind: "level", level: 2 }, house: null },
    { terms: { kind: "age", from: 18, to: null }, house: null },
  ] as const;
  const facts = { level: 0, born: "2020-01-01", history: [] };
  const unmet = unmetBy(rules, { occasion: on("2027-03-01T15:00"), facts, zone });
  assert.deepEqual(
    unmet.map(({ id }) => id),
    ["rule.level", "rule.too-young"],
  );
});
