import assert from "node:assert/strict";
import { test } from "node:test";
import { gathered } from "./index.ts";

/** Serves lots when told to, and remembers them. */
function byHand() {
  const lots: string[][] = [];
  const release: (() => void)[] = [];
  const serve = async (asks: string[]) => {
    lots.push(asks);
    await new Promise<void>((resolve) => release.push(resolve));
    return asks.map((ask) => ask.toUpperCase());
  };
  return { lots, serve, next: () => release.shift()?.() };
}

const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

test("the first is served at once, who comes meanwhile is served together, and each gets its own answer", async () => {
  const { lots, serve, next } = byHand();
  const ask = gathered(serve);
  const first = ask("a");
  await turn();
  assert.deepEqual(lots, [["a"]], "nobody was waited for");
  const others = ["b", "c", "d"].map(ask);
  await turn();
  assert.equal(lots.length, 1);
  next();
  assert.equal(await first, "A");
  await turn();
  assert.deepEqual(lots[1], ["b", "c", "d"]);
  next();
  assert.deepEqual(await Promise.all(others), ["B", "C", "D"]);
  const later = ask("b");
  await turn();
  assert.deepEqual(lots[2], ["b"], "asked again, however lately it was answered");
  next();
  assert.equal(await later, "B");
});

test("a lot has its most, and what must stay apart comes after what it is like", async () => {
  const { lots, serve, next } = byHand();
  const ask = gathered(serve, { most: 3, apart: (text) => (text.startsWith("x") ? "x" : null) });
  const asked = ["x1", "a", "x2", "b", "c"].map(ask);
  await turn();
  next();
  await turn();
  next();
  await Promise.all(asked);
  assert.deepEqual(lots, [
    ["x1", "a", "b"],
    ["x2", "c"],
  ]);
});

test("groups do not wait for each other", async () => {
  const { lots, serve } = byHand();
  const ask = gathered(serve, { group: (text) => text.slice(0, 1) });
  for (const text of ["a1", "b1", "a2"]) void ask(text);
  await turn();
  assert.deepEqual(lots, [["a1", "a2"], ["b1"]]);
});

test("a lot that fails is its askers' failure alone", async () => {
  let calls = 0;
  const ask = gathered(async (asks: number[]) => {
    if (++calls === 1) throw new Error("away");
    return asks;
  });
  const results = await Promise.allSettled([ask(1), ask(2)]);
  assert.deepEqual(
    results.map(({ status }) => status),
    ["rejected", "rejected"],
  );
  assert.equal(await ask(3), 3);
});

test("an ask of which nothing can be told fails by itself; who waits with it is served", async () => {
  const { lots, serve, next } = byHand();
  const told = (text: string) => {
    if (text.startsWith("!")) throw new Error(text);
    return text;
  };
  for (const how of ["apart", "group"] as const) {
    const ask = gathered(serve, { [how]: how === "apart" ? told : (text: string) => told(text).slice(0, 0) });
    const asked = ["a", "!", "b"].map(ask);
    await assert.rejects(asked[1] ?? Promise.resolve(), { message: "!" });
    await turn();
    next();
    assert.deepEqual(await Promise.all([asked[0], asked[2]]), ["A", "B"]);
    const later = ask("c");
    await turn();
    next();
    assert.equal(await later, "C");
  }
  assert.deepEqual(lots, [["a", "b"], ["c"], ["a", "b"], ["c"]]);
});

test("groups that have to wait for their turn gather meanwhile, and nobody is passed over", async () => {
  const { lots, serve, next } = byHand();
  const ask = gathered(serve, { group: (text) => text.slice(0, 1), groupsAtOnce: 1 });
  const asked = ["a1", "b1"].map(ask);
  await turn();
  assert.deepEqual(lots, [["a1"]]);
  asked.push(...["b2", "a2", "c1"].map(ask));
  for (let n = 0; n < 4; n++) {
    next();
    await turn();
  }
  await Promise.all(asked);
  assert.deepEqual(lots, [["a1"], ["b1", "b2"], ["c1"], ["a2"]], "who was just served comes last");
});
