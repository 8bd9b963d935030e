import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { lastCall, lineEnds, onlyTheLine, toTheLine } from "../offer.ts";
import { heldUntil, type InLine, serve } from "./line.ts";

const now = Temporal.Instant.from("2026-06-12T10:00:00Z");
const entry = (id: string, size: number, channels: InLine["channels"] = ["online"]): InLine => ({
  id,
  subject: id,
  size,
  wheelchairs: 0,
  channels,
});
const pool = (channel: string, left: number, releasesAt = now) => ({ channel, left, taken: 0, releasesAt });

test("places go down the line, whole groups only: who needs more is skipped and who fits behind is served", () => {
  const cases: [string, number[], number, string[]][] = [
    ["nothing free", [1, 1], 0, []],
    ["one after the other", [1, 1, 1], 2, ["0", "1"]],
    ["the head needs more than there is", [4, 1, 2], 3, ["1", "2"]],
    ["a family gets all its places", [4, 1], 5, ["0", "1"]],
    ["none fits", [4, 3], 2, []],
    ["who is served leaves less for the next", [2, 2, 1], 3, ["0", "2"]],
  ];
  for (const [name, sizes, left, expected] of cases) {
    const { offered } = serve(
      sizes.map((size, at) => entry(String(at), size)),
      [pool("online", left)],
      { now, against: () => null },
    );
    assert.deepEqual(
      offered.map(({ entry: { id } }) => id),
      expected,
      name,
    );
  }
});

test("who cannot have the places is passed over with the reason; who finds too few is only skipped", () => {
  const reasons: Record<string, string> = { a: "rule.level", b: "claim.too-few-left" };
  const { offered, passedOver } = serve(
    ["a", "b", "c"].map((id) => entry(id, 1)),
    [pool("online", 1)],
    {
      now,
      against: ({ id }) => (reasons[id] ? { id: reasons[id] } : null),
    },
  );
  assert.deepEqual(
    offered.map(({ entry: { id } }) => id),
    ["c"],
  );
  assert.deepEqual(
    passedOver.map(({ entry: { id }, because }) => [id, because.id]),
    [["a", "rule.level"]],
  );
});

test("each is served from the pools they may draw from, and none that is released later", () => {
  const pools = [pool("helper", 1), pool("online", 1), pool("counter", 9)];
  const line = [entry("helped", 1, ["helper", "online"]), entry("alone", 1), entry("late", 1)];
  const { offered } = serve(line, pools, { now, against: () => null });
  assert.deepEqual(
    offered.map(({ entry: { id }, pool: { channel } }) => [id, channel]),
    [
      ["helped", "helper"],
      ["alone", "online"],
    ],
  );
  const later = serve(line, [pool("online", 3, now.add({ hours: 1 }))], { now, against: () => null });
  assert.deepEqual(later.offered, []);
});

test("places are held a day, less the nearer the end of the line is, and never beyond it", () => {
  const cases: [number, number][] = [
    [30 * 24 * 60, 24 * 60],
    [72 * 60, 24 * 60],
    [72 * 60 - 1, 6 * 60],
    [24 * 60, 6 * 60],
    [24 * 60 - 1, 2 * 60],
    [6 * 60 - 1, 30],
    [2 * 60 - 1, 15],
    [16, 15],
    [14, 14],
    [0, 0],
  ];
  for (const [left, minutes] of cases) {
    const ends = now.add({ minutes: left });
    assert.equal(heldUntil(ends, now).toString(), now.add({ minutes }).toString(), `${left} minutes before`);
  }
});

test("an offer made at night stands until two hours after it could be read, where the line lasts so long", () => {
  const local = (text: string) => Temporal.Instant.from(`2026-06-12T${text}+08:00`);
  const [night, morning] = [local("01:00"), local("08:00")];
  const cases: [string, string, string][] = [
    // The usual half an hour or two hours would be over before anybody woke up.
    ["the line ends at noon", "12:00", "10:00"],
    ["the line ends before they had two hours", "09:30", "09:30"],
    ["the line ends at night", "05:00", "05:00"],
  ];
  for (const [name, ends, until] of cases)
    assert.equal(heldUntil(local(ends), night, morning).toString(), local(until).toString(), name);
  const longer = local("01:00").add({ hours: 96 });
  assert.equal(heldUntil(longer, night, morning).toString(), night.add({ hours: 24 }).toString());
  assert.equal(heldUntil(local("23:00"), local("12:00")).toString(), local("14:00").toString());
});

test("the line ends two hours before the start unless the offer says otherwise, and never after booking closes", () => {
  const startsAt = now.add({ hours: 24 });
  const offer = (lastCallMinutes: number | undefined, closesAt = startsAt) => ({
    startsAt,
    closesAt,
    rules: {
      maxPerClaim: 4,
      minLevel: 0 as const,
      cancelUntilMinutes: 60,
      doorsBeforeMinutes: 60,
      lastCallMinutes,
    },
  });
  const before = (minutes: number) => startsAt.subtract({ minutes }).toString();
  assert.equal(lineEnds(offer(undefined)).toString(), before(120));
  assert.equal(lineEnds(offer(0)).toString(), before(0));
  assert.equal(lineEnds(offer(30)).toString(), before(30));
  assert.equal(lineEnds(offer(30, startsAt.subtract({ minutes: 600 }))).toString(), before(600));
});

test("where the line goes on it closes for who waits when it ends, and what is approved or drawn does not wait for that", () => {
  const startsAt = now.add({ hours: 24 });
  const rules = { maxPerClaim: 1, minLevel: 0 as const, cancelUntilMinutes: 60, doorsBeforeMinutes: 60 };
  const lineUntil = startsAt.add({ hours: 24 * 14 }).toString();
  const offer = { startsAt, closesAt: startsAt, rules: { ...rules, lineUntil } };
  assert.deepEqual([lineEnds(offer), toTheLine(offer).closesAt].map(String), [lineUntil, lineUntil]);
  assert.equal(lastCall(offer).toString(), startsAt.subtract({ minutes: 120 }).toString());
  assert.deepEqual(
    [now, startsAt].map((at) => onlyTheLine(offer, at)),
    [false, true],
  );
  const without = { ...offer, rules };
  assert.deepEqual([toTheLine(without), onlyTheLine(without, startsAt)], [without, false]);
});
