import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { isSigned, signedHeaders } from "./index.ts";

// The digest is openssl's: printf '1763870400.{"id":"1"}' | openssl dgst -sha256 -hmac shared
test("the signature covers the moment in whole seconds and the body", () => {
  const at = Temporal.Instant.from("2025-11-23T04:00:00.999Z");
  assert.deepEqual(signedHeaders("shared", '{"id":"1"}', at), {
    "x-wenmai-signature": "t=1763870400,v1=c3ac20f3e08c2a3745a14ae6b48750aa3df2ffa59e10a83eafff2f49a6e3b61c",
  });
});

test("nothing is signed without a secret", () => {
  assert.deepEqual(signedHeaders(undefined, "{}", Temporal.Instant.from("2025-11-23T04:00:00Z")), {});
});

test("a signature is known by its secret, its body and its moment", () => {
  const at = Temporal.Instant.from("2025-11-23T04:00:00Z");
  const { "x-wenmai-signature": header = "" } = signedHeaders("shared", "{}", at);
  const cases: [known: boolean, secret: string, header: string | null, body: string, at: Temporal.Instant][] =
    [
      [true, "shared", header, "{}", at],
      [true, "shared", header, "{}", at.add({ seconds: 300 })],
      [false, "shared", header, "{}", at.add({ seconds: 301 })],
      [false, "shared", header, "{}", at.subtract({ seconds: 301 })],
      [false, "other", header, "{}", at],
      [false, "shared", header, "{ }", at],
      [false, "shared", null, "{}", at],
      [false, "shared", header.replace(/.$/, "z"), "{}", at],
      [false, "shared", header.replace(/^t=\d+/, "t=1763870401"), "{}", at],
    ];
  for (const [known, ...given] of cases) assert.equal(isSigned(...given), known, given.join(" "));
});
