import assert from "node:assert/strict";
import { test } from "node:test";
import type { PopulationRow } from "./population.ts";
import { populationTables } from "./population-tables.ts";

const row = (over: Partial<PopulationRow>): PopulationRow => ({
  code: "650203",
  basis: "without-corps",
  year: 2019,
  banding: "all",
  ageFrom: 0,
  ageTo: null,
  people: 300_723,
  source: "psic.org.cn 2474",
  status: "verified",
  ...over,
});

const districts = [
  row({}),
  row({ code: "650202", people: 89_180 }),
  row({ code: "650204", people: 65_044 }),
  row({ code: "650205", people: 7_400 }),
];
const census = { code: "650200", basis: "census", year: 2020 };
const city = [
  row({ ...census, people: 490_348 }),
  row({ ...census, banding: "0-15-60", ageFrom: 15, ageTo: 60, people: 351_138, status: "unverified" }),
  row({ ...census, banding: "0-15-60", ageTo: 15, people: 70_806, source: "reckoned" }),
];
const codes = ["650200", "650202", "650203", "650204", "650205"];

test("two bases stand side by side, each with its own years, bands, sources and trust", () => {
  const [newer, older] = populationTables(codes, [...districts, ...city]);
  assert.deepEqual(
    newer?.columns.map(({ banding, ageFrom, ageTo }) => [banding, ageFrom, ageTo]),
    [
      ["all", 0, null],
      ["0-15-60", 0, 15],
      ["0-15-60", 15, 60],
    ],
  );
  assert.deepEqual(newer?.rows, [{ code: "650200", people: [490_348, 70_806, 351_138] }]);
  assert.deepEqual([newer?.status, newer?.sources], ["unverified", ["psic.org.cn 2474", "reckoned"]]);
  assert.deepEqual(
    older?.rows.map(({ code, people }) => [code, people]),
    [
      ["650202", [89_180]],
      ["650203", [300_723]],
      ["650204", [65_044]],
      ["650205", [7_400]],
    ],
  );
});

test("the sum is of those below on one basis, and only where none is missing; the city's own figure is never in it", () => {
  const [newer, older] = populationTables(codes, [...districts, ...city]);
  assert.deepEqual(newer?.sum, [null, null, null]);
  assert.deepEqual(older?.sum, [462_347]);
  const [short] = populationTables(codes, districts.slice(1));
  assert.deepEqual(short?.sum, [null]);
  const both = populationTables(codes, [...districts, row({ ...census, code: "650203", people: 1 })]);
  assert.equal(both.length, 2, "the same district on two bases is two tables");
});

test("no figures, no tables", () => {
  assert.deepEqual(populationTables(codes, []), []);
});
