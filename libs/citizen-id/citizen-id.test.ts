import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type CitizenIdFault, type CitizenIdHolder, checkDigitOf, readCitizenId } from "./index.ts";

/** A number whose check digit is right. */
function numbered(first17: string): string {
  return first17 + checkDigitOf(first17);
}

const good: [typed: string, birthDate: string][] = [
  ["11010519491231002X", "1949-12-31"], // the example of GB 11643-1999
  ["11010519491231002x", "1949-12-31"],
  [" 110105 19491231 002X ", "1949-12-31"],
  ["１１０１０５１９４９１２３１００２Ｘ", "1949-12-31"],
  [numbered("65020320000229001"), "2000-02-29"],
  [numbered("81000019900101001"), "1990-01-01"],
  [numbered("91184019850615001"), "1985-06-15"],
];
for (const [typed, birthDate] of good) {
  test(`good: ${typed}`, () => {
    const read = readCitizenId(typed);
    assert.ok(read.ok);
    assert.equal(read.id.birthDate, birthDate);
    assert.match(read.id.number, /^\d{17}[\dX]$/);
  });
}

const holders: [first17: string, holder: CitizenIdHolder][] = [
  ["11010519491231002", "citizen"],
  ["71000019900101001", "citizen"],
  ["81000019900101001", "hong-kong-macao-taiwan"],
  ["82000019900101001", "hong-kong-macao-taiwan"],
  ["83000019900101001", "hong-kong-macao-taiwan"],
  ["91184019850615001", "foreigner"],
];
test("the number says to whom it was given", () => {
  for (const [first17, holder] of holders) {
    const read = readCitizenId(numbered(first17));
    assert.ok(read.ok);
    assert.equal(read.id.holder, holder, first17);
  }
});

const bad: [typed: string, fault: CitizenIdFault][] = [
  ["", "length"],
  ["110105491231002", "length"], // 15 digits, not valid since 2013
  ["11010519491231002XX", "length"],
  ["1".repeat(2_000_000), "length"],
  ["1101051949123100X2", "characters"],
  ["11010519491231O02X", "characters"],
  ["\ud80011010519491231002", "characters"],
  [numbered("00010519491231002"), "region"],
  [numbered("99984019850615001"), "region"],
  [numbered("11010519490230002"), "birth-date"],
  [numbered("11010519010229002"), "birth-date"],
  [numbered("11010518991231002"), "birth-date"],
  [numbered("11010520270101002"), "birth-date"],
  ["110105194912310021", "check-digit"],
  ["110105194912310029", "check-digit"],
];
for (const [typed, fault] of bad) {
  test(`refused for its ${fault}: ${typed.slice(0, 24)}`, () => {
    assert.deepEqual(readCitizenId(typed, { today: "2026-11-23" }), { ok: false, fault });
  });
}

test("one wrong digit, or two neighbours swapped, is always noticed", () => {
  const person = fc
    .record({ days: fc.integer({ min: 0, max: 45_000 }), sequence: fc.integer({ min: 0, max: 999 }) })
    .map(({ days, sequence }) => {
      const day = new Date(Date.UTC(1900, 0, 1) + days * 86_400_000)
        .toISOString()
        .slice(0, 10)
        .replaceAll("-", "");
      return numbered(`650203${day}${String(sequence).padStart(3, "0")}`);
    });
  fc.assert(
    fc.property(person, fc.nat({ max: 16 }), fc.integer({ min: 1, max: 9 }), (number, at, more) => {
      assert.ok(readCitizenId(number).ok);
      const digits = [...number];
      digits[at] = String((Number(digits[at]) + more) % 10);
      assert.equal(readCitizenId(digits.join("")).ok, false);
      const [one = "", other = ""] = number.slice(at, at + 2);
      const swapped = number.slice(0, at) + other + one + number.slice(at + 2);
      if (one !== other) assert.equal(readCitizenId(swapped).ok, false);
    }),
  );
});
