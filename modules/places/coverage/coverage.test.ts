import assert from "node:assert/strict";
import { test } from "node:test";
import { type DivisionThen, networkOf, type PlaceThen, type Standard } from "./coverage.ts";

const divisions: DivisionThen[] = [
  { code: "650000", parentCode: null, level: "province", kind: "自治区" },
  { code: "650200", parentCode: "650000", level: "city", kind: "地级市" },
  { code: "650203", parentCode: "650200", level: "district", kind: "市辖区" },
  { code: "650204", parentCode: "650200", level: "district", kind: "市辖区" },
  { code: "650203001", parentCode: "650203", level: "street", kind: "街道" },
  { code: "650203506", parentCode: "650203", level: "street", kind: "兵团" },
  { code: "650204001", parentCode: "650204", level: "street", kind: "街道" },
  // Given to the other district without another code.
  { code: "650203009", parentCode: "650204", level: "street", kind: "镇" },
  { code: "650203009001", parentCode: "650203009", level: "community", kind: "社区" },
  // A neighbour city in the same list.
  { code: "650100", parentCode: "650000", level: "city", kind: "地级市" },
  { code: "650102", parentCode: "650100", level: "district", kind: "市辖区" },
  { code: "650102001", parentCode: "650102", level: "street", kind: "街道" },
];

const station = (divisionCode: string, over: Partial<PlaceThen> = {}): PlaceThen => ({
  id: divisionCode,
  kind: "culture-station",
  level: "street",
  divisionCode,
  ...over,
});

const standard: Standard = {
  code: "street-station",
  level: "street",
  divisionKinds: ["街道", "镇"],
  kinds: ["culture-station", "town-station"],
  atLeast: 1,
};

const counted = (places: PlaceThen[], over: Partial<Standard> = {}) => {
  const { missing, ...figures } = networkOf("650200", divisions, places).coverage({ ...standard, ...over });
  return { ...figures, missing: missing.map(({ code }) => code) };
};

test("streets with a station of their own, by the district they lie in on that day", () => {
  assert.deepEqual(counted([station("650203001"), station("650203009001", { kind: "town-station" })]), {
    of: 3,
    have: 2,
    missing: ["650204001"],
    districts: [
      { code: "650203", of: 1, have: 1 },
      { code: "650204", of: 2, have: 1 },
    ],
  });
});

test("a place of another level or kind is not what was asked for, and two in one street are one street", () => {
  const none = counted([
    station("650203001", { level: "district" }),
    station("650203001", { kind: "library" }),
    station("650102001"),
  ]);
  assert.deepEqual([none.have, none.missing.length], [0, 3]);
  assert.equal(counted([station("650203001"), station("650203001", { id: "b" })]).have, 1);
  assert.equal(counted([station("650203001"), station("650203001", { id: "b" })], { atLeast: 2 }).have, 1);
  assert.equal(counted([station("650203001")], { atLeast: 2 }).have, 0);
});

test("all divisions of the level where no kind is named; nothing where there are none", () => {
  assert.equal(counted([], { divisionKinds: [] }).of, 4);
  assert.deepEqual(counted([], { divisionKinds: ["村"] }), { of: 0, have: 0, missing: [], districts: [] });
  const city = counted([station("650203", { kind: "library", level: "city" })], {
    level: "city",
    divisionKinds: [],
    kinds: ["library"],
  });
  assert.deepEqual(city, { of: 1, have: 1, missing: [], districts: [] });
});

test("a place whose division is not valid on that day counts where nobody asks for it, and nothing breaks", () => {
  assert.equal(counted([station("650203999")]).have, 0);
  assert.equal(networkOf("650200", divisions, []).districtOf("650203009001"), "650204");
  assert.equal(networkOf("650200", divisions, []).districtOf("650200"), null);
});
