/** The evening before: whoever holds a place is reminded, on the phone if they said so, under 我的 in any case. */
import { Temporal } from "temporal-polyfill";
import { holdersOfAll, seatsOfClaims } from "#booking";
import { notifyAll } from "#people";
import { type Ctx, inTx, today } from "#platform/ctx";
import type { Job } from "#platform/jobs";
import { takeToRemind } from "./remind-store.ts";

/** From then on tomorrow is told of: people are home, and the night has not begun. */
const since = Temporal.PlainTime.from("18:00");
const atOnce = 200;

// texts: notice.reminder notice.reminder.seats
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
      // What is only held is nobody's to come to yet.
      const expected = new Map(
        offerIds.map((id) => [id, (holders.get(id) ?? []).filter(({ state }) => state === "confirmed")]),
      );
      const seats = await seatsOfClaims(
        inner.db,
        [...expected.values()].flat().map(({ claimId }) => claimId),
      );
      const notices = sessions.flatMap(({ id, eventId, title, offerId, startsAt }) => {
        const about = {
          kind: "reminder" as const,
          values: { title, at: startsAt },
          href: `/events/${eventId}?session=${id}`,
          once: `remind ${id} ${startsAt}`,
          neededBy: startsAt,
        };
        const there = expected.get(offerId) ?? [];
        const seated = there.filter(({ claimId }) => seats.has(claimId));
        return [
          {
            ...about,
            key: "notice.reminder",
            to: there.flatMap(({ claimId, subject }) => (seats.has(claimId) ? [] : subject)),
          },
          // Each has seats of their own.
          ...seated.map(({ claimId, subject }) => ({
            ...about,
            key: "notice.reminder.seats",
            to: [subject],
            values: {
              ...about.values,
              seats: (seats.get(claimId) ?? []).map(({ label }) => label).join("、"),
            },
          })),
        ];
      });
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
