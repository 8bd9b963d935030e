/** What is over and was not cancelled, or was cut short, has been held: announced once for each session, so that it can be counted. */
import { type Ctx, inTx } from "#platform/ctx";
import { announceAll } from "#platform/events";
import type { Job } from "#platform/jobs";
import { holdNext, newsForSessions } from "./hold-store.ts";

const atOnce = 200;

/** Announces sessions that ended. Answers how many. Two processes share the work and never announce one twice. */
export async function holdSessions(ctx: Ctx): Promise<number> {
  let held = 0;
  for (;;) {
    const batch = await inTx(ctx, async (inner) => {
      const sessions = await holdNext(inner.db, { now: inner.clock(), zone: inner.city.zone }, atOnce);
      const news = await newsForSessions(inner.db, sessions);
      await announceAll(
        inner,
        news.map((payload) => ({ type: "session.held" as const, payload })),
      );
      return sessions.length;
    });
    held += batch;
    if (batch < atOnce) return held;
  }
}

export const holdJob: Job = {
  name: "programme.hold",
  cron: "*/5 * * * *",
  run: async (ctx) => {
    await holdSessions(ctx);
  },
};
