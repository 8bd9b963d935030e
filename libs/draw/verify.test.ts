import assert from "node:assert/strict";
import { test } from "node:test";
import type { DrawList } from "./list.ts";
import type { Outcome } from "./outcome.ts";
import { aClass, anEntry, drawn, frozen, numberOf, secret, value } from "./testing.ts";
import { type Known, type Step, verify } from "./verify.ts";

const { text: list, hash } = frozen();
const published = drawn(list);
const steps: Step[] = ["form", "list", "times", "secret", "value", "seed", "results"];

/** The published file with something changed, written as the draw writes it: whoever alters a file does it well. */
function altered(change: (file: { list: DrawList; outcome: Outcome }) => void): string {
  const file: { list: DrawList; outcome: Outcome } = JSON.parse(published);
  change(file);
  const lines = (head: object, name: string, items: object[]) =>
    `${JSON.stringify({ ...head, [name]: undefined }).slice(0, -1)},"${name}":[\n${items.map((item) => JSON.stringify(item)).join(",\n")}\n]}\n`;
  file.list.entries.sort((a, b) => (a.number < b.number ? -1 : 1));
  return `{"list":\n${lines(file.list, "entries", file.list.entries)},"outcome":\n${lines(file.outcome, "results", file.outcome.results)}}\n`;
}

const states = (text: string, known: Known = {}) =>
  Object.fromEntries(verify(text, known).checks.map(({ step, is }) => [step, is]));
const found = (text: string, known: Known = {}) =>
  verify(text, known)
    .checks.filter(({ is }) => is === "wrong")
    .flatMap(({ findings }) => findings);
/** Steps that are wrong. */
const wrong = (text: string, known: Known = {}) =>
  verify(text, known).checks.flatMap(({ step, is }) => (is === "wrong" ? [step] : []));

test("an honest file is right in every step, with what the doubter knows from elsewhere", () => {
  const all = (is: string) => Object.fromEntries(steps.map((step) => [step, is]));
  assert.equal(
    altered(() => {}),
    published,
    "the tests' own writer writes as the draw does",
  );
  assert.deepEqual(states(published, { hash, value }), all("right"));
  assert.deepEqual(states(published, { kept: list, value }), all("right"));
  assert.deepEqual(
    states(published, { hash: ` ${hash.toUpperCase().replace(/(.{8})/g, "$1 ")}`, value }),
    all("right"),
  );
  // By itself a file can only agree with itself: two things are left to compare.
  assert.deepEqual(states(published), { ...all("right"), list: "open", value: "open" });
  assert.deepEqual(states(`\uFEFF${published.replaceAll("\n", "\r\n")}`, { hash, value }), all("right"));
});

test("before the draw the list is checked, and the rest is not drawn yet", () => {
  const open = { times: "open", secret: "open", value: "open", seed: "open", results: "open" };
  assert.deepEqual(states(list, { hash }), { form: "right", list: "right", ...open });
});

test("an entry added after freezing is named", () => {
  const number = numberOf(999);
  const file = altered((it) => it.list.entries.push(anEntry(999)));
  assert.deepEqual(wrong(file), ["list", "results"]);
  assert.ok(found(file).some((one) => one.id === "not-stated" && one.stated === hash));
  assert.ok(found(file).some((one) => one.id === "result-missing" && one.number === number));
  assert.ok(found(file, { kept: list }).some((one) => one.id === "entry-added" && one.number === number));
});

test("an entry taken out after freezing is named", () => {
  const number = numberOf(3);
  const file = altered((it) => {
    it.list.entries = it.list.entries.filter((one) => one.number !== number);
  });
  assert.ok(found(file).some((one) => one.id === "result-invented" && one.number === number));
  assert.ok(
    found(file, { kept: published }).some((one) => one.id === "entry-removed" && one.number === number),
  );
});

test("whoever adds an entry and draws again with everything consistent is found by the announced hash or a kept list", () => {
  const again = frozen({ entries: [...(JSON.parse(list) as DrawList).entries, anEntry(999)] });
  const file = drawn(again.text);
  assert.deepEqual(wrong(file), []);
  assert.deepEqual(wrong(file, { hash }), ["list"]);
  assert.deepEqual(found(file, { kept: list }), [{ id: "entry-added", number: numberOf(999) }]);
});

test("a changed weight is named with what it was", () => {
  const number = numberOf(4);
  const file = altered((it) => {
    for (const one of it.list.entries) if (one.number === number) one.weight = 50;
  });
  assert.ok(wrong(file).includes("list"));
  assert.deepEqual(
    found(file, { kept: list }).filter(({ id }) => id === "entry-changed"),
    [{ id: "entry-changed", number, field: "weight", was: "2", now: "50" }],
  );
});

test("what was kept and cannot be read is no proof", () => {
  for (const kept of ["", "{}"]) assert.deepEqual(found(published, { kept }), [{ id: "kept-unreadable" }]);
});

test("more places than were announced are named", () => {
  const file = altered((it) => {
    it.list.classes = [aClass("a", 6, [{ group: "near", places: 2 }])];
  });
  assert.ok(found(file, { kept: list }).some((one) => one.id === "terms-changed" && one.field === "classes"));
});

test("a changed result is named with the right one, and nothing else is wrong", () => {
  const file = altered((it) => {
    const [first, last] = [it.outcome.results[0], it.outcome.results.at(-1)];
    if (first && last) [first.choices, last.choices] = [last.choices, first.choices];
  });
  assert.deepEqual(wrong(file, { hash, value }), ["results"]);
  const [one] = found(file);
  assert.ok(one?.id === "result-changed");
  assert.equal(one.right.choices[0]?.is, "given");
  assert.equal(one.published.choices[0]?.is, "waiting");
});

test("a result left out, told twice or invented is named", () => {
  for (const [change, id] of [
    [(results: Outcome["results"]) => results.slice(1), "result-missing"],
    [(results: Outcome["results"]) => [...results, ...results.slice(0, 1)], "result-invented"],
    [
      (results: Outcome["results"]) => [
        ...results,
        { number: numberOf(999), rank: 1, choices: [{ class: "a", is: "given" as const, from: "open" }] },
      ],
      "result-invented",
    ],
  ] as const) {
    const file = altered((it) => {
      it.outcome.results = change(it.outcome.results);
    });
    assert.deepEqual(wrong(file, { hash, value }), ["results"]);
    assert.deepEqual(
      found(file).map((one) => one.id),
      [id],
    );
  }
});

test("another secret does not fit the commitment", () => {
  const file = altered((it) => {
    it.outcome.secret = "60".repeat(32);
  });
  assert.deepEqual(wrong(file, { hash, value }), ["secret"]);
  assert.equal(states(file).seed, "open");
});

test("another public value does not give the seed; told by its source, it is named", () => {
  const file = altered((it) => {
    it.outcome.value = "3 8 15 21 27 33 + 10";
  });
  assert.deepEqual(wrong(file), ["seed"]);
  assert.deepEqual(found(file, { hash, value })[0], {
    id: "another-value",
    value: "3 8 15 21 27 33 + 10",
    known: value,
  });
  assert.equal(found(published, { value: "3 8" })[0]?.id, "known-value-form");
  const strange = altered((it) => {
    it.outcome.value = "3 8 15";
  });
  assert.ok(wrong(strange).includes("value"));
});

test("a seed of one's own does not follow from the rest", () => {
  const file = altered((it) => {
    it.outcome.seed = "ab".repeat(32);
  });
  assert.ok(found(file).some((one) => one.id === "another-seed" && one.stated === "ab".repeat(32)));
});

test("drawn before the value was known, or made public too late", () => {
  const at = (drawnAt: string) =>
    altered((it) => {
      it.outcome.drawnAt = drawnAt;
    });
  assert.deepEqual(found(at("2027-03-18T21:00:00+08:00"))[0]?.id, "too-early");
  assert.deepEqual(found(at("2027-03-19T12:00:01+08:00"))[0]?.id, "too-late");
});

test("what is no file of a draw, or holds more than one may, says so", () => {
  const first = (text: string) => verify(text).checks[0];
  assert.deepEqual(first("")?.findings, [{ id: "not-json" }]);
  assert.equal(first("null")?.is, "wrong");
  assert.equal(first(published.slice(0, -40))?.findings[0]?.id, "not-json");
  assert.deepEqual(first(published.replace("\n", "\n\n"))?.findings, [{ id: "not-exact" }]);
  const named = published.replace('{"number"', '{"name":"张三","number"');
  assert.deepEqual(first(named)?.findings, [
    { id: "fault", fault: { id: "draw.unknown-field", at: "/list/entries/0/name" } },
  ]);
  // JSON.parse keeps the last of two; the text is then not what the draw writes.
  assert.deepEqual(first(published.replace('"weight":1', '"weight":9,"weight":1'))?.findings, [
    { id: "not-exact" },
  ]);
  assert.equal(first(published.replace(secret, "x"))?.findings[0]?.id, "fault");
});
