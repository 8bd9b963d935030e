/** Plans: what an editor draws is sound, and what is wrong with one is told with its place. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  addAisle,
  copyRow,
  faultsIn,
  makeRow,
  type Plan,
  type Row,
  readPlan,
  sampleTheatre,
  withWheelchair,
} from "./index.ts";

const spec = {
  prefix: "a",
  name: "5",
  middle: { x: 500, y: 300 },
  spacing: 50,
  category: "甲",
  seats: 5,
  numbering: "left-to-right",
} as const;
const numbers = (row: Row) => row.blocks.map((block) => block.map(({ number }) => Number(number)));
const planOf = (...rows: Row[]): Plan => ({
  name: "小剧场",
  size: { width: 1000, height: 1000 },
  focal: { x: 500, y: 0 },
  categories: [{ name: "甲" }],
  zones: [{ name: "池座", rows }],
});

test("Rows are numbered as the hall numbers them, from left to right as spectators see it", () => {
  const numbered = (more: Partial<Parameters<typeof makeRow>[0]>) =>
    numbers(makeRow({ ...spec, ...more })).flat();
  assert.deepEqual(numbered({}), [1, 2, 3, 4, 5]);
  assert.deepEqual(numbered({ numbering: "right-to-left", start: 101 }), [105, 104, 103, 102, 101]);
  assert.deepEqual(numbered({ numbering: "odd-left" }), [5, 3, 1, 2, 4]);
  assert.deepEqual(numbered({ numbering: "odd-right", seats: 6 }), [6, 4, 2, 1, 3, 5]);
  assert.deepEqual(numbered({ numbering: "odd-left", seats: 4, start: 2 }), [5, 3, 2, 4]);
  assert.deepEqual(numbered({ skip: [4] }), [1, 2, 3, 5, 6]);
  assert.deepEqual(numbered({ numbering: "odd-left", skip: [3, 4] }), [7, 5, 1, 2, 6]);
});

test("A straight row lies around its middle, a turned one along the side, a bent one at one distance from its centre", () => {
  const places = (row: Row) => row.blocks.flat().map(({ x, y }) => [x, y]);
  assert.deepEqual(places(makeRow({ ...spec, seats: 3 })), [
    [450, 300],
    [500, 300],
    [550, 300],
  ]);
  assert.deepEqual(places(makeRow({ ...spec, seats: 3, turn: 90 })), [
    [500, 250],
    [500, 300],
    [500, 350],
  ]);
  const bent = makeRow({ ...spec, around: { x: 500, y: 0 } }).blocks.flat();
  for (const { x, y } of bent) assert.ok(Math.abs(Math.hypot(x - 500, y) - 300) < 0.02);
  assert.ok(bent.every(({ x }, n) => n === 0 || x > (bent[n - 1]?.x ?? 0)));
});

test("An aisle cuts a block in two and moves what is right of it", () => {
  const drawn = makeRow({ ...spec, aisles: [2], aisleWidth: 80 });
  assert.deepEqual(numbers(drawn), [
    [1, 2],
    [3, 4, 5],
  ]);
  const [left, right] = drawn.blocks.map((block) => block.map(({ x }) => x));
  assert.deepEqual(
    [left, right],
    [
      [360, 410],
      [540, 590, 640],
    ],
  );
  const row = makeRow(spec);
  const cut = addAisle(addAisle(row, "a-2", 80), "a-4", 80);
  assert.deepEqual(numbers(cut), [[1, 2], [3, 4], [5]]);
  assert.deepEqual(
    cut.blocks.flat().map(({ x }) => x),
    [400, 450, 580, 630, 760],
  );
  assert.deepEqual(addAisle(row, "a-5", 80), row);
  assert.deepEqual(addAisle(row, "b-1", 80), row);
});

test("A copy has ids and labels of its own, and companions of its own spaces", () => {
  const row = withWheelchair(makeRow(spec), "a-1", "a-2");
  const copy = copyRow(row, { prefix: "b", name: "6", by: { x: 0, y: 90 } });
  assert.deepEqual(copy.blocks[0]?.slice(0, 2), [
    { id: "b-1", label: "6排1号", number: "1", x: 400, y: 390, category: "甲", kind: "wheelchair" },
    { id: "b-2", label: "6排2号", number: "2", x: 450, y: 390, category: "甲", kind: "companion", of: "b-1" },
  ]);
  assert.deepEqual(faultsIn(planOf(row, copy)), []);
});

test("The sample theatre is sound: 800 seats, 单双号, every space with its companion", () => {
  const plan = sampleTheatre();
  assert.deepEqual(faultsIn(plan), []);
  assert.deepEqual(readPlan(JSON.parse(JSON.stringify(plan))), { plan });
  const seats = plan.zones.flatMap(({ rows }) => rows.flatMap(({ blocks }) => blocks.flat()));
  assert.equal(seats.length, 800);
  assert.equal(seats.filter(({ kind }) => kind === "wheelchair").length, 4);
  assert.equal(seats.filter(({ kind }) => kind === "companion").length, 4);
  const fifth = plan.zones[0]?.rows[4]?.blocks[1]?.map(({ number }) => Number(number));
  assert.deepEqual(fifth, [13, 11, 9, 7, 5, 3, 1, 2, 4, 6, 8, 10, 12, 14]);
});

test("Every fault is told with its place", () => {
  const row = makeRow(spec);
  const other = makeRow({ ...spec, prefix: "b", name: "6", middle: { x: 500, y: 400 } });
  /** The plan of both rows with the fifth row's seats changed. */
  const seat = (n: number, more: object) =>
    planOf(
      {
        ...row,
        blocks: row.blocks.map((block) => block.map((one, i) => (i === n ? { ...one, ...more } : one))),
      },
      other,
    );
  const space = { kind: "wheelchair" };
  const at = (plan: Plan) => faultsIn(plan).map((fault) => `${fault.id} ${fault.at}`);
  const fifth = "/zones/0/rows/0/blocks/0";
  assert.deepEqual(at(seat(3, { id: "a-1" })), [`seats.id-twice ${fifth}/3/id`]);
  assert.deepEqual(at(seat(3, { label: "5排1号" })), [`seats.label-twice ${fifth}/3/label`]);
  assert.deepEqual(at(seat(3, { category: "丙" })), [`seats.category-unknown ${fifth}/3/category`]);
  assert.deepEqual(at(seat(3, { x: 512 })), [`seats.on-top ${fifth}/3`]);
  assert.deepEqual(at(seat(3, { x: 1001 })), [`seats.outside ${fifth}/3`]);
  assert.deepEqual(at(seat(3, { kind: "companion" })), [`seats.companion-of-none ${fifth}/3/of`]);
  assert.deepEqual(at(seat(3, { kind: "companion", of: "a-1" })), [`seats.companion-of-none ${fifth}/3/of`]);
  assert.deepEqual(at(seat(3, { of: "a-1" })), [`seats.of-without-companion ${fifth}/3/of`]);
  const spaced = seat(0, space);
  const companion = (plan: Plan, ...places: number[]): Plan => {
    const [zone] = plan.zones;
    const blocks = zone?.rows[0]?.blocks.map((block) =>
      block.map((one, n) => (places.includes(n) ? { ...one, kind: "companion" as const, of: "a-1" } : one)),
    );
    return planOf({ name: "5", blocks: blocks ?? [] }, other);
  };
  assert.deepEqual(at(companion(spaced, 1)), []);
  assert.deepEqual(at(companion(spaced, 2)), [`seats.companion-apart ${fifth}/2/of`]);
  assert.deepEqual(at(companion(spaced, 1, 2)), [`seats.companion-second ${fifth}/2/of`]);

  const plan = planOf(row);
  assert.deepEqual(at({ ...plan, zones: [] }), ["seats.none /zones"]);
  assert.deepEqual(at({ ...plan, zones: [{ name: "池座", rows: [] }] }), ["seats.empty-zone /zones/0/rows"]);
  assert.deepEqual(at(planOf(row, { name: "6", blocks: [] })), ["seats.empty-row /zones/0/rows/1/blocks"]);
  assert.deepEqual(at(planOf(row, { name: "6", blocks: [[]] })), [
    "seats.empty-block /zones/0/rows/1/blocks/0",
  ]);
  assert.deepEqual(at(planOf(row, { ...other, name: "5" })), ["seats.row-twice /zones/0/rows/1/name"]);
  assert.deepEqual(at({ ...plan, zones: [...plan.zones, { name: "池座", rows: [other] }] }), [
    "seats.zone-twice /zones/1/name",
  ]);
  assert.deepEqual(at({ ...plan, categories: [{ name: "甲" }, { name: "甲" }] }), [
    "seats.category-twice /categories/1/name",
  ]);
});

test("JSON that is no plan is refused where it is not", () => {
  const { focal: _, ...noStage } = planOf(makeRow(spec));
  const places = (raw: unknown) => {
    const read = readPlan(raw);
    return "faults" in read ? read.faults.map(({ id, at, other }) => `${id} ${at} ${other ?? ""}`) : [];
  };
  assert.deepEqual(places(null), ["seats.shape-type  object"]);
  assert.deepEqual(places(noStage), ["seats.shape-lacks  focal"]);
  const sent = JSON.parse(JSON.stringify(planOf(makeRow(spec))));
  sent.zones[0].rows[0].blocks[0][2].kind = "sofa";
  const kinds = "standard, wheelchair, companion, restricted-view";
  assert.deepEqual(places(sent), [`seats.shape-choice /zones/0/rows/0/blocks/0/2/kind ${kinds}`]);
  sent.zones[0].rows[0].blocks[0][2].kind = "standard";
  sent.zones[0].rows[0].blocks[0][1].label = "";
  sent.zones[0].rows[0].blocks[0][1].x = 1e7;
  sent.zones[0].rows[0].name = "第一排".repeat(9);
  sent.zones[0].rows[0].penalty = -1;
  sent.size.width = 0;
  sent.stage = "左边";
  sent.categories = Array(51).fill({ name: "甲" });
  assert.deepEqual(places(sent).toSorted(), [
    "seats.shape-above /size/width 0",
    "seats.shape-empty /zones/0/rows/0/blocks/0/1/label ",
    "seats.shape-large /zones/0/rows/0/blocks/0/1/x 1000000",
    "seats.shape-long /zones/0/rows/0/name 20",
    "seats.shape-many /categories 50",
    "seats.shape-small /zones/0/rows/0/penalty 0",
    "seats.shape-unknown  stage",
  ]);
});

test("A plan of more seats than any hall has is refused as one", () => {
  const row = makeRow({ ...spec, seats: 500, spacing: 1 });
  const rows = Array.from({ length: 41 }, (_, n) =>
    copyRow(row, { prefix: `r${n}`, name: String(n), by: { x: 0, y: n } }),
  );
  assert.deepEqual(faultsIn(planOf(...rows)), [{ at: "/zones", id: "seats.too-many", other: "20000" }]);
});
