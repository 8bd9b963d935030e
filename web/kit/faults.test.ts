import assert from "node:assert/strict";
import { test } from "node:test";
import type { Problem } from "../page.ts";
import { errorFor, idOf, nameOf } from "./faults.ts";

test("a pointer of a problem becomes the name of a form field and the id of its control", () => {
  assert.equal(nameOf("/body/hours/0/to"), "hours.0.to");
  assert.equal(nameOf("/query/q"), "q");
  assert.equal(nameOf("/hours/0/to"), "hours.0.to");
  assert.equal(idOf("hours.0.to"), "f-hours-0-to");
});

test("a field whose name begins like a part of the input keeps its name", () => {
  assert.equal(nameOf("/bodyweight"), "bodyweight");
  assert.equal(nameOf("/body/query"), "query");
});

test("a field finds its own error only", () => {
  const errors = [{ field: "/body/phone", id: "phone.length", message: "手机号应为 11 位数字" }];
  const problem: Problem = { type: "", title: "", status: 422, id: "input.invalid", request_id: "r", errors };
  assert.equal(errorFor(problem, "phone"), "手机号应为 11 位数字");
  assert.equal(errorFor(problem, "phone2"), undefined);
  assert.equal(errorFor(undefined, "phone"), undefined);
});
