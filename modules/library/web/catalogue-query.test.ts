import assert from "node:assert/strict";
import { test } from "node:test";
import {
  faultsIn,
  hrefOf,
  keepingTo,
  keptIn,
  type Query,
  queryIn,
  tenOf,
  withoutEmpty,
  withoutKept,
  yearsSaid,
} from "./catalogue-query.ts";

const everything: Query = {
  q: "红楼梦",
  in: "title",
  order: "year",
  language: "chi",
  form: "book",
  audience: "adult",
  class: "I2",
  place: "0190c0de-0000-7000-8000-000000000001",
  available: "yes",
  ...keepingTo("year", "1980"),
};

test("each thing kept to is taken off by one link, and nothing else with it", () => {
  const on = keptIn(everything);
  assert.deepEqual(
    on.map(({ facet }) => facet),
    ["language", "form", "audience", "class", "place", "available", "year"],
  );
  for (const { facet, without } of on) {
    const left = queryIn(new URL(without, "http://city").searchParams);
    const gone: string[] = facet === "year" ? ["from", "to"] : [facet];
    assert.deepEqual(
      left,
      Object.fromEntries(Object.entries(everything).filter(([name]) => !gone.includes(name))),
      facet,
    );
  }
  assert.deepEqual(withoutKept(everything), { q: "红楼梦", in: "title", order: "year" });
  assert.equal(keptIn({ q: "红楼梦" }).length, 0);
  assert.equal(hrefOf(withoutKept({ language: "chi" })), "/catalogue");
});

test("a span of years is called as it was chosen", () => {
  for (const [span, word] of [
    [tenOf("1980"), "ten"],
    ["1985-1994", "between"],
    ["1900-1999", "between"],
    ["1987-1987", "one"],
    ["1987-", "since"],
    ["-1949", "until"],
  ] as const)
    assert.equal(yearsSaid(span).word, word, span);
  assert.deepEqual(
    keptIn({ from: "1987" }).map(({ value }) => value),
    ["1987-"],
  );
});

test("what cannot be looked for is told at its field", () => {
  for (const [query, faults] of [
    [{ q: "红楼梦", from: "1987", to: "1987" }, []],
    [{ from: "99" }, ["from year"]],
    [{ from: "0099", to: "21000" }, ["from year", "to year"]],
    [{ to: "今年" }, ["to year"]],
    [{ from: "1990", to: "1980" }, ["to years"]],
    [{ q: "字".repeat(200), q2: "字".repeat(201) }, ["q2 words"]],
  ] as const)
    assert.deepEqual(
      faultsIn(query).map(({ field, id }) => `${field} ${id}`),
      faults,
    );
});

test("an address has nothing in it that was not asked for", () => {
  for (const [typed, clean] of [
    [
      "q=鲁迅&in=&join2=and&q2=&in2=title&from=&language=chi&dir=rtl",
      "/catalogue?q=鲁迅&language=chi&dir=rtl",
    ],
    ["q=&in=title", "/catalogue"],
    ["q=鲁迅&q2=呐喊&join2=or&cursor=abc", null],
  ] as const) {
    const search = new URLSearchParams(typed);
    const left = withoutEmpty(search, queryIn(search));
    assert.equal(left && decodeURIComponent(left), clean);
  }
});
