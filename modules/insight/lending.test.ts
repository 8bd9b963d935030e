import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import type { Events } from "#platform/events";
import { countsOf } from "./metrics.ts";

const id = (n: number) => `0198a000-0000-7000-8000-00000000000${n}`;
const [loanId, ownerId, placeId, homeId, holdId] = [id(1), id(2), id(3), id(4), id(5)];
const orgPath = "klmy.library.chengnan.";
const category = "adult";

const counted = <T extends keyof Events>(type: T, payload: Events[T]) =>
  countsOf({
    id: "0198a000-0000-7000-8000-000000000009",
    type,
    payload,
    at: Temporal.Instant.from("2026-06-13T00:00:00Z"),
  } as never).map(({ metric, amount, owner, about }) => [metric, amount, owner, about?.ref]);

test("a loan counts where it is lent and its return where it comes back; undone it was never lent, lost it did not come back", () => {
  const at = { loanId, ownerId, placeId, orgPath, demo: true };
  const made = { ...at, type: "book", category, guarantee: "credit" };
  const here = [{ orgPath }, placeId];
  assert.deepEqual(counted("loan.made", made), [["loans", 1, ...here]]);
  assert.deepEqual(counted("loan.returned", { ...at, how: "returned" }), [["returns", 1, ...here]]);
  assert.deepEqual(counted("loan.returned", { ...at, how: "undone" }), [["loans", -1, ...here]]);
  assert.deepEqual(counted("loan.returned", { ...at, how: "lost" }), []);
  assert.deepEqual(counted("hold.placed", { holdId, pickupId: placeId, orgPath, demo: true }), [
    ["holds", 1, ...here],
  ]);
});

test("a copy used in the house counts where it lay, and is no loan", () => {
  assert.deepEqual(counted("item.used-in-house", { ownerId, placeId, orgPath, type: "book", demo: true }), [
    ["used-in-house", 1, { orgPath }, placeId],
  ]);
});

test("a card that is replaced is one card", () => {
  const card = { homeId, orgPath, category, demo: true };
  const all = [
    ...counted("card.issued", card),
    ...counted("card.ended", { ...card, why: "replaced" }),
    ...counted("card.issued", card),
  ];
  assert.deepEqual(
    all.map(([metric, amount]) => [metric, amount]),
    [
      ["cards", 1],
      ["cards", -1],
      ["cards", 1],
    ],
  );
});

test("volumes are what the night's counts add up to", () => {
  const told = { ownerId, orgPath, demo: true };
  const all = [
    ...counted("volumes.counted", { ...told, difference: 5 }),
    ...counted("volumes.counted", { ...told, difference: -2 }),
  ];
  assert.deepEqual(all, [
    ["volumes", 5, { orgPath }, undefined],
    ["volumes", -2, { orgPath }, undefined],
  ]);
});
