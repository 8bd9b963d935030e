import assert from "node:assert/strict";
import { test } from "node:test";
import { setWords } from "./index.ts";

const asked = { face: "song-600", size: 50, width: 300 } as const;
/** How many characters stand in each line. */
const counts = async (text: string, most = 9) =>
  (await setWords(text, { ...asked, most })).lines.map(({ svg }) => svg.match(/<path/g)?.length ?? 0);

test("lines break between words, and none begins with a closing sign", async () => {
  assert.deepEqual(await counts("冰雪运动文化馆"), [4, 3]);
  assert.deepEqual(await counts("克拉玛依图书，馆藏"), [7, 2], "the comma hangs");
  assert.deepEqual(await counts("克拉玛依 Wenmai"), [4, 6]);
});

test("a word longer than a line is broken rather than set outside", async () => {
  assert.deepEqual(
    await counts("Wenmaiwenmaiwenmai"),
    (await counts("Wenmaiwenmaiwenmai")).toSorted((a, b) => b - a),
  );
  assert.ok((await counts("Wenmaiwenmaiwenmai")).length > 1);
});

test("what has no room ends in an ellipsis within the width", async () => {
  const { lines, cut } = await setWords("克拉玛依燃情冰雪季开幕式", { ...asked, most: 1 });
  assert.equal(cut, true);
  assert.equal(lines.length, 1);
  assert.ok((lines[0]?.width ?? 999) <= asked.width);
  assert.equal((await setWords("克拉玛依", { ...asked, most: 1 })).cut, false);
});

test("a character the face lacks is a geta mark, and a sign without a shape is nothing", async () => {
  const [geta] = (await setWords("\u3013", { ...asked, most: 1 })).lines;
  assert.deepEqual((await setWords("\u{20BB7}", { ...asked, most: 1 })).lines[0], geta);
  assert.deepEqual(await counts("\u2066文\u2069"), [1]);
});
