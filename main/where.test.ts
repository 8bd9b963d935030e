import assert from "node:assert/strict";
import { test } from "node:test";
import { whereLines } from "./where.ts";

const authority = { fingerprint: "AA:BB", certificate: "", key: "", domains: [] };
const names = ["localhost", "127.0.0.1", "::1", "box", "box.local", "192.168.1.5", "fd00::5"];
const local = { authority, certificate: { key: "", cert: "", names } };

test("what is printed leads to the city, on this machine and on a phone beside it", () => {
  assert.deepEqual(whereLines({ host: "localhost" }, 3000, null), ["文脉 Wenmai: http://localhost:3000"]);
  const open = whereLines({ host: "::" }, 3443, local);
  assert.deepEqual(open.slice(0, 4), [
    "文脉 Wenmai: https://localhost:3443",
    "手机 phone: https://box.local:3443/local-https",
    "手机 phone: https://192.168.1.5:3443/local-https",
    "手机 phone: https://[fd00::5]:3443/local-https",
  ]);
  assert.equal(open.at(-1), "AA:BB");
  assert.ok(!whereLines({ host: "0.0.0.0" }, 3443, local).some((line) => line.includes("fd00")));
  assert.ok(!whereLines({ host: "localhost" }, 3443, local).some((line) => line.includes("192.168")));
});
