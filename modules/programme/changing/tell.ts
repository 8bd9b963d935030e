/** Telling holders of places what became of their session. The notices go out with the change, in the background. */
import { notify } from "#people";
import { type Ctx, inTx, type TxCtx } from "#platform/ctx";
import { enqueue, type Job } from "#platform/jobs";
import type { Event, Session } from "../event-store.ts";

export const noticeKeys = [
  "notice.time-changed",
  "notice.place-changed",
  "notice.link-changed",
  "notice.session-cancelled",
  "notice.event-cancelled",
  "notice.event-withdrawn",
] as const;
export type NoticeKey = (typeof noticeKeys)[number];

const jobName = "programme.tell";
/** A job tells so many at most, in one transaction: a failure repeats these and nobody else. */
const atOnce = 100;

export interface Telling {
  event: Pick<Event, "id" | "title">;
  session: Pick<Session, "startsAt" | "endsAt">;
  /** The session as it was, when its time changed. */
  before?: Pick<Session, "startsAt">;
  to: readonly string[];
  reason: string;
}

interface Payload {
  key: NoticeKey;
  values: Record<string, string>;
  href: string;
  to: string[];
}

/** Sees to it that everybody in `to` is told once. Answers how many that are. */
export async function tell(
  ctx: TxCtx,
  key: NoticeKey,
  { event, session, before, to, reason }: Telling,
): Promise<number> {
  const subjects = [...new Set(to)];
  const values = {
    title: event.title,
    startsAt: session.startsAt.toString(),
    was: (before ?? session).startsAt.toString(),
    reason,
  };
  for (let first = 0; first < subjects.length; first += atOnce) {
    const payload: Payload = {
      key,
      values,
      href: `/events/${event.id}`,
      to: subjects.slice(first, first + atOnce),
    };
    await enqueue(ctx, jobName, { ...payload });
  }
  return subjects.length;
}

export const tellJob: Job = {
  name: jobName,
  async run(ctx: Ctx, payload) {
    // Written by tell() above and by nobody else.
    const { key, values, href, to } = payload as unknown as Payload;
    await inTx(ctx, async (inner) => {
      for (const subject of to) await notify(inner, { to: subject, key, values, href });
    });
  },
};
