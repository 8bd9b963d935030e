import assert from "node:assert/strict";
import { test } from "node:test";
import { isMeant } from "./asked-words.ts";

test("what can be reserved is found by its name, its place, and what such things are called", () => {
  const hall = (q: string) => isMeant(q, "space", "舞蹈排练厅", "群众艺术馆");
  const reading = (q: string) => isMeant(q, "seat", "阅览室", "市图书馆");
  for (const q of ["舞蹈排练厅", "排练厅", "场地", "订场", "舞蹈场地", "群众艺术馆 排练", "book a room"])
    assert.equal(hall(q), true, q);
  for (const q of ["自习座位", "座位", "市图书馆自习座位", "阅览室"]) assert.equal(reading(q), true, q);
  for (const q of ["自习座位", "羽毛球场地", "图书馆 排练", "  ", "·"]) assert.equal(hall(q), false, q);
  assert.equal(reading("订场"), false);
});
