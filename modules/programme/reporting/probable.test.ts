import assert from "node:assert/strict";
import { test } from "node:test";
import { impossible, improbable, type Known, mostTookPart, type Numbers } from "./probable.ts";

const nothing: Known = {
  ...{ places: null, capacity: null, expectedCrowd: null, population: null },
  ...{ arrived: 0, onSite: true },
};
const city = { population: 490_348 };

const asked = (numbers: Partial<Numbers>, known: Partial<Known> = {}) =>
  improbable(
    { tookPart: 0, beneficiaries: 0, basis: "platform", ...numbers },
    { ...nothing, places: 30, ...known },
  ).map(({ field, data }) => `${field} ${data?.most}`);

test("how many can hardly have taken part: the widest of what is known", () => {
  const cases: [Partial<Known>, number][] = [
    [{}, 5000],
    [{ places: 30 }, 90],
    [{ capacity: 30 }, 150],
    [{ expectedCrowd: 800 }, 2400],
    [{ places: 30, capacity: 20 }, 100],
    [{ places: 30, capacity: 20, expectedCrowd: 100 }, 300],
    [{ population: 10 }, 5000],
  ];
  for (const [known, most] of cases)
    assert.equal(mostTookPart({ ...nothing, ...known }), most, JSON.stringify(known));
});

test("the bound itself is believed, one more is asked again; a platform's figures are bounded by the people of the city alone", () => {
  assert.deepEqual(asked({ tookPart: 90, beneficiaries: 10_000_000 }), []);
  assert.deepEqual(asked({ tookPart: 91, beneficiaries: 490_348 }, city), ["/body/tookPart 90"]);
  assert.deepEqual(asked({ beneficiaries: 490_349 }, city), ["/body/beneficiaries 490348"]);
});

test("who was counted at the door took part as well", () => {
  assert.deepEqual(asked({ tookPart: 25 }, { places: 10, arrived: 5 }), []);
  assert.deepEqual(asked({ tookPart: 26 }, { places: 10, arrived: 5 }), ["/body/tookPart 25"]);
  assert.deepEqual(asked({ tookPart: 0 }, { places: 1, arrived: 5 }), [], "nothing is reported");
});

test("beneficiaries whom no platform counted are in proportion to who took part, and may be fewer", () => {
  const basis = "estimated";
  assert.deepEqual(asked({ basis, tookPart: 4, beneficiaries: 400_000 }, city), ["/body/beneficiaries 5000"]);
  assert.deepEqual(
    asked({ basis, tookPart: 400, beneficiaries: 10_001 }, { expectedCrowd: 500, arrived: 100 }),
    ["/body/beneficiaries 10000"],
  );
  assert.deepEqual(asked({ basis, tookPart: 80, beneficiaries: 3 }), []);
});

test("on site there are no more people than the city has, on line there may be", () => {
  const numbers: Numbers = { tookPart: 490_344, beneficiaries: 490_349, basis: "platform" };
  const told = (known: Partial<Known>) =>
    impossible(numbers, { ...nothing, ...known }).map(({ field, data }) => `${field} ${data?.most}`);
  assert.deepEqual(told({ ...city, arrived: 5 }), ["/body/tookPart 490343", "/body/beneficiaries 490348"]);
  assert.deepEqual(told({ ...city, onSite: false }), []);
  assert.deepEqual(told({}), [], "nobody knows how many live here");
});
