import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { areaKm2, type Point, polygonsOf, type Shape, whereIs } from "#libs/geo";

interface Division {
  code: string;
  name: string;
  name_en: string;
  level: "city" | "district" | "street" | "community";
  parent: string | null;
  past?: true;
  successor?: string;
  predecessor?: string;
  populations?: { people: number; basis: string; on: string; source: string }[];
}
interface Outlines {
  properties: {
    coordinate_system: string;
    coordinate_system_status: string;
    licence: string;
    source: string;
  };
  features: { properties: { code: string; name: string; area_km2: number }; geometry: Shape }[];
}

const file = (name: string) => join(import.meta.dirname, name);
const { divisions }: { divisions: Division[] } = JSON.parse(readFileSync(file("divisions.json"), "utf8"));
const outlines: Outlines = JSON.parse(readFileSync(file("districts.geojson"), "utf8"));
const present = divisions.filter((d) => !d.past);

test("1 city, 4 districts, 19 streets and towns, 152 communities", () => {
  const count = (level: Division["level"]) => present.filter((d) => d.level === level).length;
  assert.deepEqual([count("city"), count("district"), count("street"), count("community")], [1, 4, 19, 152]);
});

test("codes are unique, have the length of their level and begin like their parent, which exists one level up", () => {
  const byCode = new Map(divisions.map((d) => [d.code, d]));
  assert.equal(byCode.size, divisions.length);
  const shape = { city: /^\d{6}$/, district: /^\d{6}$/, street: /^\d{9}$/, community: /^\d{12}$/ };
  const above = { district: "city", street: "district", community: "street" } as const;
  for (const d of divisions) {
    assert.match(d.code, shape[d.level], d.name);
    if (d.level === "city") continue;
    const parent = byCode.get(d.parent ?? "");
    assert.equal(parent?.level, above[d.level], `${d.code} ${d.name}`);
    assert.ok(d.code.startsWith(d.level === "district" ? "6502" : (parent?.code ?? "?")), d.code);
  }
});

test("Jinlong Town points both ways across its change of code", () => {
  const at = (code: string) => divisions.find((d) => d.code === code);
  assert.equal(at("650203005")?.successor, "650204003");
  assert.equal(at("650204003")?.predecessor, "650203005");
  assert.equal(at("650203005")?.past, true);
});

test("a population always says on what basis, when and by whom; districts are not mixed with the census", () => {
  const all = divisions.flatMap((d) => (d.populations ?? []).map((p) => ({ ...p, level: d.level })));
  assert.equal(all.length, 5);
  for (const p of all) assert.ok(p.people > 0 && p.basis && p.on && p.source);
  const districts = all.filter((p) => p.level === "district").reduce((sum, p) => sum + p.people, 0);
  assert.equal(districts, 462_347);
});

test("every name has an English form in Latin letters", () => {
  for (const d of divisions) assert.match(d.name_en, /^[\p{Script=Latin}0-9' .()]+$/u, d.name);
});

test("the outlines name their source, licence and an unverified coordinate system, and stay small", () => {
  assert.equal(outlines.properties.coordinate_system, "gcj02");
  assert.match(outlines.properties.coordinate_system_status, /not verified/);
  assert.ok(outlines.properties.licence && outlines.properties.source);
  assert.ok(statSync(file("districts.geojson")).size < 60_000);
});

test("each district's centre lies in its own outline only, and thinning moved no area", () => {
  const centres: Record<string, Point> = {
    "650202": [84.87, 44.32],
    "650203": [84.89, 45.59],
    "650204": [85.12, 45.69],
    "650205": [85.67, 46.1],
  };
  assert.deepEqual(outlines.features.map((f) => f.properties.code).sort(), Object.keys(centres));
  for (const [code, centre] of Object.entries(centres)) {
    const holding = outlines.features.filter((f) => whereIs(centre, f.geometry) === "inside");
    assert.deepEqual(
      holding.map((f) => f.properties.code),
      [code],
    );
  }
  for (const { geometry, properties } of outlines.features) {
    assert.ok(Math.abs(areaKm2(geometry) / properties.area_km2 - 1) < 0.005, properties.name);
  }
});

test("neighbours still touch: Karamay with Baijiantan, Baijiantan with Urho", () => {
  const corners = new Map(
    outlines.features.map((f) => [f.properties.code, new Set(polygonsOf(f.geometry).flat(2).map(String))]),
  );
  const shared = (a: string, b: string) =>
    [...(corners.get(a) ?? [])].filter((corner) => corners.get(b)?.has(corner)).length;
  assert.ok(shared("650203", "650204") > 20);
  assert.ok(shared("650204", "650205") > 8);
  assert.equal(shared("650202", "650203"), 0);
});
