import assert from "node:assert/strict";
import { test } from "node:test";
import { atlas } from "./atlas.ts";
import { type Chance, chanceOf, type Picture } from "./chance.ts";
import { felt } from "./felt.ts";
import { papercut } from "./papercut.ts";
import { waves } from "./waves.ts";
import { yardang } from "./yardang.ts";

const families: Record<string, (chance: Chance) => Picture> = { atlas, papercut, felt, yardang, waves };
const names = ["燃情冰雪季", "全民阅读", "丰收节", "克拉玛依之春", "百日广场", "水节", "a", ""];

for (const [family, draw] of Object.entries(families)) {
  test(`${family}: a name always draws the same picture, without a broken number`, () => {
    for (const name of names) {
      const picture = draw(chanceOf(name));
      assert.deepEqual(picture, draw(chanceOf(name)));
      const text = JSON.stringify(picture);
      assert.doesNotMatch(text, /NaN|Infinity|undefined|e-\d/);
      assert.ok(text.length < 20_000, `${name}: ${text.length} bytes`);
    }
  });

  test(`${family}: names differ in their pictures`, () => {
    const drawn = new Set(names.map((name) => JSON.stringify(draw(chanceOf(name)))));
    assert.ok(drawn.size >= 3, `only ${drawn.size} different pictures`);
  });
}

test("a silk tile has no seam: what leaves it at the foot comes in at the head", () => {
  const { tile, strokes } = atlas(chanceOf("燃情冰雪季"));
  assert.ok(tile);
  for (const { d } of strokes) {
    for (const [, top, high] of d.matchAll(/M[\d.-]+ ([\d.-]+)h[\d.]+v([\d.]+)h/g)) {
      const from = Number(top);
      const past = from + Number(high) - tile.height;
      if (past <= 0.2 || from <= 0) continue;
      assert.ok(d.includes(` ${Math.round((from - tile.height) * 10) / 10}h`), `${from} has no other half`);
    }
  }
});
