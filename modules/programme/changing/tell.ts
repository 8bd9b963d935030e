/** Telling holders of places, and who waits for some, what became of their session, in the transaction of the change. */
import { Temporal } from "temporal-polyfill";
import { type Holder, waitersOfAll } from "#booking";
import { notifyAll } from "#people";
import type { TxCtx } from "#platform/ctx";
import type { Event } from "../event-store.ts";
import type { Session } from "../session-store.ts";

export const noticeKeys = [
  "notice.time-changed",
  "notice.time-changed-come-again",
  "notice.time-changed-held",
  "notice.time-changed-asked",
  "notice.place-changed",
  "notice.place-changed-held",
  "notice.place-changed-asked",
  "notice.link-changed",
  "notice.session-cancelled",
  "notice.session-cancelled-other",
  "notice.session-cut-short",
  "notice.event-cancelled",
  "notice.event-withdrawn",
  "notice.place-closes",
  "notice.place-opens",
] as const;
export type NoticeKey = (typeof noticeKeys)[number];

export interface Telling {
  key: NoticeKey;
  event: Pick<Event, "id" | "title">;
  session: Pick<Session, "startsAt">;
  /** The session as it was, when its time changed. */
  before?: Pick<Session, "startsAt">;
  /** The move they can answer, when it went to another time or place. */
  moveId?: string | undefined;
  to: readonly string[];
  reason: string;
  /** Until when its places are held for them. */
  until?: Temporal.Instant;
  /** Another session of the event with places left, when this one is cancelled. */
  other?: Pick<Session, "id" | "startsAt"> | null;
}

// texts: notice.*
/**
 * Tells everybody in each `to`, in their own language, in one statement however many sessions it is about. Answers how many
 * were told; erased people are passed over.
 */
export function tell(ctx: TxCtx, tellings: readonly Telling[]): Promise<number> {
  return notifyAll(
    ctx,
    tellings.map(({ key, event, session, before, moveId, to, reason, until, other }) => ({
      to,
      kind: "booking-change" as const,
      key,
      neededBy: until ?? sooner((before ?? session).startsAt, session.startsAt),
      values: {
        title: event.title,
        at: session.startsAt,
        was: (before ?? session).startsAt,
        reason,
        ...(until && { until }),
        ...(other && { next: other.startsAt }),
      },
      href: moveId ? `/my/moves/${moveId}` : `/events/${event.id}${other ? `?session=${other.id}` : ""}`,
    })),
  );
}

/** That a session moved, to its holders: whose places are only held is told that they are to be taken, and until when, or wait for approval. */
export function tellingsOfMove(
  about: Omit<Telling, "key" | "to">,
  key: "notice.time-changed" | "notice.place-changed",
  holders: readonly Holder[],
): Telling[] {
  const same = Map.groupBy(holders, ({ held }) => held && `${held.for === "approval"} ${held.until}`);
  return [...same.values()].map((those) => {
    const to = those.map(({ subject }) => subject);
    const held = those[0]?.held;
    if (!held) return { ...about, key, to };
    return held.for === "approval"
      ? { ...about, key: `${key}-asked`, to }
      : { ...about, key: `${key}-held`, until: held.until, to };
  });
}

// texts: notice.waited-time-changed notice.waited-place-changed notice.waited-place-closes notice.waited-place-opens
/** Tells who waits in line for these sessions that they are elsewhere or at another time, or that their place closes or opens. They have nothing to answer; their line goes on. Answers how many were told. */
export async function tellWaiting(
  ctx: TxCtx,
  moves: readonly (Pick<Telling, "event" | "before" | "reason"> & {
    what: "time-changed" | "place-changed" | "place-closes" | "place-opens";
    session: Pick<Session, "startsAt" | "offerId">;
  })[],
): Promise<number> {
  const waiting = await waitersOfAll(
    ctx.db,
    moves.flatMap(({ session }) => session.offerId ?? []),
  );
  return notifyAll(
    ctx,
    moves.map(({ what, event, session, before = session, reason }) => ({
      to: waiting.get(session.offerId ?? "") ?? [],
      kind: "waiting-offer" as const,
      key: `notice.waited-${what}`,
      neededBy: sooner(before.startsAt, session.startsAt),
      values: { title: event.title, at: session.startsAt, was: before.startsAt, reason },
      href: `/line/${session.offerId}`,
    })),
  );
}

/** Of two times the one by which people have to know. */
const sooner = (one: Temporal.Instant, other: Temporal.Instant) =>
  Temporal.Instant.compare(one, other) < 0 ? one : other;
