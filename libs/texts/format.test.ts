import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { type Catalogue, partOf, textOf } from "./format.ts";

function aCatalogue(texts: Record<string, string>, more: Partial<Catalogue> = {}): Catalogue {
  return { locale: "zh-CN", texts, foreign: {}, unapproved: {}, ...more };
}

test("numbers are counted and grouped, other values put in place", () => {
  const text = textOf(
    aCatalogue(
      {
        "a.left": "{name}: {n, plural, =0 {none left} one {# place left} other {# places left}}",
        "a.all": "{n, number}",
      },
      { locale: "en" },
    ),
  );
  assert.equal(text("a.left", { name: "Hall", n: 1 }), "Hall: 1 place left");
  assert.equal(text("a.left", { name: "Hall", n: 1337 }), "Hall: 1,337 places left");
  assert.equal(text("a.all", { n: 1337 }), "1,337");
});

test("Russian counts with its own plurals and Kazakh with one and other", () => {
  const source = { "a.n": "{n, plural, one {one} few {few} many {many} other {other}}" };
  const ru = textOf(aCatalogue(source, { locale: "ru" }));
  assert.deepEqual(
    [1, 3, 5, 21].map((n) => ru("a.n", { n })),
    ["one", "few", "many", "one"],
  );
  const kk = textOf(aCatalogue(source, { locale: "kk-Cyrl" }));
  assert.deepEqual(
    [1, 3, 5, 21].map((n) => kk("a.n", { n })),
    ["one", "other", "other", "other"],
  );
});

test("days and moments are written in the city's zone", () => {
  const text = textOf(aCatalogue({ "a.until": "{time}关门", "a.day": "{day}见", "a.at": "{at}开始" }));
  assert.equal(text("a.until", { time: Temporal.PlainTime.from("21:00") }), "21:00关门");
  assert.equal(text("a.day", { day: Temporal.PlainDate.from("2026-06-12") }), "6月12日 周五见");
  assert.equal(text("a.at", { at: Temporal.Instant.from("2026-06-12T11:30Z") }), "6月12日 周五 19:30开始");
  assert.equal(
    text("a.at", { at: Temporal.ZonedDateTime.from("2026-06-12T13:30+02:00[Europe/Berlin]") }),
    "6月12日 周五 19:30开始",
  );
});

test("a boolean chooses", () => {
  const text = textOf(aCatalogue({ "a.b": "{on, select, true {开} other {关}}" }));
  assert.deepEqual([text("a.b", { on: true }), text("a.b", { on: false })], ["开", "关"]);
});

test("the data of a problem is JSON: ISO days and instants are written as days and moments", () => {
  const text = textOf(aCatalogue({ "a.at": "{at}放票" }));
  assert.equal(text("a.at", { at: "2026-06-12T11:30:00.5Z" }), "6月12日 周五 19:30放票");
  assert.equal(text("a.at", { at: "2026-06-14" }), "6月14日 周日放票");
  assert.equal(text("a.at", { at: "2026-06-14 前" }), "2026-06-14 前放票");
});

test("{x, date} is refused: Intl would write it in the zone of the host", () => {
  const text = textOf(aCatalogue({ "a.b": "{x, date}" }));
  assert.throws(() => text("a.b", { x: 0 }), /write \{x\}/);
});

test("a value that runs the other way is isolated, others are left alone", () => {
  const here = textOf(aCatalogue({ "a.b": "{name}，开放中" }));
  assert.equal(here("a.b", { name: "图书馆 A" }), "图书馆 A，开放中");
  assert.equal(here("a.b", { name: "كۇتۇپخانا" }), "\u2068كۇتۇپخانا\u2069，开放中");
  const ug = textOf(aCatalogue({ "a.b": "{name} ئوچۇق" }, { locale: "ug" }));
  assert.equal(ug("a.b", { name: "图书馆" }), "\u2068图书馆\u2069 ئوچۇق");
  assert.equal(ug("a.b", { name: "19:30" }), "19:30 ئوچۇق");
});

test("a text that fell back is counted and isolated as the language it is in", () => {
  const text = textOf(aCatalogue({ "a.b": "{name}开放" }, { locale: "ug", foreign: { "a.b": "zh-CN" } }));
  assert.equal(text.langOf("a.b"), "zh-CN");
  assert.equal(text.langOf("a.other"), "ug");
  assert.equal(text("a.b", { name: "图书馆" }), "图书馆开放");
  assert.equal(text.dir, "rtl");
  assert.deepEqual([text.partial, textOf(aCatalogue({ "a.b": "a" })).partial], [true, false]);
});

test("a missing key or value throws, or is told and the page lives on", () => {
  const source = aCatalogue({ "a.b": "{name}好" });
  assert.throws(() => textOf(source)("a.c"), /no text "a.c" in zh-CN/);
  assert.throws(() => textOf(source)("a.b"), /text "a.b" in zh-CN: .*"name"/);
  assert.throws(() => textOf(source)("toString"), /no text/);
  const faults: string[] = [];
  const text = textOf(source, { onFault: (fault) => faults.push(fault) });
  assert.equal(text("a.c"), "a.c");
  assert.equal(text("a.b"), "{name}好");
  assert.equal(faults.length, 2);
});

test("angle brackets and apostrophes are ordinary signs", () => {
  const text = textOf(aCatalogue({ "a.b": "it's < {n}", "a.c": "'{'n'}'" }, { locale: "en" }));
  assert.equal(text("a.b", { n: 3 }), "it's < 3");
  assert.equal(text("a.c"), "{n}");
});

test("a page carries only the part it needs, as plain JSON", () => {
  const whole = aCatalogue(
    { "place.kind.library": "图书馆", "place.kinds": "类", "my.pass": "证" },
    { locale: "ug", foreign: { "my.pass": "zh-CN" }, unapproved: { "place.kind.library": true } },
  );
  const part: Catalogue = JSON.parse(JSON.stringify(partOf(whole, ["place.kind"])));
  assert.deepEqual(part.texts, { "place.kind.library": "图书馆" });
  assert.deepEqual(part.foreign, {});
  assert.equal(textOf(part).isUnapproved("place.kind.library"), true);
});
