/** Figures of years that are over have been told: nobody changes by themself what they are reckoned from. */
import { type Ctx, today } from "#platform/ctx";

/** The first day that whoever asks may still change. Null where the city itself writes: its filling, the operator's command line. */
export function firstOpenDay(ctx: Ctx): string | null {
  return ctx.actor.subject === null ? null : today(ctx).with({ month: 1, day: 1 }).toString();
}
