/** What somebody hears who does not see the plan. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Plan, pickingOrder, sampleTheatre } from "./index.ts";
import { hall } from "./testing.ts";

const said = (plan: Plan, free: string[]) =>
  new Map(
    pickingOrder(plan, free).flatMap(({ rows }) =>
      rows.flatMap(({ seats }) => seats.map(({ id, words }) => [id, words] as const)),
    ),
  );
const everySeat = (plan: Plan) =>
  plan.zones.flatMap(({ rows }) => rows.flatMap(({ blocks }) => blocks.flat().map(({ id }) => id)));

test("Free seats come zone by zone and row by row, empty rows and full zones left out", () => {
  const { plan, free } = hall("Ss", "SS", "s s");
  const full = { name: "楼座", rows: [{ name: "1", blocks: [[]] }] };
  const order = pickingOrder({ ...plan, zones: [...plan.zones, full] }, free);
  const shown = order.map(({ zone, free: left, rows }) => ({
    zone,
    left,
    rows: rows.map(({ row, seats }) => [row, ...seats.map(({ number }) => number)]),
  }));
  assert.deepEqual(shown, [
    {
      zone: "池座",
      left: 3,
      rows: [
        ["1", "2"],
        ["3", "1", "2"],
      ],
    },
  ]);
});

test("A seat says what it is, what is beside it, how far and on which side", () => {
  const plan = sampleTheatre();
  const words = said(plan, everySeat(plan));
  const fifth = [{ key: "near-stage" }, { key: "centre" }, { key: "free-together", count: 14 }];
  assert.deepEqual(words.get("chi-5-1"), fifth);
  assert.deepEqual(words.get("chi-5-13"), [{ key: "aisle" }, ...fifth]);
  assert.deepEqual(words.get("chi-18-35"), [
    { key: "row-end" },
    { key: "middle-distance" },
    { key: "left" },
    { key: "free-together", count: 9 },
  ]);
  assert.deepEqual(words.get("chi-18-36")?.[2], { key: "right" });
  assert.deepEqual(words.get("lou-1-25")?.slice(0, 2), [{ key: "restricted-view" }, { key: "row-end" }]);
  assert.ok(words.get("lou-8-2")?.some(({ key }) => key === "far-from-stage"));
  assert.deepEqual(words.get("left-1-2")?.at(1), { key: "left" });
  const [space, companion] = plan.zones[0]?.rows[8]?.blocks[1] ?? [];
  assert.equal(words.get(space?.id ?? "")?.[0]?.key, "wheelchair");
  assert.deepEqual(words.get(companion?.id ?? "")?.[0], { key: "companion", label: space?.label });
});

test("Left and right are those of who faces the stage, wherever on the plan it is", () => {
  const { plan, free } = hall("sssssssss", "sssssssss");
  const below = said({ ...plan, focal: { x: 200, y: 900 } }, free);
  assert.deepEqual(
    below.get("1-1")?.find(({ key }) => key === "left" || key === "right"),
    { key: "right" },
  );
  const above = said({ ...plan, focal: { x: 200, y: -900 } }, free);
  assert.deepEqual(
    above.get("1-1")?.find(({ key }) => key === "left" || key === "right"),
    { key: "left" },
  );
});

test("Only seats anybody may have count as free together", () => {
  const { plan, free } = hall("wcs Wcs");
  const words = said(plan, free);
  const together = (id: string) => words.get(id)?.find(({ key }) => key === "free-together");
  assert.equal(together("1-2"), undefined);
  assert.deepEqual(together("1-3"), { key: "free-together", count: 1 });
  assert.deepEqual(together("1-5"), { key: "free-together", count: 2 });
});
