/** What a person's pass is shown for today: where, when, and in which seat. */
import { type Ctx, today } from "#platform/ctx";
import { passUses } from "../slots.ts";

/** What is not over yet, soonest first. */
export async function usesToday(ctx: Ctx, subject: string) {
  const day = today(ctx).toZonedDateTime(ctx.city.zone);
  const [from, to] = [day.toInstant(), day.add({ days: 1 }).toInstant()];
  const uses = await ctx.slots.gather(passUses, ctx, { subject, from, to });
  const now = ctx.clock().epochMilliseconds;
  return uses
    .filter(({ endsAt }) => endsAt.epochMilliseconds > now)
    .sort((a, b) => a.startsAt.epochMilliseconds - b.startsAt.epochMilliseconds)
    .map(({ title, where, seats, startsAt, href }) => ({
      ...{ title, where, seats: [...seats], href },
      startsAt: startsAt.toString(),
    }));
}
