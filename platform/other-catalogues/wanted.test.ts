import assert from "node:assert/strict";
import { test } from "node:test";
import { toCql, toRpn, type Wanted } from "./wanted.ts";

test("what is wanted is asked in both languages, in the words of the catalogue", () => {
  const cases: [Wanted, string | null][] = [
    [{}, null],
    [{ any: " ", isbn: "- " }, null],
    [{ any: "文脉" }, "文脉"],
    [{ any: "and" }, '"and"'],
    [{ title: "a b?", issn: "1234-5678" }, String.raw`dc.title = "a b\?" and bath.issn = 1234-5678`],
    [{ isbn: "978-7 02", name: "王蒙" }, "pica.per = 王蒙 and bath.isbn = 978702"],
  ];
  for (const [wanted, query] of cases) assert.equal(toCql(wanted, { name: "pica.per" }), query);
  assert.equal(toRpn({}), null);
  assert.deepEqual(toRpn({ name: "王蒙", isbn: "978-7", number: "1" }, { name: 1 }), {
    operator: "and",
    left: {
      operator: "and",
      left: { attributes: [{ type: 1, value: 1 }], term: "王蒙" },
      right: { attributes: [{ type: 1, value: 7 }], term: "9787" },
    },
    right: { attributes: [{ type: 1, value: 12 }], term: "1" },
  });
});
