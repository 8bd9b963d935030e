import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { anonymous } from "#platform/auth";
import { admissionOf, type Occasion, type OfferNumbers } from "./admission.ts";

const at = (time: string) => Temporal.Instant.from(`2026-06-12T${time}:00Z`);
const occasion: Occasion = {
  startsAt: at("11:30"),
  endsAt: at("13:00"),
  cancelledAt: null,
  needsBooking: true,
};
const pool = (channel: string, left: number, releasesAt = "2026-06-01T02:00:00Z") => ({
  channel,
  left,
  releasesAt,
});
const offer = (...pools: OfferNumbers["pools"]): OfferNumbers => ({
  state: "open",
  closesAt: "2026-06-12T11:00:00Z",
  pools,
});

test("what a resident meets, case by case", () => {
  const cases: [string, Occasion, OfferNumbers | null, string, string, (number | null)?, (number | null)?][] =
    [
      ["places left", occasion, offer(pool("online", 5), pool("walk-in", 3)), "09:00", "open", 5, 3],
      ["none left on line", occasion, offer(pool("online", 0), pool("walk-in", 3)), "09:00", "full", 0, 3],
      [
        "not released",
        occasion,
        offer(pool("online", 5, "2026-06-12T10:00:00Z")),
        "09:59",
        "not-yet",
        5,
        null,
      ],
      [
        "released after the deadline, as a claim is told",
        occasion,
        offer(pool("online", 5, "2026-06-12T11:20:00Z")),
        "11:10",
        "closed",
        null,
        null,
      ],
      [
        "released this moment",
        occasion,
        offer(pool("online", 5, "2026-06-12T10:00:00Z")),
        "10:00",
        "open",
        5,
        null,
      ],
      [
        "booking closed, door open",
        occasion,
        offer(pool("online", 5), pool("walk-in", 3)),
        "11:00",
        "on-site",
        null,
        3,
      ],
      ["booking closed", occasion, offer(pool("online", 5)), "11:00", "closed", null, null],
      ["only at the door", occasion, offer(pool("walk-in", 3)), "09:00", "on-site", null, 3],
      ["door full", occasion, offer(pool("walk-in", 0)), "09:00", "full", null, 0],
      [
        "offer closed",
        occasion,
        { ...offer(pool("online", 5)), state: "closed" },
        "09:00",
        "closed",
        null,
        null,
      ],
      ["over", occasion, offer(pool("online", 5)), "13:00", "over"],
      ["nobody needs a place", { ...occasion, needsBooking: false }, null, "09:00", "no-booking"],
      [
        "cancelled",
        { ...occasion, cancelledAt: at("08:00") },
        offer(pool("online", 5)),
        "09:00",
        "cancelled",
      ],
    ];
  for (const [name, of, numbers, now, state, left = null, onSiteLeft = null] of cases) {
    const answer = admissionOf(of, numbers, { now: at(now), actor: anonymous });
    assert.deepEqual([answer.state, answer.left, answer.onSiteLeft], [state, left, onSiteLeft], name);
  }
});

test("before the release the answer says when", () => {
  const answer = admissionOf(occasion, offer(pool("online", 5, "2026-06-12T10:00:00Z")), {
    now: at("09:00"),
    actor: anonymous,
  });
  assert.equal(answer.opensAt, "2026-06-12T10:00:00Z");
});

test("who acts for somebody meets the helper places, and those on line where these do not suffice", () => {
  const onBehalfOf = { account: "a", subject: "s", as: "guardian" as const };
  const meets = (helper: number, online: number, helperFrom?: string) => {
    const pools = offer(pool("online", online), pool("helper", helper, helperFrom));
    const { state, left } = admissionOf(occasion, pools, { now: at("09:00"), actor: { onBehalfOf } });
    return [state, left];
  };
  assert.deepEqual(meets(0, 5), ["open", 5]);
  assert.deepEqual(meets(1, 5), ["open", 5]);
  assert.deepEqual(meets(3, 0), ["open", 3]);
  assert.deepEqual(meets(0, 0), ["full", 0]);
  assert.deepEqual(meets(3, 2, "2026-06-12T10:00:00Z"), ["open", 2]);
  assert.deepEqual(meets(3, 0, "2026-06-12T10:00:00Z"), ["not-yet", 3]);
  const forOneself = offer(pool("online", 0), pool("helper", 3));
  assert.equal(admissionOf(occasion, forOneself, { now: at("09:00"), actor: anonymous }).state, "full");
});
