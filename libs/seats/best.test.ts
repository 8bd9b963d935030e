/** Cases of picking: what people complained about elsewhere, and each rule once. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { bestSeats, leavesOrphan, orphansGivenBack, type Plan, sampleTheatre } from "./index.ts";
import { hall } from "./testing.ts";

interface Case {
  says: string;
  rows: string[];
  people: number;
  wheelchairs?: number;
  gives: string[][] | string;
}

/** Taken rows that keep the house from being nearly full, or that make it so. */
const free10 = "ssssssssss";
const cases: Case[] = [
  { says: "the seats nearest to the stage", rows: ["SSss", "ssss"], people: 2, gives: [["1-3", "1-4"]] },
  {
    says: "no lone seat: from the end of four, though the middle is nearer",
    rows: ["Sssss"],
    people: 2,
    gives: [["1-2", "1-3"]],
  },
  {
    says: "a stretch of three gives two when there is no other",
    rows: ["sssSSS"],
    people: 2,
    gives: [["1-1", "1-2"]],
  },
  {
    says: "another stretch, when it leaves nobody alone",
    rows: ["sss", "SSS", "ss"],
    people: 2,
    gives: [["3-1", "3-2"]],
  },
  {
    says: "nine give eight",
    rows: ["sssssssss"],
    people: 8,
    gives: [["1-1", "1-2", "1-3", "1-4", "1-5", "1-6", "1-7", "1-8"]],
  },
  { says: "an aisle parts a row", rows: ["ss ss", "sss"], people: 3, gives: [["2-1", "2-2", "2-3"]] },
  {
    says: "four in twos, one row behind the other",
    rows: ["ssS", "ssS", "SSS", "ss"],
    people: 4,
    gives: [
      ["1-1", "1-2"],
      ["2-1", "2-2"],
    ],
  },
  {
    says: "four in twos across an aisle",
    rows: ["ss ss", "SS", "SS", "SS", "SS", "ss"],
    people: 4,
    gives: [
      ["1-1", "1-2"],
      ["1-3", "1-4"],
    ],
  },
  {
    says: "three and one, when there are no two twos",
    rows: ["sssS", "sSSS"],
    people: 4,
    gives: [["1-1", "1-2", "1-3"], ["2-1"]],
  },
  {
    says: "six in three groups",
    rows: ["ssS", "ssS", "ssS"],
    people: 6,
    gives: [
      ["1-1", "1-2"],
      ["2-1", "2-2"],
      ["3-1", "3-2"],
    ],
  },
  {
    says: "no restricted view while there is another",
    rows: ["vv", "ss"],
    people: 2,
    gives: [["2-1", "2-2"]],
  },
  { says: "a restricted view rather than nothing", rows: ["vv", "SS"], people: 2, gives: [["1-1", "1-2"]] },
  {
    says: "a wheelchair with its companion",
    rows: ["ssss", "ssWCwc"],
    people: 2,
    wheelchairs: 1,
    gives: [["2-5", "2-6"]],
  },
  {
    says: "not beside a stranger while the companion's seat stays empty",
    rows: ["swcs"],
    people: 2,
    wheelchairs: 1,
    gives: [["1-2", "1-3"]],
  },
  {
    says: "a wheelchair with its companion and friends",
    rows: ["ssss", "wcsss"],
    people: 3,
    wheelchairs: 1,
    gives: [["2-1", "2-2", "2-3"]],
  },
  {
    says: "a wheelchair alone leaves the companion's seat",
    rows: ["cwsss"],
    people: 1,
    wheelchairs: 1,
    gives: [["1-2"]],
  },
  {
    says: "two wheelchairs and one companion",
    rows: ["wcwc"],
    people: 3,
    wheelchairs: 2,
    gives: [["1-1", "1-2", "1-3"]],
  },
  {
    says: "two wheelchairs in two places",
    rows: ["wcss", "SSSS", "wcss"],
    people: 4,
    wheelchairs: 2,
    gives: [
      ["1-1", "1-2"],
      ["3-1", "3-2"],
    ],
  },
  {
    says: "nobody in a wheelchair apart from all others, even when these sit further off",
    rows: ["sWsWSsw", "Ws sS", "sSsCssss"],
    people: 4,
    wheelchairs: 1,
    gives: [
      ["1-6", "1-7"],
      ["3-5", "3-6"],
    ],
  },
  {
    says: "the last of a large party leave nobody's seat alone",
    rows: ["SSwSS", "sssss", "sssss"],
    people: 8,
    wheelchairs: 1,
    gives: [["1-3"], ["2-1", "2-2", "2-3", "2-4", "2-5"], ["3-1", "3-2"]],
  },
  {
    says: "in more than two groups nobody is alone either",
    rows: ["sss", "sss", "sss"],
    people: 7,
    gives: [
      ["1-1", "1-2"],
      ["2-1", "2-2", "2-3"],
      ["3-1", "3-2"],
    ],
  },
  { says: "spaces are kept", rows: ["wcwc", "ss"], people: 2, gives: [["2-1", "2-2"]] },
  { says: "and so are their companions' seats", rows: ["wcwcs"], people: 2, gives: "not-enough-seats" },
  { says: "until the space is taken", rows: ["Wcss"], people: 3, gives: [["1-2", "1-3", "1-4"]] },
  { says: "no space left", rows: ["WCss"], people: 2, wheelchairs: 1, gives: "not-enough-wheelchair-spaces" },
  { says: "fewer seats than people", rows: ["ssSs"], people: 4, gives: "not-enough-seats" },
  {
    says: "a lone seat no longer counts once more than nine in ten are taken",
    rows: ["Sss", "ssss".toUpperCase(), ...Array(6).fill(free10.toUpperCase())],
    people: 1,
    gives: [["1-2"]],
  },
];

for (const { says, rows, people, wheelchairs = 0, gives } of cases) {
  test(`Best seats: ${says}`, () => {
    const { plan, free } = hall(...rows);
    const best = bestSeats(plan, free, { people, wheelchairs });
    assert.deepEqual("none" in best ? best.none : best.groups, gives);
  });
}

test("Who picks by hand hears of seats left alone, unless the stretch cannot do without", () => {
  const alone = (row: string, ...picked: number[]) => {
    const { plan, free } = hall(row, free10);
    return leavesOrphan(
      plan,
      free,
      picked.map((n) => `1-${n}`),
    );
  };
  assert.deepEqual(alone("ssss", 2, 3), ["1-1", "1-4"]);
  assert.deepEqual(alone("ssss", 1, 2), []);
  assert.deepEqual(alone("sss", 1, 2), []);
  assert.deepEqual(alone("sss", 2), ["1-1", "1-3"]);
  assert.deepEqual(alone("sssssssss", 1, 2, 3, 4, 5, 6, 7, 8), []);
  assert.deepEqual(alone("sssssssss", 2, 3, 4, 5, 6, 7, 8), ["1-1", "1-9"]);
  assert.deepEqual(alone("ssss", 2), ["1-1"]);
  assert.deepEqual(alone("sssss", 1, 3), ["1-2"]);
  assert.deepEqual(alone("ss ss", 2, 3), []);
  assert.deepEqual(alone("Ssss S", 4), []);
  assert.deepEqual(alone("sssSs", 3), []);
  assert.deepEqual(alone("wcsss", 1, 2, 3), []);
  assert.deepEqual(alone("wcsss", 4), ["1-3", "1-5"]);
  assert.deepEqual(alone("WCSss", 4), []);
});

test("Once more than nine in ten are taken nobody is told of lone seats, at nine in ten they are", () => {
  const taken = (rows: number) => hall("sss", ...Array(rows).fill(free10.toUpperCase()));
  const said = ({ plan, free }: { plan: Plan; free: string[] }) => leavesOrphan(plan, free, ["1-2"]);
  assert.deepEqual(said(taken(2)), ["1-1", "1-3"]);
  assert.deepEqual(said(taken(3)), []);
});

test("What a party gives back leaves no lone seat where other seats of theirs would not", () => {
  const giving = ({ plan, free }: { plan: Plan; free: string[] }, own: string[], given: string[]) =>
    orphansGivenBack(plan, free, { own, given });
  const four = ["1-3", "1-4", "1-5", "1-6"];
  const between = hall("ssSSSSss");
  assert.deepEqual(giving(between, four, ["1-4"]), { alone: ["1-4"], instead: ["1-3"] });
  assert.equal(giving(between, four, ["1-3"]), null);
  assert.deepEqual(giving(between, four, ["1-4", "1-6"]), { alone: ["1-4"], instead: ["1-3", "1-6"] });
  const shut = hall("SSSSSSSS", "ss", "ss");
  assert.equal(giving(shut, four, ["1-4"]), null, "each of them would be alone");
  assert.deepEqual(giving(shut, four, ["1-4", "1-6"]), { alone: ["1-4", "1-6"], instead: ["1-5", "1-6"] });
  assert.equal(giving(hall("SSSSSSSS", "SSSSSSSS", "SSSSSSSS"), four, ["1-4", "1-6"]), null, "nearly full");
  assert.equal(
    giving(hall("ssWCS", "ss"), ["1-3", "1-4", "1-5"], ["1-5"]),
    null,
    "spaces stay where they are",
  );
});

test("In 单双号 halls 1 and 2 are neighbours, and 2 and 3 are not", () => {
  const plan = sampleTheatre();
  const row = plan.zones[0]?.rows[4]?.blocks.flat().map(({ id }) => id) ?? [];
  const beside = row.indexOf("chi-5-1");
  assert.equal(row[beside + 1], "chi-5-2");
  const best = bestSeats(plan, row, { people: 4, wheelchairs: 0 });
  assert.deepEqual(best, { groups: [["chi-5-3", "chi-5-1", "chi-5-2", "chi-5-4"]] });
  const half = bestSeats(plan, ["chi-5-1", "chi-5-3", "chi-5-2", "chi-5-6"], { people: 3, wheelchairs: 0 });
  assert.deepEqual(half, { groups: [["chi-5-3", "chi-5-1", "chi-5-2"]] });
});

test("The first to come to the sample theatre sit in the middle, not under the stage", () => {
  const plan = sampleTheatre();
  const all = plan.zones.flatMap(({ rows }) =>
    rows.flatMap(({ blocks }) => blocks.flat().map(({ id }) => id)),
  );
  assert.deepEqual(bestSeats(plan, all, { people: 2, wheelchairs: 0 }), { groups: [["chi-2-1", "chi-2-2"]] });
  assert.deepEqual(bestSeats(plan, all, { people: 3, wheelchairs: 1 }), {
    groups: [["chi-9-8", "chi-9-10", "chi-9-12"]],
  });
});

test("A party that is none is a fault of the caller", () => {
  const { plan, free } = hall("ss");
  for (const party of [
    { people: 0, wheelchairs: 0 },
    { people: 1.5, wheelchairs: 0 },
    { people: 1, wheelchairs: 2 },
    { people: 1, wheelchairs: -1 },
  ])
    assert.throws(() => bestSeats(plan, free, party), RangeError);
});
