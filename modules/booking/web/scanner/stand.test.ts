import assert from "node:assert/strict";
import { test } from "node:test";
import type { ScannerListed } from "../../scanner/contract.ts";
import { insideOf, noteScan, type OwnScan, standBy } from "./stand.ts";

const at = "2026-06-12T10:00:00Z";
const offerId = "door";

const list = (came: number, away: number): ScannerListed => ({
  ...{
    scanner: "s",
    label: "东门",
    asOf: at,
    since: null,
    until: at,
    salt: "",
    keys: [],
    room: null,
    elsewhere: [],
  },
  doors: [
    {
      ...{ offerId, title: null, place: null, state: "open", doorsAt: at, startsAt: at, endsAt: at },
      ...{ quota: 9, leftAtTheDoor: 9, came, away, claims: [] },
    },
  ],
});

const scan = (way: "in" | "out", size = 1): OwnScan => ({
  ...{ id: "n", offerId, claimId: null, way, size, fresh: way === "in" ? size : 0, shown: "nobody" },
  ...{ phone: null, at, acknowledged: true },
});

test("nobody is fewer than none: who leaves an empty room is only noted", () => {
  const stand = standBy(list(0, 0), null, []);
  noteScan(stand, scan("out"));
  assert.equal(insideOf(stand, offerId).inside, 0);
  noteScan(stand, scan("in", 2));
  assert.equal(insideOf(stand, offerId).inside, 2);
});

test("what a list holds is not counted on top of it, and what it does not hold yet is", () => {
  const before = standBy(list(5, 0), null, []);
  noteScan(before, scan("out", 2));
  assert.equal(insideOf(before, offerId).inside, 3);
  assert.equal(insideOf(standBy(list(5, 2), before, []), offerId).inside, 3);
  assert.equal(insideOf(standBy(list(5, 0), before, [scan("out", 2)]), offerId).inside, 3);
});
