import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { poolNow } from "./draw-from.ts";
import {
  type ClaimWish,
  type Offer,
  type Pool,
  reasonAgainstCancel,
  reasonAgainstCheckIn,
  reasonAgainstClaim,
  usualRules,
} from "./offer.ts";

const at = (time: string) => Temporal.Instant.from(`2026-06-12T${time}:00Z`);
const offer: Offer = {
  id: "offer",
  kind: "event-session",
  ref: "session",
  orgPath: "klmy.",
  state: "open",
  cutShort: false,
  opensAt: at("02:00"),
  closesAt: at("11:00"),
  startsAt: at("11:30"),
  endsAt: at("13:00"),
  rules: usualRules,
};
const pool: Pool = {
  id: "pool",
  channel: "online",
  quota: 10,
  taken: 8,
  open: true,
  releasesAt: null,
  awaitsDraw: null,
  toBeDrawn: false,
};

type Wish = Omit<ClaimWish, "pool"> & { pool: Pool | null };

test("the first reason against a claim", () => {
  for (const [wish, now, reason] of [
    [{ offer, pool, size: 2 }, at("03:00"), null],
    [{ offer, pool, size: 2 }, at("02:00"), null],
    [{ offer, pool, size: 2 }, at("01:59"), "claim.not-released"],
    [{ offer, pool, size: 2 }, at("11:00"), "claim.too-late"],
    [{ offer, pool, size: 3 }, at("03:00"), "claim.too-few-left"],
    [{ offer, pool: { ...pool, taken: 10 }, size: 1 }, at("03:00"), "claim.none-left"],
    [{ offer, pool, size: 5 }, at("03:00"), "claim.too-many"],
    [{ offer, pool: null, size: 1 }, at("03:00"), "claim.no-such-pool"],
    [{ offer, pool: { ...pool, releasesAt: at("06:00") }, size: 1 }, at("03:00"), "claim.not-released"],
    [{ offer, pool: { ...pool, releasesAt: at("01:00") }, size: 1 }, at("03:00"), null],
    [{ offer: { ...offer, state: "closed" as const }, pool, size: 1 }, at("03:00"), "claim.offer-closed"],
    [
      {
        offer: { ...offer, state: "closed" as const, cutShort: true },
        pool,
        size: 1,
      },
      at("12:00"),
      "claim.cut-short",
    ],
  ] as [Wish, Temporal.Instant, string | null][]) {
    assert.equal(
      reasonAgainstClaim({ ...wish, pool: wish.pool && poolNow(wish.offer, wish.pool) }, now)?.id ?? null,
      reason,
      `${wish.size} at ${now}`,
    );
  }
});

test("a holder cancels until an hour before the start", () => {
  assert.equal(reasonAgainstCancel(offer, "confirmed", at("10:30")), null);
  assert.equal(reasonAgainstCancel(offer, "confirmed", at("10:31"))?.id, "claim.cancel-too-late");
  assert.equal(reasonAgainstCancel(offer, "checked-in", at("03:00"))?.id, "claim.not-cancellable");
});

test("the door opens an hour before the start and closes at the end", () => {
  assert.equal(reasonAgainstCheckIn(offer, at("10:29"))?.id, "check-in.too-early");
  assert.equal(reasonAgainstCheckIn(offer, at("10:30")), null);
  assert.equal(reasonAgainstCheckIn(offer, at("12:59")), null);
  assert.equal(reasonAgainstCheckIn(offer, at("13:00"))?.id, "check-in.too-late");
});
