import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { signedHeaders } from "./index.ts";

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
