import assert from "node:assert/strict";
import { test } from "node:test";
import { operation, T } from "#contract";
import { anyone, implement, openApi } from "#platform/http";

const place = operation({
  id: "test.place",
  method: "PUT",
  path: "/api/test/:id/at",
  summary: "Puts a thing somewhere.",
  params: T.Object({ id: T.String() }),
  body: T.Object({ at: T.Tuple([T.Number(), T.Number()]), tags: T.Array(T.String()) }),
  answer: T.Object({}),
});

/** Reads a path through a document of unknown shape. */
const read = (from: unknown, ...path: string[]): unknown =>
  path.reduce((value, step) => Object(value)[step], from);

test("an operation is described with its input in the dialect of OpenAPI 3.1, and with its refusals", () => {
  const document = openApi([implement(place, { may: anyone, run: async () => ({}) })]);
  const put = read(document, "paths", "/api/test/{id}/at", "put");
  const body = read(put, "requestBody", "content", "application/json", "schema", "properties");
  assert.deepEqual(read(body, "at", "prefixItems"), [{ type: "number" }, { type: "number" }]);
  assert.deepEqual(read(body, "at", "items"), false);
  assert.deepEqual(read(body, "tags", "items"), { type: "string" });
  assert.deepEqual(Object.keys(Object(read(put, "responses"))), [
    "200",
    "400",
    "403",
    "404",
    "409",
    "413",
    "415",
    "422",
    "429",
    "503",
    "default",
  ]);
});

test("the key of a command is said to be optional, and what happens without it", () => {
  const document = openApi([implement(place, { may: anyone, run: async () => ({}) })]);
  const parameters = read(document, "paths", "/api/test/{id}/at", "put", "parameters");
  const key = Object.values(Object(parameters)).find((one) => read(one, "name") === "Idempotency-Key");
  assert.equal(read(key, "required"), false);
  assert.match(String(read(key, "description")), /^Optional\..*carried out again/);
  assert.match(String(read(document, "info", "description")), /query parameter.*refused by its name/s);
});

test("every problem is listed with its module, its words and what to do", () => {
  const problems = read(openApi([]), "x-problems");
  assert.deepEqual(read(problems, "sign-in-needed"), {
    module: "platform",
    title: "Please sign in first",
    detail: "You will come back to this page.",
  });
  assert.equal(read(problems, "claim.none-left", "module"), "booking");
  assert.ok(Object.keys(Object(problems)).every((id) => !id.endsWith(".do")));
});
