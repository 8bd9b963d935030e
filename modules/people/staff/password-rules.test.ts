import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { firstPassword, passwordFault } from "./password-rules.ts";

test("short, plain and tell-tale passwords are refused, long sentences are not", () => {
  const cases: [string, string | null][] = [
    ["short-one", "password.too-short"],
    ["x".repeat(201), "password.too-long"],
    ["li.mei-2026-spring", "password.login"],
    ["aaaaaaaaaaaa", "password.plain"],
    ["1234567890", "password.plain"],
    ["abcdefghijkl", "password.plain"],
    ["Password2026!", "password.plain"],
    ["Karamay123456", "password.plain"],
    ["wenmai-demo", "password.plain"],
    ["Wenmai_Demo.2026", "password.plain"],
    ["ｗｅｎｍａｉ－ｄｅｍｏ", "password.plain"],
    ["P@ssw0rd-2026", "password.plain"],
    ["1q2w3e4r!!", "password.plain"],
    ["k7x92k7x92", "password.plain"],
    ["limei-2026-spring", "password.login"],
    ["a demonstration in May", null],
    ["白杨河边的黄叶落了一地", null],
    ["correct horse battery", null],
    ["t4-Yk82.qW", null],
  ];
  for (const [password, fault] of cases) assert.equal(passwordFault(password, "li.mei"), fault, password);
});

test("a first password is readable, unguessable and keeps the rules", () => {
  const made = new Set(Array.from({ length: 200 }, () => firstPassword(randomBytes)));
  assert.equal(made.size, 200);
  for (const password of made) {
    assert.match(password, /^([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/);
    assert.equal(passwordFault(password, "li.mei"), null);
  }
});
