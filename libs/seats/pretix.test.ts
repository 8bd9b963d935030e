/** A plan in pretix's shape, written for this test. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readPretixPlan } from "./index.ts";

const seat = (n: number, x: number, y = 0) => ({
  seat_guid: `p-${n}`,
  seat_number: String(n),
  position: { x, y },
  category: "Stalls",
});
const drawn = (...seats: object[]) => ({
  name: "Hall",
  size: { width: 300, height: 200 },
  categories: [{ name: "Stalls", color: "#7f4a91" }],
  zones: [
    {
      name: "Ground",
      position: { x: 100, y: 20 },
      rows: [{ row_number: "5", row_number_position: "both", position: { x: 0, y: 30 }, seats }],
      areas: [],
    },
  ],
});
const focal = { x: 150, y: 0 };

test("Positions are added up, seats ordered along the row, gaps become aisles", () => {
  const read = readPretixPlan(drawn(seat(3, 0), seat(1, 20), seat(2, 70), seat(4, 90), seat(6, 110)), focal);
  assert.ok("plan" in read);
  const [row] = read.plan.zones[0]?.rows ?? [];
  assert.equal(row?.name, "5");
  assert.deepEqual(
    row.blocks.map((block) => block.map(({ id, x, y }) => [id, x, y])),
    [
      [
        ["p-3", 100, 50],
        ["p-1", 120, 50],
      ],
      [
        ["p-2", 170, 50],
        ["p-4", 190, 50],
        ["p-6", 210, 50],
      ],
    ],
  );
  assert.deepEqual(row.blocks[0]?.[0], {
    id: "p-3",
    label: "5排3号",
    number: "3",
    x: 100,
    y: 50,
    category: "Stalls",
    kind: "standard",
  });
  assert.deepEqual(read.plan.categories, [{ name: "Stalls", colour: "#7f4a91" }]);
});

test("A row that runs down the side is ordered downwards", () => {
  const read = readPretixPlan(drawn(seat(2, 0, 40), seat(1, 0, 20), seat(3, 0, 60)), focal);
  assert.ok("plan" in read);
  assert.deepEqual(
    read.plan.zones[0]?.rows[0]?.blocks.map((block) => block.map(({ number }) => number)),
    [["1", "2", "3"]],
  );
});

test("What is wrong is told with its place, in their shape or in the plan it became", () => {
  const places = (raw: unknown) => {
    const read = readPretixPlan(raw, focal);
    return "faults" in read ? read.faults.map(({ id, at }) => `${id} ${at}`) : [];
  };
  assert.deepEqual(places(drawn(seat(1, 0), { ...seat(2, 20), seat_number: 2 })), [
    "seats.shape-type /zones/0/rows/0/seats/1/seat_number",
  ]);
  assert.deepEqual(places(drawn(seat(1, 0), { ...seat(2, 20), seat_guid: "p-1" })), [
    "seats.id-twice /zones/0/rows/0/blocks/0/1/id",
  ]);
  assert.deepEqual(places(drawn()), ["seats.empty-row /zones/0/rows/0/blocks"]);
});
