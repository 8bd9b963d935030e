import assert from "node:assert/strict";
import { test } from "node:test";
import { readPhone, veiledPhone } from "./phone.ts";

test("every way to write a number means the same number", () => {
  const same = [
    "13912345678",
    "139 1234 5678",
    "139-1234-5678",
    "+86 139 1234 5678",
    "8613912345678",
    "008613912345678",
  ];
  for (const typed of [...same, "１３９１２３４５６７８", "(+86)139–1234–5678"])
    assert.equal(readPhone(typed), "+8613912345678", typed);
  assert.equal(readPhone("+7 701 123 45 67"), "+77011234567");
});

test("what is no mobile number is refused", () => {
  for (const typed of [
    "",
    "12",
    "12912345678",
    "1391234567",
    "139123456789",
    "0990-6222222",
    "+86 0990 6222222",
    "abc",
    "+0123456789",
    "+1234567890123456",
    "13912345678x",
  ]) {
    assert.equal(readPhone(typed), null, typed);
  }
});

test("a veiled number shows three and four digits", () => {
  assert.equal(veiledPhone("+8613912345678"), "139****5678");
});
