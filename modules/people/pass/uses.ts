/** What a person's pass is shown for next: where, when, and in which seat. */
import { type Ctx, today } from "#platform/ctx";
import { passUses } from "../slots.ts";

const days = 7;
const most = 5;

/** What begins in these days and is not over yet, soonest first. */
export async function usesSoon(ctx: Ctx, subject: string) {
  const day = today(ctx).toZonedDateTime(ctx.city.zone);
  const [from, to] = [day.toInstant(), day.add({ days }).toInstant()];
  const uses = await ctx.slots.gather(passUses, ctx, { subject, from, to });
  const now = ctx.clock().epochMilliseconds;
  return uses
    .filter(({ endsAt }) => endsAt.epochMilliseconds > now)
    .sort((a, b) => a.startsAt.epochMilliseconds - b.startsAt.epochMilliseconds)
    .slice(0, most)
    .map(({ title, where, seats, startsAt, href }) => ({
      ...{ title, where, seats: [...seats], href },
      startsAt: startsAt.toString(),
    }));
}
