import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { bucketsHere } from "./bucket.ts";
import { bucketFor, network, ordinaryLimits } from "./rules.ts";

const limit = { burst: 3, perMinute: 60 };

test("a full bucket gives its burst at once, then one token as each comes back", () => {
  const buckets = bucketsHere();
  const take = (at: number) => buckets.take("a", limit, at);
  assert.deepEqual([take(0), take(0), take(0), take(0)], [0, 0, 0, 1000]);
  assert.equal(take(999), 1, "a refused try costs nothing");
  assert.deepEqual([take(1000), take(1000)], [0, 1000]);
  assert.deepEqual(
    [take(60_000), take(60_000), take(60_000), take(60_000)],
    [0, 0, 0, 1000],
    "never more than the burst",
  );
});

test("one asker's bucket is not another's", () => {
  const buckets = bucketsHere();
  for (let n = 0; n < 3; n++) buckets.take("a", limit, 0);
  assert.equal(buckets.take("a", limit, 0), 1000);
  assert.equal(buckets.take("b", limit, 0), 0);
});

test("in any hour nobody gets more than the burst and what came back, and who waits as told is served", () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(
      gaps,
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 600 }),
      (waits, burst, perMinute) => {
        const buckets = bucketsHere();
        let now = 1_764_000_000_000;
        const start = now;
        let taken = 0;
        for (const gap of waits) {
          now += gap;
          const wait = buckets.take("a", { burst, perMinute }, now);
          if (wait === 0) taken++;
          else {
            now += wait;
            assert.equal(buckets.take("a", { burst, perMinute }, now), 0);
            taken++;
          }
          assert.ok(taken <= burst + ((now - start) * perMinute) / 60_000 + 1e-6);
        }
      },
    ),
  );
});

test("a clock that goes back does not lock anybody out for long, nor give more than a burst", () => {
  const buckets = bucketsHere();
  for (let n = 0; n < 3; n++) buckets.take("a", limit, 10_000);
  const wait = buckets.take("a", limit, 9_000);
  assert.ok(wait > 0 && wait <= 2000);
});

test("memory is bounded: the bucket longest unused is forgotten", () => {
  const buckets = bucketsHere(100);
  for (let n = 0; n < 3; n++) buckets.take("busy", limit, 0);
  for (let n = 0; n < 99; n++) buckets.take(`once ${n}`, limit, 0);
  assert.equal(buckets.size, 100);
  buckets.take("busy", limit, 1000);
  for (let n = 0; n < 50; n++) buckets.take(`more ${n}`, limit, 1000);
  assert.equal(buckets.size, 100);
  assert.equal(buckets.take("busy", limit, 1000), 1000, "in use, so still known");
});

test("who is known pays from the own bucket, strangers and all who sign in from their address's", () => {
  const key = (kind: "read" | "write" | "sign-in", account: string | null) =>
    bucketFor(kind, { account, ip: "192.0.2.7" }, ordinaryLimits).key;
  assert.equal(key("write", "a1"), "write account a1");
  assert.equal(key("read", null), "read address 192.0.2.7");
  assert.equal(key("sign-in", "a1"), "sign-in address 192.0.2.7");
  assert.deepEqual(
    bucketFor("read", { account: "a1", ip: "::1" }, ordinaryLimits).limit,
    ordinaryLimits.read.account,
  );
});

test("an IPv6 address counts by its /64, a mapped IPv4 address as itself", () => {
  for (const [ip, counted] of [
    ["192.0.2.7", "192.0.2.7"],
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
    ["2001:0DB8:1:2::9", "2001:db8:1:2"],
    ["2001:db8::1", "2001:db8:0:0"],
    ["::1", "0:0:0:0"],
    ["fe80::1%eth0", "fe80:0:0:0"],
    ["::", "0:0:0:0"],
  ] as const) {
    assert.equal(network(ip), counted, ip);
  }
});
