/** Whatever number a contract lets in fits where it is looked for or kept: a larger one is refused by its field and is no failure of the city. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { mostInteger, T } from "#contract";
import { operations } from "./modules.ts";

/** Milliseconds since 1970, as OpenActive says: no column of that size is asked by it. */
const moments = new Set(["afterTimestamp"]);

/** Where in a shape a whole number has no bound, or one beyond what a column holds. */
function unbounded(shape: unknown, at: string): string[] {
  if (typeof shape !== "object" || shape === null) return [];
  const { type, minimum, maximum } = shape as Record<string, unknown>;
  const fits = (bound: unknown) => typeof bound === "number" && Math.abs(bound) <= mostInteger;
  const here = type === "integer" && !(fits(minimum) && fits(maximum)) ? [at] : [];
  return [
    ...here,
    ...Object.entries(shape).flatMap(([name, inside]) =>
      moments.has(name) ? [] : unbounded(inside, `${at}/${name}`),
    ),
  ];
}

test("every whole number that comes in has a least and a greatest", () => {
  const found = operations.flatMap(({ operation: { id, params, query, body } }) =>
    Object.entries({ params, query, body }).flatMap(([part, shape]) => unbounded(shape, `${id} ${part}`)),
  );
  assert.deepEqual(found, [], "say how large it may be, at most `mostInteger`");
});

test("a number without a bound is found wherever it stands", () => {
  const shape = T.Object({
    good: T.Integer({ minimum: 0, maximum: 9 }),
    items: T.Array(T.Object({ size: T.Union([T.Integer({ minimum: 1 }), T.Null()]) })),
    huge: T.Optional(T.Integer({ minimum: 0, maximum: mostInteger + 1 })),
  });
  assert.deepEqual(unbounded(shape, "x body"), [
    "x body/properties/items/items/properties/size/anyOf/0",
    "x body/properties/huge",
  ]);
});
