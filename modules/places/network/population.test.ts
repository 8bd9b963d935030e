import assert from "node:assert/strict";
import { test } from "node:test";
import { type PopulationRow, totalPeople } from "./population.ts";

const row = (over: Partial<PopulationRow>): PopulationRow => ({
  code: "650203",
  basis: "residents-without-corps",
  year: 2019,
  banding: "all",
  ageFrom: 0,
  ageTo: null,
  people: 300_723,
  source: "psic.org.cn 2474",
  status: "unverified",
  ...over,
});

const districts = [
  row({}),
  row({ code: "650202", people: 89_180 }),
  row({ code: "650204", people: 65_044 }),
  row({ code: "650205", people: 7_400 }),
];

test("the four districts of 2019 make 462,347, said with basis and year", () => {
  assert.deepEqual(totalPeople(districts), {
    people: 462_347,
    basis: "residents-without-corps",
    year: 2019,
    status: "unverified",
  });
});

test("the census of 2020 cannot be added to figures of 2019, nor one basis to another, nor one cut to another", () => {
  for (const other of [{ year: 2020 }, { basis: "census-residents" }, { banding: "0-15-60", ageTo: 15 }]) {
    assert.throws(() => totalPeople([...districts, row(other)]), /different bases/);
  }
});

test("a sum is no better than its worst part, and nothing is not zero", () => {
  assert.equal(totalPeople([row({ status: "verified" }), row({ status: "demo" })])?.status, "demo");
  assert.equal(totalPeople([]), null);
});
