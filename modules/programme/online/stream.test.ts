import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { anOrganisation } from "#places/testing";
import { inTx } from "#platform/ctx";
import { Problem } from "#platform/errors";
import { dbTest } from "#platform/testing";
import { showEvent } from "../finding/show-event.ts";
import { anEvent } from "../testing.ts";
import { setStream } from "./set-stream.ts";
import { streamShown } from "./stream.ts";

const at = (iso: string) => Temporal.Instant.from(iso);
const session = {
  id: "s",
  startsAt: at("2026-12-05T11:00Z"),
  endsAt: at("2026-12-05T13:00Z"),
  cancelledAt: null,
};

test("a table: the session's times or its own, and a replay when there is one", () => {
  const early = {
    startsAt: at("2026-12-05T10:30Z"),
    endsAt: at("2026-12-05T13:10Z"),
    replayLink: null,
    replaySince: null,
    own: false,
    pictureAt: null,
  };
  const own = { ...early, own: true };
  const again = { ...early, replayLink: "https://example.org/v/1", replaySince: at("2026-12-06T02:00Z") };
  const cases = [
    [null, "2026-12-05T10:59Z", "not-yet"],
    [null, "2026-12-05T11:00Z", "live"],
    [null, "2026-12-05T13:00Z", "over"],
    [early, "2026-12-05T10:30Z", "live"],
    [early, "2026-12-05T13:10Z", "over"],
    [again, "2026-12-07T00:00Z", "replay"],
    [own, "2026-12-05T10:29Z", "not-yet"],
    [own, "2026-12-05T11:00Z", "waiting"],
    [{ ...own, pictureAt: at("2026-12-05T10:59:40Z") }, "2026-12-05T11:00Z", "live"],
    [{ ...own, pictureAt: at("2026-12-05T10:59:20Z") }, "2026-12-05T11:00Z", "waiting"],
    [{ ...own, pictureAt: at("2026-12-05T13:10Z") }, "2026-12-05T13:10Z", "over"],
  ] as const;
  for (const [stream, now, state] of cases)
    assert.equal(streamShown(session, stream, at(now))?.state, state, now);
  assert.equal(
    streamShown({ ...session, cancelledAt: at("2026-12-05T09:00Z") }, null, at("2026-12-05T12:00Z")),
    null,
  );
});

dbTest(
  "times of the stream are told before it, the replay with its date after it and never sooner",
  async ({ ctx }) => {
    const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
    const talk = await anEvent(ctx, { organisationId });
    const [sessionId = ""] = talk.sessionIds;
    const publisher = { ...ctx, actor: talk.publisher };
    const replayLink = "https://example.org/v/1";
    await assert.rejects(
      inTx(publisher, (inner) => setStream(inner, { id: sessionId, times: null, replayLink })),
      (error) => error instanceof Problem && error.faults?.[0]?.id === "stream.not-over",
    );
    const around = (from: number, to: number) => ({
      startsAt: ctx.clock().add({ hours: from }).toString(),
      endsAt: ctx.clock().add({ hours: to }).toString(),
    });
    const faultsOf = async (from: number, to: number) => {
      const input = { id: sessionId, times: around(from, to), replayLink: null };
      const [done] = await Promise.allSettled([inTx(publisher, (inner) => setStream(inner, input))]);
      const against = done?.status === "rejected" && done.reason instanceof Problem ? done.reason.faults : [];
      return against.map(({ field, id }) => `${field} ${id}`);
    };
    const far = "stream.far-from-session";
    assert.deepEqual(await faultsOf(-26, 24 + 400 * 24), [
      `/body/times/startsAt ${far}`,
      `/body/times/endsAt ${far}`,
    ]);
    assert.deepEqual(await faultsOf(0, 49), [], "a day on either side");
    const startsAt = ctx.clock().add({ hours: 23 }).toString();
    const times = { startsAt, endsAt: ctx.clock().add({ hours: 26 }).toString() };
    await inTx(publisher, (inner) => setStream(inner, { id: sessionId, times, replayLink: null }));
    const before = (await showEvent(ctx, talk.id)).sessions[0]?.stream;
    assert.deepEqual([before?.state, before?.startsAt, before?.replay], ["not-yet", startsAt, null]);
    const day = { ...publisher, clock: () => ctx.clock().add({ hours: 48 }) };
    await inTx(day, (inner) => setStream(inner, { id: sessionId, times, replayLink }));
    const after = (await showEvent(day, talk.id)).sessions[0]?.stream;
    assert.deepEqual(after?.replay, { link: replayLink, since: day.clock().toString() });
    const later = { ...publisher, clock: () => ctx.clock().add({ hours: 72 }) };
    await inTx(later, (inner) => setStream(inner, { id: sessionId, times: null, replayLink }));
    const kept = (await showEvent(later, talk.id)).sessions[0]?.stream;
    assert.equal(kept?.replay?.since, day.clock().toString(), "the same replay keeps its date");
  },
);
