import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { duplicateKey, TooDeep } from "./index.ts";

test("a key that stands twice in one object is found, with its place", () => {
  for (const [json, expected] of [
    ['{"a":1,"b":2}', null],
    ['{"a":1,"a":2}', "/a"],
    ['{"a":1,"\\u0061":1}', "/a"],
    ['{"a":{"x":1},"b":{"x":1}}', null],
    ['[{"x":1},{"x":1}]', null],
    ['{"hours":[{"from":1},{"to":1,"from":2,"to":3}]}', "/hours/1/to"],
    ['{"a":"\\"a\\":1,","b":"{\\"b\\":1,\\"b\\":2}"}', null],
    ['{"a/b~":1,"a/b~":1}', "/a~1b~0"],
    ['{"":1,"":2}', "/"],
    ['{"__proto__":1,"constructor":2,"__proto__":1}', "/__proto__"],
    ['["a","a","a"]', null],
    ['{"a":["a","a"],"a":0}', "/a"],
    ['"text"', null],
    ["7", null],
    ['{"a\\\\":1,"a\\\\":2}', "/a\\"],
  ] as const) {
    JSON.parse(json);
    assert.equal(duplicateKey(json), expected, json);
  }
});

test("any JSON that JSON.stringify writes has none; with its first key repeated it has one", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), (value) => {
      const json = JSON.stringify(value);
      assert.equal(duplicateKey(json), null);
      const [first = ""] = Object.keys(value);
      const twice = `${json.slice(0, -1)},${JSON.stringify(first)}:0}`;
      assert.notEqual(duplicateKey(twice), null);
    }),
    { seed: 7, numRuns: 200 },
  );
});

test("nesting has an end", () => {
  assert.equal(duplicateKey(`${"[".repeat(64)}${"]".repeat(64)}`), null);
  assert.throws(() => duplicateKey(`${"[".repeat(65)}${"]".repeat(65)}`), TooDeep);
});
