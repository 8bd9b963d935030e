import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { type Lock, missingPlatforms } from "./lock.ts";

test("package-lock.json names the builds for every platform (else: node tools/setup/lock.ts)", () => {
  const lock: Lock = JSON.parse(readFileSync(new URL("../../package-lock.json", import.meta.url), "utf8"));
  assert.deepEqual(Object.keys(missingPlatforms(lock)), []);
});

test("a platform's package that npm left out is found, one that stands deeper is not", () => {
  const lock: Lock = {
    packages: {
      "": {},
      "node_modules/tool": {
        version: "1.0.0",
        dev: true,
        optionalDependencies: {
          "@tool/linux-x64-musl": "1.0.0",
          "@tool/darwin-arm64": "1.0.0",
          extra: "^2.0.0",
        },
      },
      "node_modules/tool/node_modules/@tool/darwin-arm64": { version: "1.0.0" },
    },
  };
  assert.deepEqual(missingPlatforms(lock), {
    "node_modules/@tool/linux-x64-musl": {
      version: "1.0.0",
      cpu: ["x64"],
      dev: true,
      libc: ["musl"],
      optional: true,
      os: ["linux"],
    },
  });
});
