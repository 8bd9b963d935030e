import assert from "node:assert/strict";
import { test } from "node:test";
import { improbable, type Known, mostTookPart } from "./probable.ts";

const nothing: Known = { places: null, capacity: null, expectedCrowd: null, population: null };

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

test("the bound itself is believed, one more is asked again; without a population no number of beneficiaries is", () => {
  const of = (tookPart: number, beneficiaries: number, known: Partial<Known> = {}) =>
    improbable({ tookPart, beneficiaries }, { ...nothing, places: 30, ...known }).map(
      ({ field, data }) => `${field} ${data?.most}`,
    );
  assert.deepEqual(of(90, 10_000_000), []);
  assert.deepEqual(of(91, 490_348, { population: 490_348 }), ["/body/tookPart 90"]);
  assert.deepEqual(of(0, 490_349, { population: 490_348 }), ["/body/beneficiaries 490348"]);
});
