import assert from "node:assert/strict";
import { test } from "node:test";
import {
  coded,
  draftOf,
  drawn,
  firstEmpty,
  moved,
  textIn,
  withField,
  withoutRow,
  withRow,
  withSubfield,
} from "./rows.ts";

const text = `LDR 00000nam0 2200000   450 
001 wm1
200 1 $a围城$f钱锺书著
690   $aI246.5`;

function draft() {
  const read = draftOf(text);
  assert.ok(read);
  return read;
}
const tags = (of: ReturnType<typeof draft>) => of.rows.map(({ tag }) => tag).join(" ");

test("what is read and not touched is written as it was", () => {
  assert.equal(textIn(draft()), text);
  assert.equal(draftOf("200 1 $a没有头标"), null);
});

test("a new field stands behind those of its tag; keys stay with their rows", () => {
  const first = withField(draft(), {
    tag: "330",
    indicators: [" ", " "],
    subfields: [{ code: "a", value: "一" }],
  });
  const second = withField(first, {
    tag: "330",
    indicators: [" ", " "],
    subfields: [{ code: "a", value: "二" }],
  });
  assert.equal(tags(second), "001 200 330 330 690");
  assert.equal(new Set(second.rows.map(({ key }) => key)).size, 5);
  assert.match(textIn(second), /\$a一\n330 {3}\$a二/);
  assert.equal(tags(withoutRow(second, second.rows[0]?.key ?? -1)), "200 330 330 690");
});

test("rows move by one, and stay at the ends", () => {
  const [number, , last] = draft().rows;
  assert.equal(tags(moved(draft(), number?.key ?? -1, 1)), "200 001 690");
  assert.equal(tags(moved(draft(), number?.key ?? -1, -1)), "001 200 690");
  assert.equal(tags(moved(draft(), last?.key ?? -1, 1)), "001 200 690");
});

test("a subfield is typed; a text in code is filled by position, as long as it has to be", () => {
  const row = draft().rows[1];
  assert.ok(row);
  assert.match(textIn(withRow(draft(), withSubfield(row, 0, "写在$里"))), /\$a写在\$\$里\$f/);
  assert.equal(coded("abc", 6, { at: 1, value: "XY" }), "aXY   ");
  assert.equal(coded("abcdefgh", 6, { at: 5, value: "Z" }), "abcdeZ");
});

test("of thousands of fields the first are drawn, and those that are added", () => {
  const many = draftOf(`${text}\n${Array.from({ length: 3000 }, (_, n) => `606 0 $a${n}`).join("\n")}`);
  assert.ok(many);
  const added = withField(many, {
    tag: "610",
    indicators: ["0", " "],
    subfields: [{ code: "a", value: "" }],
  });
  const { shown, rest } = drawn(added, { most: 200, added: many.next });
  assert.deepEqual([shown.length, rest.length], [201, 2803]);
  assert.deepEqual(shown.at(-1)?.row.tag, "610");
  // Remarks are about places among all.
  assert.ok([...shown, ...rest].every(({ row, at }) => added.rows[at] === row));
  assert.equal(textIn(added).split("\n").length, 3005);
});

test("somebody begins to type in what waits first", () => {
  assert.equal(firstEmpty(draft()), null);
  const begun = draftOf(`${text}\n701  0$a艾青$f\n702  0$a`);
  assert.deepEqual(begun && firstEmpty(begun), { key: 3, at: 1 });
});
