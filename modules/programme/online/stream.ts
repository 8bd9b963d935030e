/** What is to be seen of a session on line, and when. Pure. */
import { Temporal } from "temporal-polyfill";

export interface Stream {
  startsAt: Temporal.Instant | null;
  endsAt: Temporal.Instant | null;
  replayLink: string | null;
  replaySince: Temporal.Instant | null;
  /** It is sent to us, and seen on our own page. */
  own: boolean;
  /** When a picture of our own stream was last noted. */
  pictureAt: Temporal.Instant | null;
}

interface Occasion {
  id: string;
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  cancelledAt: Temporal.Instant | null;
}

export interface StreamShown {
  state: "not-yet" | "waiting" | "live" | "over" | "replay";
  startsAt: string;
  endsAt: string;
  replay: { link: string; since: string } | null;
  /** Where a player finds the picture of our own stream, while there is one. */
  playlist: string | null;
}

/** The list of the pieces of a live stream. */
export const playlistName = "live.m3u8";

const playlistOf = (sessionId: string) => `/live/${sessionId}/${playlistName}`;

/** From when to when it is streamed: its own times, else the session's. */
export function streamTimes(
  session: Pick<Occasion, "startsAt" | "endsAt">,
  stream: Pick<Stream, "startsAt" | "endsAt"> | null,
) {
  return { startsAt: stream?.startsAt ?? session.startsAt, endsAt: stream?.endsAt ?? session.endsAt };
}

/** A picture that was noted so long ago is gone; it is noted every few seconds. */
const pictureSeconds = 30;

/** Whether a picture of our own stream comes now. */
export function pictureComes(pictureAt: Temporal.Instant | null, now: Temporal.Instant): boolean {
  return pictureAt !== null && Temporal.Instant.compare(pictureAt.add({ seconds: pictureSeconds }), now) > 0;
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
  const told = { startsAt: startsAt.toString(), endsAt: endsAt.toString(), replay, playlist: null };
  if (replay) return { state: "replay", ...told };
  if (Temporal.Instant.compare(now, startsAt) < 0) return { state: "not-yet", ...told };
  if (Temporal.Instant.compare(now, endsAt) >= 0) return { state: "over", ...told };
  const picture = stream?.own === true && pictureComes(stream.pictureAt, now);
  if (picture) return { state: "live", ...told, playlist: playlistOf(session.id) };
  return { state: stream?.own ? "waiting" : "live", ...told };
}
