import assert from "node:assert/strict";
import { test } from "node:test";
import { assign, type InQueue, type Shelved, stepsFrom } from "./assign.ts";

const pickup = { id: "P", path: "city.lib.south." };
const copy = (id: number, placeId: string, placePath: string, recordId = 1): Shelved => ({
  id,
  recordId,
  ownerPath: "city.lib.",
  type: "book",
  placeId,
  placePath,
  shelf: "",
  priceFen: null,
});
const waits = (id: string, differs: Partial<InQueue> = {}): InQueue => ({
  id,
  recordId: 1,
  wantedItemId: null,
  pickupId: pickup.id,
  pickupPath: pickup.path,
  category: "adult",
  homePath: "city.lib.",
  guarantees: [],
  askedPlaces: [],
  ...differs,
});
const week = () => 7;

test("near is where it is collected, then the same house, then the nearer in the tree", () => {
  const shelves = [
    { placeId: "P", placePath: "city.lib.south." },
    { placeId: "Q", placePath: "city.lib.south." },
    { placeId: "R", placePath: "city.lib." },
    { placeId: "S", placePath: "city.lib.north." },
    { placeId: "T", placePath: "city.hall.room." },
  ];
  assert.deepEqual(
    shelves.map((one) => stepsFrom(pickup, one)),
    [0, 1, 2, 3, 5],
  );
});

test("the first in the queue has the nearest, each copy is one reader's, and who was asked before is asked last", () => {
  const shelved = [copy(1, "S", "city.lib.north."), copy(2, "P", "city.lib.south.")];
  const given = assign([waits("a"), waits("b"), waits("c")], shelved, week);
  assert.deepEqual(
    given.map(({ holdId, itemId }) => [holdId, itemId]),
    [
      ["a", 2],
      ["b", 1],
    ],
  );
  assert.equal(assign([waits("a", { askedPlaces: ["P"] })], shelved, week)[0]?.itemId, 1);
  assert.equal(assign([waits("a", { askedPlaces: ["P", "S", "S"] })], shelved, week)[0]?.itemId, 2);
});

test("one copy that is waited for is no other, and what is not lent to somebody is for the next", () => {
  const shelved = [copy(1, "P", "city.lib.south."), copy(2, "P", "city.lib.south.")];
  assert.equal(assign([waits("a", { wantedItemId: 2 })], shelved, week)[0]?.itemId, 2);
  const onlyAdults = (_: unknown, { category }: { category: string }) => (category === "adult" ? 7 : null);
  assert.deepEqual(
    assign([waits("a", { category: "child" }), waits("b")], shelved.slice(0, 1), onlyAdults).map(
      ({ holdId }) => holdId,
    ),
    ["b"],
  );
});
