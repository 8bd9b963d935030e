import assert from "node:assert/strict";
import { test } from "node:test";
import { below, classNodes, nodesCalled, pathOf } from "./index.ts";

test("the tree has its 22 main classes; every node stands once, under a node that stands before it", () => {
  assert.deepEqual(
    below(null)
      .map((node) => node.class)
      .join(""),
    "ABCDEFGHIJKNOPQRSTUVXZ",
  );
  const seen = new Set<string>();
  for (const node of classNodes) {
    assert.match(node.class, /^[A-Z][A-Z]?\d{0,2}$/);
    assert.ok(node.class.length <= 3 && node.zh && node.en && !seen.has(node.class), node.class);
    const parent = pathOf(node.class).at(-2)?.class;
    assert.ok(node.class.length === 1 || (parent && seen.has(parent)), node.class);
    seen.add(node.class);
  }
  assert.deepEqual(
    pathOf("I24").map(({ zh }) => zh),
    ["文学", "中国文学", "小说"],
  );
  assert.deepEqual(
    nodesCalled("石油").map((node) => node.class),
    ["TE"],
  );
  assert.deepEqual(
    nodesCalled(" tp3 ").map(({ zh }) => zh),
    ["计算机"],
  );
});
