/** Telling holders of places what became of their session, in the transaction of the change. */
import { notify } from "#people";
import type { TxCtx } from "#platform/ctx";
import type { Event } from "../event-store.ts";
import type { Session } from "../session-store.ts";

export const noticeKeys = [
  "notice.time-changed",
  "notice.time-changed-come-again",
  "notice.place-changed",
  "notice.link-changed",
  "notice.session-cancelled",
  "notice.session-cut-short",
  "notice.event-cancelled",
  "notice.event-withdrawn",
  "notice.place-closes",
  "notice.place-opens",
] as const;
export type NoticeKey = (typeof noticeKeys)[number];

export interface Telling {
  event: Pick<Event, "id" | "title">;
  session: Pick<Session, "startsAt">;
  /** The session as it was, when its time changed. */
  before?: Pick<Session, "startsAt">;
  to: readonly string[];
  reason: string;
}

// texts: notice.*
/** Tells everybody in `to`, in their own language. Answers how many were told; erased people are passed over. */
export function tell(
  ctx: TxCtx,
  key: NoticeKey,
  { event, session, before, to, reason }: Telling,
): Promise<number> {
  return notify(ctx, {
    to,
    key,
    values: { title: event.title, at: session.startsAt, was: (before ?? session).startsAt, reason },
    href: `/events/${event.id}`,
  });
}
