import assert from "node:assert/strict";
import { test } from "node:test";
import type { ClaimListed } from "../../scanner/contract.ts";
import { findOnList, shortCode } from "./find.ts";

const on = (
  id: string,
  name: string | null,
  phoneTail: string | null,
  differs: Partial<ClaimListed> = {},
) => ({
  ...{ id, name, phoneTail, who: [], phones: [], blocked: false, number: null, seats: [], size: 1 },
  ...{ state: "confirmed" as const, came: 0, away: 0, checkedInAt: null },
  ...differs,
});
const list: ClaimListed[] = [
  on("0199d8a4-0000-7000-8000-000000a1b2c3", "古丽·买买提", null),
  on("0199d8a4-0000-7000-8000-000000a1b2c4", "古丽", null, { state: "checked-in", came: 1 }),
  on("0199d8a4-0000-7000-8000-000000a1b2c5", null, "8123"),
  on("0199d8a4-0000-7000-8000-000000a1b2c6", "赵晓燕", null, { state: "cancelled" }),
];

test("somebody without a phone is found by name, last digits or short code, first who is yet to come", () => {
  const cases: [typed: string, found: number[]][] = [
    ["古丽", [0, 1]],
    ["古丽买买提", [0]],
    ["古丽 买买提", [0]],
    ["8123", [2]],
    ["23", [2]],
    ["8124", []],
    ["A1B2C5", [2]],
    ["a1b2c5", [2]],
    ["赵晓燕", []],
    ["·", []],
  ];
  for (const [typed, found] of cases)
    assert.deepEqual(
      findOnList(list, typed).map((one) => list.indexOf(one)),
      found,
      typed,
    );
  assert.equal(shortCode(list[0]?.id ?? ""), "A1B2C3");
});
