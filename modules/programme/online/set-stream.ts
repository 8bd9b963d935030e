/** Says when a session is streamed and where it can be seen again; also of a session that is over. */
import { Temporal } from "temporal-polyfill";
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { found, invalid, refused } from "#platform/errors";
import { announce } from "#platform/events";
import * as store from "../event-store.ts";
import { newsOf } from "../publishing/news.ts";
import * as sessionStore from "../session-store.ts";
import { streamTimes } from "./stream.ts";
import { putStream } from "./stream-store.ts";

export interface StreamInput {
  id: string;
  times: { startsAt: string; endsAt: string } | null;
  replayLink: string | null;
}

/** Refuses on-site events, a stream that ends before it begins, and a replay of what is not over. */
export async function setStream(ctx: TxCtx, { id, times, replayLink }: StreamInput): Promise<void> {
  const session = found(await sessionStore.session(ctx.db, id), "session", id);
  const event = found(await store.lockEvent(ctx.db, session.eventId), "event", session.eventId);
  if (event.mode === "on-site") throw refused("stream.on-site");
  const own = times && {
    startsAt: Temporal.Instant.from(times.startsAt),
    endsAt: Temporal.Instant.from(times.endsAt),
  };
  if (own && Temporal.Instant.compare(own.endsAt, own.startsAt) <= 0)
    throw invalid([{ field: "/body/times/endsAt", id: "session.end-before-start" }]);
  const { endsAt } = streamTimes(session, own);
  const over = session.cancelledAt !== null || Temporal.Instant.compare(endsAt, ctx.clock()) <= 0;
  if (replayLink && !over) throw invalid([{ field: "/body/replayLink", id: "stream.not-over" }]);
  await putStream(ctx.db, id, { times, replayLink, now: ctx.clock() });
  await audit(ctx, {
    what: "session.stream-set",
    on: { kind: "session", id },
    detail: { event: event.id, times, replayLink },
  });
  if (event.state === "published") {
    await announce(ctx, "event.changed", {
      ...(await newsOf(ctx.db, event)),
      sessionIds: [id],
      what: ["stream"],
    });
  }
}
