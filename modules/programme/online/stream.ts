/** What is to be seen of a session on line, and when. Pure. */
import { Temporal } from "temporal-polyfill";

export interface Stream {
  startsAt: Temporal.Instant | null;
  endsAt: Temporal.Instant | null;
  replayLink: string | null;
  replaySince: Temporal.Instant | null;
}

interface Occasion {
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  cancelledAt: Temporal.Instant | null;
}

export interface StreamShown {
  state: "not-yet" | "live" | "over" | "replay";
  startsAt: string;
  endsAt: string;
  replay: { link: string; since: string } | null;
}

/** From when to when it is streamed: its own times, else the session's. */
export function streamTimes(session: Occasion, stream: Stream | null) {
  return { startsAt: stream?.startsAt ?? session.startsAt, endsAt: stream?.endsAt ?? session.endsAt };
}

/** How the stream of a session stands now; null of one that was cancelled and left nothing to see. */
export function streamShown(
  session: Occasion,
  stream: Stream | null,
  now: Temporal.Instant,
): StreamShown | null {
  const { startsAt, endsAt } = streamTimes(session, stream);
  const replay =
    stream?.replayLink && stream.replaySince
      ? { link: stream.replayLink, since: stream.replaySince.toString() }
      : null;
  if (session.cancelledAt && !replay) return null;
  const times = { startsAt: startsAt.toString(), endsAt: endsAt.toString(), replay };
  if (replay) return { state: "replay", ...times };
  if (Temporal.Instant.compare(now, startsAt) < 0) return { state: "not-yet", ...times };
  return { state: Temporal.Instant.compare(now, endsAt) < 0 ? "live" : "over", ...times };
}
