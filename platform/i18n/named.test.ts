import assert from "node:assert/strict";
import { test } from "node:test";
import { named } from "./named.ts";

test("a name comes in the reader's language, else in the source's", () => {
  const row = { name: "克拉玛依市图书馆", names: { en: "Karamay City Library", ru: "" } };
  assert.equal(named(row, "en"), "Karamay City Library");
  assert.equal(named(row, "ug"), "克拉玛依市图书馆");
  assert.equal(named(row, "ru"), "克拉玛依市图书馆");
  assert.equal(named(row, "constructor"), "克拉玛依市图书馆");
});
