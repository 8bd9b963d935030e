import assert from "node:assert/strict";
import { test } from "node:test";
import { reasonAgainstGivingBack, reasonAgainstRebooking } from "./cancelling.ts";
import { type Mark, standingOn, suspensionFor } from "./standing.ts";
import { dated, type NoShowTerms, type PenaltyTerms, type Rule, ruleFor } from "./terms.ts";
import { atTime, cancelTerms, noShowTerms } from "./testing.ts";

const rule = (differs: Partial<NoShowTerms> = {}, of: Partial<Rule> = {}): Rule => ({
  id: "r1",
  orgPath: "city.library.",
  onlyFor: null,
  version: 1,
  since: "2026-01-01",
  basis: "馆务会议决定",
  terms: { noShow: { ...noShowTerms, ...differs }, cancelling: null },
  ...of,
});
const mark = (day: string, of: Partial<Mark> = {}): Mark => ({
  id: `m-${day}`,
  offerId: `o-${day}`,
  reservationId: null,
  subject: "s",
  rule: rule(),
  cause: "missed",
  at: atTime(day, "12:00"),
  day,
  orgPath: "city.library.north.",
  kind: "event-session",
  placeId: "north",
  ...of,
});
const on = (day: string, of: Rule, days: readonly string[], visits: readonly string[] = []) =>
  standingOn(
    day,
    days.map((one) => mark(one, { rule: of })),
    visits.map((one) => ({
      subject: "s",
      at: atTime(one, "12:00"),
      orgPath: "city.library.",
      kind: "event-session",
    })),
  );
const there = { orgPath: "city.library.north.", kind: "event-session", placeId: "north" };
const until = (of: Rule, days: readonly string[]) =>
  on("2026-12-31", of, days).suspensions.map(({ lastDay }) => lastDay);

test("the day itself is not counted and the last day is whole; months end on their own day or on their last", () => {
  const cases: [Partial<NoShowTerms>, string, string][] = [
    [{ suspendsCount: 7 }, "2026-12-28", "2027-01-04"],
    [{ suspendsCount: 1 }, "2028-02-28", "2028-02-29"],
    [{ suspendsCount: 1 }, "2027-02-28", "2027-03-01"],
    [{ suspendsFor: "months", suspendsCount: 1 }, "2026-01-31", "2026-02-28"],
    [{ suspendsFor: "months", suspendsCount: 1 }, "2028-01-31", "2028-02-29"],
    [{ suspendsFor: "months", suspendsCount: 12 }, "2028-02-29", "2029-02-28"],
    [{ suspendsFor: "until-clear", windowDays: 120 }, "2026-09-03", "2027-01-01"],
  ];
  for (const [terms, day, lastDay] of cases)
    assert.deepEqual(
      until(rule({ limit: 1, ...terms }), [day]),
      [lastDay],
      `${day} ${JSON.stringify(terms)}`,
    );
});

test("a mark counts to the last day of the window, and not on the day after", () => {
  const two = rule({ limit: 2, windowDays: 30 });
  assert.equal(on("2026-03-31", two, ["2026-03-01", "2026-03-31"]).suspensions.length, 1);
  assert.equal(on("2026-04-01", two, ["2026-03-01", "2026-04-01"]).suspensions.length, 0);
  assert.equal(on("2026-03-31", two, ["2026-03-01"]).counts[0]?.marks.length, 1);
  assert.deepEqual(on("2026-04-01", two, ["2026-03-01"]).counts, []);
});

test("what led to a suspension is answered for: the next begins anew", () => {
  const days = ["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-12", "2026-03-13"];
  assert.deepEqual(until(rule(), days), ["2026-03-10"]);
  assert.deepEqual(until(rule(), [...days, "2026-03-14"]), ["2026-03-10", "2026-03-21"]);
});

test("until the marks are clear: one missed meanwhile prolongs it, one afterwards is the first", () => {
  const clear = rule({ limit: 2, windowDays: 120, suspendsFor: "until-clear" });
  assert.deepEqual(until(clear, ["2026-01-01", "2026-02-01"]), ["2026-06-01"]);
  assert.deepEqual(until(clear, ["2026-01-01", "2026-02-01", "2026-03-01"]), ["2026-06-29"]);
  assert.deepEqual(until(clear, ["2026-01-01", "2026-02-01", "2026-06-02"]), ["2026-06-01"]);
});

test("coming clears, and so does time without another", () => {
  const visits = rule({ windowDays: null, forgivenAfterVisits: 2 });
  const days = ["2026-03-01", "2026-03-02"];
  assert.equal(on("2026-03-20", visits, days, ["2026-03-05"]).counts[0]?.marks.length, 2);
  assert.deepEqual(on("2026-03-20", visits, days, ["2026-03-05", "2026-03-06"]).counts, []);
  assert.equal(
    on("2026-03-20", visits, [...days, "2026-03-08"], ["2026-03-05", "2026-03-06"]).suspensions.length,
    0,
  );
  assert.equal(
    on("2026-03-20", visits, [...days, "2026-03-08"], ["2026-02-05", "2026-02-06"]).suspensions.length,
    1,
  );
  const quiet = rule({ windowDays: null, forgivenAfterDays: 60 });
  assert.equal(on("2026-05-01", quiet, days).counts[0]?.marks.length, 2);
  assert.deepEqual(on("2026-05-02", quiet, days).counts, []);
});

test("a suspension reaches as far as its scope", () => {
  const reach = (scope: NoShowTerms["scope"], occasion: Partial<typeof there>) =>
    suspensionFor(
      on("2026-03-02", rule({ limit: 1, scope }), ["2026-03-01"]),
      { ...there, ...occasion },
      "2026-03-02",
    ) !== null;
  const cases: [NoShowTerms["scope"], Partial<typeof there>, boolean][] = [
    ["organisation", { orgPath: "city.library.south.", placeId: "south" }, true],
    ["organisation", { orgPath: "city.museum." }, false],
    ["place", { orgPath: "city.library.south.", placeId: "south" }, false],
    ["place", {}, true],
    ["kind", { kind: "room" }, false],
    ["kind", { placeId: "south" }, true],
    ["city", { orgPath: "city.museum.", kind: "room" }, true],
  ];
  for (const [scope, occasion, expected] of cases)
    assert.equal(reach(scope, occasion), expected, `${scope} ${JSON.stringify(occasion)}`);
});

test("the nearest organisation that says something decides, one kind before all, each part by itself", () => {
  const terms = (part: keyof PenaltyTerms): PenaltyTerms => ({
    noShow: null,
    cancelling: null,
    [part]: part === "noShow" ? noShowTerms : cancelTerms,
  });
  const rules: Rule[] = [
    rule({}, { id: "city", orgPath: "city.", terms: { noShow: noShowTerms, cancelling: cancelTerms } }),
    rule({}, { id: "library", terms: terms("noShow") }),
    rule({}, { id: "rooms", onlyFor: "room", terms: terms("noShow") }),
    rule({}, { id: "ended", orgPath: "city.library.north.", terms: null }),
    rule({}, { id: "later", version: 2, since: "2026-07-01", terms: terms("cancelling") }),
  ];
  const which = (part: keyof PenaltyTerms, kind: string, day: string) =>
    ruleFor(rules, { ...there, kind }, part, day)?.id;
  assert.equal(which("noShow", "event-session", "2026-06-30"), "library");
  assert.equal(which("noShow", "room", "2026-06-30"), "rooms");
  assert.equal(which("cancelling", "event-session", "2026-06-30"), "city");
  assert.equal(
    which("noShow", "event-session", "2026-07-01"),
    "city",
    "the new version says nothing about it",
  );
  assert.equal(which("cancelling", "event-session", "2026-07-01"), "later");
  assert.equal(which("noShow", "event-session", "2025-12-31"), undefined);
});

test("versions know their days: coming, in force, past, and one that never came to hold", () => {
  const versions = ["2026-01-01", "2026-06-01", "2026-06-01", "2026-08-01"].map((since, at) =>
    rule({}, { id: `v${at + 1}`, version: at + 1, since }),
  );
  assert.deepEqual(
    dated(versions, "2026-06-15").map(({ id, standing, until }) => [id, standing, until]),
    [
      ["v4", "coming", null],
      ["v3", "in-force", "2026-07-31"],
      ["v2", "past", "2026-05-31"],
      ["v1", "past", "2026-05-31"],
    ],
  );
});

test("cancelling: the shortest span that is used up, and when the next begins in the city", () => {
  const terms = { ...cancelTerms, perDay: 2, perWeek: 4, perMonth: 6, perYear: 12 };
  const against = (now: string, before: string[]) => {
    const [day = "", time = ""] = now.split(" ");
    const given = before.map((one) => {
      const [on = "", at = "12:00"] = one.split(" ");
      return atTime(on, at);
    });
    return reasonAgainstGivingBack(terms, given, atTime(day, time), "Asia/Shanghai")?.data;
  };
  assert.equal(against("2026-06-10 23:59", ["2026-06-10"]), undefined);
  const twice = ["2026-06-10 00:00", "2026-06-10 12:00"];
  assert.deepEqual(against("2026-06-10 23:59", twice), { span: "day", max: 2, from: "2026-06-11" });
  assert.equal(against("2026-06-11 00:00", twice), undefined);
  const four = [...twice, "2026-06-11", "2026-06-12"];
  assert.deepEqual(against("2026-06-14 23:59", four), { span: "week", max: 4, from: "2026-06-15" });
  assert.equal(against("2026-06-15 00:00", four), undefined, "Monday");
  const six = [...four, "2026-06-15", "2026-06-16"];
  assert.deepEqual(against("2026-06-30 23:59", six), { span: "month", max: 6, from: "2026-07-01" });
  assert.equal(against("2026-07-01 00:00", six), undefined);
  const twelve = [
    ...six,
    ...["2026-07-01", "2026-07-09", "2026-08-01", "2026-08-11", "2026-09-01", "2026-10-01"],
  ];
  assert.deepEqual(against("2026-12-31 23:59", twelve), { span: "year", max: 12, from: "2027-01-01" });
  assert.equal(against("2027-01-01 00:00", twelve), undefined);
});

test("the same occasion is booked again as often as the rule says", () => {
  const once = { ...cancelTerms, rebooks: 1 };
  assert.equal(reasonAgainstRebooking(once, 1), null);
  assert.equal(reasonAgainstRebooking(once, 2)?.id, "claim.rebooked-enough");
  assert.equal(reasonAgainstRebooking(cancelTerms, 9), null);
});
