import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { IntlMessageFormat } from "intl-messageformat";
import type { Point, Shape } from "#libs/geo";
import { xml } from "./draw.ts";
import { roundBelow } from "./furniture.ts";
import { placeLabels, widthOf } from "./labels.ts";
import type { MapDistrict } from "./land.ts";
import { type MapPoint, marksOf, spread } from "./marks.ts";
import { svgMap } from "./svg-map.ts";
import { mapLabels, type Say } from "./words-of-map.ts";

const root = join(import.meta.dirname, "../../..");
const outlines: { features: { properties: { code: string; name: string }; geometry: Shape }[] } = JSON.parse(
  readFileSync(join(root, "seed/karamay/districts.geojson"), "utf8"),
);
const districts: MapDistrict[] = outlines.features.map(({ properties, geometry }) => ({
  ...properties,
  shape: geometry,
}));
const centre: Point = [84.89, 45.59];

function sayIn(locale: string): Say {
  const catalogue: Record<string, string> = JSON.parse(
    readFileSync(join(import.meta.dirname, `../messages/${locale}.json`), "utf8"),
  );
  return (key, values) => {
    const message = catalogue[key];
    if (message === undefined) throw new Error(`no message ${key}`);
    return String(new IntlMessageFormat(message, locale).format(values));
  };
}

function pointsAround([lon, lat]: Point, count: number, reach: number): MapPoint[] {
  const states = ["open", "soon", "closed", "unknown"] as const;
  return Array.from({ length: count }, (_, i) => ({
    id: `${lon}-${i}`,
    name: `第${i + 1}社区书屋`,
    at: [lon + Math.cos(i * 2.4) * reach * (i / count), lat + Math.sin(i * 2.4) * reach * (i / count)],
    state: states[i % 4] ?? "open",
    tag: String(i + 1),
  }));
}

function draw(points: MapPoint[], here: Point | null, width = 360, height = 300, dir: "ltr" | "rtl" = "ltr") {
  const near = here ? ("reader" as const) : null;
  const facts = { name: "克拉玛依", points, districts: 4, reviewNumber: null, near };
  const labels = mapLabels(sayIn("zh-CN"), facts);
  return svgMap({ districts, points, here, size: { width, height }, dir, labels });
}

test("one image with a title, a description and the true review sentence", () => {
  const svg = draw(pointsAround(centre, 8, 0.008), centre);
  assert.match(svg, /role="img" aria-labelledby="map-t map-d"/);
  assert.match(svg, /<title id="map-t">您附近的文化场所<\/title>/);
  assert.match(svg, /有 8 处场所，其中 4 处开放中/);
  assert.match(svg, /绕行系数 1\.3/);
  assert.match(svg, /<desc[^>]*>[^<]*演示地图，未经审图<\/desc>/);
  assert.match(svg, />演示地图，未经审图</);
  assert.doesNotMatch(svg, /style=|<style|<script|href|NaN|undefined|Infinity/);
});

test("light enough for a phone: under 15 KB with sixty places, near and whole city, at two sizes", () => {
  const all = [...pointsAround(centre, 40, 0.02), ...pointsAround([84.87, 44.32], 20, 0.02)];
  for (const [width, height] of [
    [360, 300],
    [1120, 560],
  ] as const) {
    for (const here of [null, centre]) {
      const bytes = Buffer.byteLength(draw(all, here, width, height));
      assert.ok(bytes < 15_000, `${width}×${height} ${here ? "near" : "city"}: ${bytes} bytes`);
    }
  }
});

test("each state has its own form, not only its own colour", () => {
  const svg = draw(pointsAround(centre, 4, 0.008), centre);
  for (const form of [
    /<circle[^>]*m-open/,
    /<path[^>]*m-soon/,
    /<circle[^>]*m-closed/,
    /<circle[^>]*m-unknown/,
  ])
    assert.match(svg, form);
  for (const words of ["开放中", "即将关门", "未开放", "无固定时间"]) assert.ok(svg.includes(words), words);
});

test("a name cannot break out of the picture, whatever it holds", () => {
  const nasty = `</title><script>alert("1")</script>&\u0000\ud800`;
  const [first] = pointsAround(centre, 1, 0);
  assert.ok(first);
  const svg = draw([{ ...first, name: nasty, at: [84.892, 45.592] }], centre);
  assert.doesNotMatch(svg, /<script/);
  assert.ok(svg.includes("&lt;script&gt;"));
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => !/[<>"]|&(?!amp;|lt;|gt;|quot;)/.test(xml(text))),
  );
});

test("the far district moves to an inset in a broad frame and stays in place in a tall one", () => {
  const all = [...pointsAround(centre, 10, 0.02), ...pointsAround([84.87, 44.32], 8, 0.02)];
  const broad = draw(all, null, 720, 420);
  const tall = draw(all, null, 360, 640);
  assert.match(broad, /向南约 130 公里/);
  assert.match(broad, /m-inset/);
  assert.doesNotMatch(tall, /m-inset/);
  for (const svg of [broad, tall]) assert.match(svg, /独山子区/);
});

test("no district, no point, a point in the middle of nowhere: still a map", () => {
  const labels = mapLabels(sayIn("en"), {
    name: "Karamay",
    points: [],
    districts: 0,
    reviewNumber: "新S(2026)001号",
    near: null,
  });
  const empty = svgMap({
    districts: [],
    points: [],
    here: null,
    size: { width: 300, height: 200 },
    dir: "ltr",
    labels,
  });
  assert.match(empty, /Map review no\. 新S\(2026\)001号/);
  assert.doesNotMatch(empty, /NaN|Infinity/);
  assert.doesNotMatch(draw(pointsAround([0, 0], 3, 1), centre), /NaN|Infinity/);
});

test("right to left mirrors the arrow, not the ground; the review number stays at the lower left", () => {
  const points = pointsAround(centre, 3, 0.008);
  const [ltr, rtl] = [draw(points, centre, 360, 300, "ltr"), draw(points, centre, 360, 300, "rtl")];
  const disc = /<circle cx="([\d.]+)" cy="([\d.]+)" r="10" class="m-open"/;
  assert.deepEqual(disc.exec(ltr)?.slice(1), disc.exec(rtl)?.slice(1));
  for (const svg of [ltr, rtl]) assert.match(svg, /<text x="8" y="291">演示地图，未经审图</);
  const arrow = /<path d="M([\d.]+) 12l5 15/;
  assert.equal(Number(arrow.exec(ltr)?.[1]) + Number(arrow.exec(rtl)?.[1]), 360);
});

test("labels never cover each other or a mark, and none leaves the frame", () => {
  const wish = fc.record({
    text: fc.constantFrom("图书馆", "市文博院（展览馆）", "Library", "كۈتۈپخانا"),
    x: fc.integer({ min: 0, max: 360 }),
    y: fc.integer({ min: 0, max: 300 }),
    clear: fc.constant(12),
    sides: fc.constant(["right", "left", "below", "above"] as const),
    size: fc.constant(14),
  });
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 30 }), (wishes) => {
      const placed = placeLabels(wishes, [], { width: 360, height: 300 }).flatMap((l) => (l ? [l.box] : []));
      placed.forEach((a, i) => {
        assert.ok(a[0] >= 0 && a[1] >= 0 && a[2] <= 360 && a[3] <= 300);
        for (const b of placed.slice(i + 1))
          assert.ok(a[0] > b[2] || b[0] > a[2] || a[1] > b[3] || b[1] > a[3], "labels overlap");
      });
    }),
  );
  assert.equal(widthOf("图书馆", 14), 42);
});

test("marks close together join or part, and never lose a point", () => {
  const here = pointsAround(centre, 12, 0).map((point, i) => ({ point, x: 100 + (i % 3), y: 100 }));
  const joined = marksOf(here, 24);
  assert.equal(joined.length, 1);
  assert.equal(joined[0]?.points.length, 12);
  const parted = spread(marksOf(here, 0), 14);
  assert.equal(parted.length, 12);
  for (const mark of parted) assert.ok(Math.hypot(mark.x - 101, mark.y - 100) <= 16);
  const two = spread(marksOf(here.slice(0, 2), 0), 14);
  assert.ok(Math.hypot((two[0]?.x ?? 0) - (two[1]?.x ?? 0), 0) >= 20);
});

test("scale bars are round", () => {
  const table = [1, 1.9, 2, 4.99, 5, 9.9, 10, 449, 500, 12_345];
  assert.deepEqual(table.map(roundBelow), [1, 1, 2, 2, 5, 5, 10, 200, 500, 10_000]);
});

test("zh-CN and en hold the same keys with the same arguments", () => {
  const read = (locale: string): Record<string, string> =>
    JSON.parse(readFileSync(join(import.meta.dirname, `../messages/${locale}.json`), "utf8"));
  const [zh, en] = [read("zh-CN"), read("en")];
  assert.deepEqual(Object.keys(zh), Object.keys(en));
  const names = (message = "") => [...argumentsIn(new IntlMessageFormat(message).getAst())].sort();
  for (const key of Object.keys(zh)) assert.deepEqual(names(zh[key]), names(en[key]), key);
});

type Part = ReturnType<IntlMessageFormat["getAst"]>[number];

function argumentsIn(parts: readonly Part[]): Set<string> {
  const found = new Set<string>();
  for (const part of parts) {
    if ("value" in part && part.type !== 0) found.add(part.value); // 0 is plain text
    if ("options" in part) {
      for (const option of Object.values(part.options))
        for (const name of argumentsIn(option.value)) found.add(name);
    }
  }
  return found;
}
