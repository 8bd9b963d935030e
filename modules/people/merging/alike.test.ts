import assert from "node:assert/strict";
import { test } from "node:test";
import { type Compared, type InCommon, likenessesOf, reasonAgainstMerge } from "./alike.ts";

const somebody = (differs: Partial<Compared> = {}): Compared => ({
  id: "one",
  kind: "resident",
  status: "active",
  name: "李梅",
  born: null,
  hasPhone: true,
  documents: {},
  ...differs,
});
const other = (differs: Partial<Compared> = {}) => somebody({ id: "other", ...differs });
const nothing: InCommon = { sameDocument: false, nameAndBirth: false, sameGuardian: false, corrected: false };

test("a name alone makes nobody the same person", () => {
  assert.deepEqual(likenessesOf(somebody(), other(), nothing), []);
  assert.deepEqual(
    likenessesOf(somebody({ name: null }), other({ name: null, hasPhone: false }), nothing),
    [],
  );
});

test("what speaks for one person", () => {
  const alike = (one: Compared, two: Compared, common: Partial<InCommon> = {}) =>
    likenessesOf(one, two, { ...nothing, ...common });
  assert.deepEqual(alike(somebody(), other({ hasPhone: false })), ["name-without-phone"]);
  assert.deepEqual(alike(somebody(), other({ name: "LI MEI" }), { nameAndBirth: true }), ["name-and-birth"]);
  assert.deepEqual(alike(somebody(), other({ name: "AYGUL" }), { sameDocument: true }), ["same-document"]);
  assert.deepEqual(alike(somebody(), other(), { sameGuardian: true }), ["child-of-same-guardian"]);
  assert.deepEqual(alike(somebody(), other({ name: "李美" }), { sameGuardian: true }), [], "two children");
  const corrected = { sameDocument: true, nameAndBirth: true, corrected: true };
  assert.deepEqual(alike(somebody(), other(), corrected), ["same-document", "name-and-birth"]);
  assert.deepEqual(alike(somebody(), other(), { ...corrected, sameGuardian: true }), [], "made alike");
});

const against: [string, Compared, Compared, boolean, string | null][] = [
  ["nothing speaks against it", somebody(), other(), false, null],
  ["itself", somebody(), somebody(), false, "merge.same-account"],
  ["staff", somebody({ kind: "staff" }), other(), false, "merge.staff"],
  ["into staff", somebody(), other({ kind: "staff" }), false, "merge.staff"],
  ["erased", somebody({ status: "erased" }), other(), false, "merge.not-active"],
  ["joined before", somebody(), other({ status: "merged" }), false, "merge.not-active"],
  [
    "two identity cards",
    somebody({ documents: { "resident-id": 1 } }),
    other({ documents: { "resident-id": 1, passport: 1 } }),
    false,
    "merge.two-cards",
  ],
  [
    "a card here and a passport there",
    somebody({ documents: { "resident-id": 1 } }),
    other({ documents: { passport: 2 } }),
    false,
    null,
  ],
  [
    "two passports",
    somebody({ documents: { passport: 1 } }),
    other({ documents: { passport: 1 } }),
    false,
    null,
  ],
  [
    "two birthdays",
    somebody({ born: "2018-05-20" }),
    other({ born: "2018-05-21" }),
    false,
    "merge.two-birthdays",
  ],
  ["one birthday", somebody({ born: "2018-05-20" }), other({ born: null }), false, null],
  ["guardian and child", somebody(), other(), true, "merge.family"],
];
for (const [name, from, into, related, expected] of against) {
  test(`joining: ${name}`, () => assert.equal(reasonAgainstMerge(from, into, { related }), expected));
}
