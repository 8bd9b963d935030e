/** The evening before: whoever holds a place is reminded, on the phone if they said so, under 我的 in any case. */
import { Temporal } from "temporal-polyfill";
import { holdersOfAll } from "#booking";
import { notifyAll } from "#people";
import { type Ctx, inTx, today } from "#platform/ctx";
import type { Job } from "#platform/jobs";
import { takeToRemind } from "./remind-store.ts";

/** From then on tomorrow is told of: people are home, and the night has not begun. */
const since = Temporal.PlainTime.from("18:00");
const atOnce = 200;

// texts: notice.reminder
/** Reminds holders of places in tomorrow's sessions, once for each time. Before the evening nobody. Answers how many were told. */
export async function remind(ctx: Ctx): Promise<number> {
  const { zone } = ctx.city;
  if (Temporal.PlainTime.compare(ctx.clock().toZonedDateTimeISO(zone).toPlainTime(), since) < 0) return 0;
  const startOf = (days: number) => today(ctx).add({ days }).toZonedDateTime(zone).toInstant();
  let told = 0;
  for (;;) {
    const { taken, reminded } = await inTx(ctx, async (inner) => {
      const sessions = await takeToRemind(inner.db, { from: startOf(1), to: startOf(2), limit: atOnce });
      const offerIds = sessions.map(({ offerId }) => offerId);
      const holders = await holdersOfAll(inner.db, offerIds);
      const notices = sessions.map(({ id, eventId, title, offerId, startsAt }) => ({
        // What is only held is nobody's to come to yet.
        to: (holders.get(offerId) ?? []).flatMap(({ subject, state }) =>
          state === "confirmed" ? subject : [],
        ),
        kind: "reminder" as const,
        key: "notice.reminder",
        values: { title, at: startsAt },
        href: `/events/${eventId}?session=${id}`,
        once: `remind ${id} ${startsAt}`,
        neededBy: startsAt,
      }));
      return { taken: sessions.length, reminded: await notifyAll(inner, notices) };
    });
    told += reminded;
    if (taken < atOnce) return told;
  }
}

export const remindJob: Job = {
  name: "programme.remind",
  cron: "*/10 * * * *",
  run: async (ctx) => {
    await remind(ctx);
  },
};
