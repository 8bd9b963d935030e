/** Says when a session is streamed and where it can be seen again; also of a session that is over. */
import { Temporal } from "temporal-polyfill";
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { type FieldFault, found, invalid, refused } from "#platform/errors";
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

type Times = Pick<sessionStore.Session, "startsAt" | "endsAt">;

/** A test picture the evening before, a night that goes on: further from its session a time is a slip of the pen. */
const hoursAround = 24;

/** Refuses on-site events, a stream that ends before it begins or lies far from its session, and a replay of what is not over. */
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
  const far = own ? farFrom(session, own) : [];
  if (far.length > 0) throw invalid(far);
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

function farFrom(session: Times, own: Times): FieldFault[] {
  const from = session.startsAt.subtract({ hours: hoursAround });
  const to = session.endsAt.add({ hours: hoursAround });
  return (["startsAt", "endsAt"] as const)
    .filter(
      (name) => Temporal.Instant.compare(own[name], from) < 0 || Temporal.Instant.compare(own[name], to) > 0,
    )
    .map((name) => ({
      field: `/body/times/${name}`,
      id: "stream.far-from-session",
      data: { from: from.toString(), to: to.toString() },
    }));
}
