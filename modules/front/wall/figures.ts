/** The eight figures of the wall, each with the days it counts and what its definition names. */
import { turnout } from "#booking";
import type { AnswerOf } from "#contract";
import { allFigures } from "#insight";
import type { PlacesNow } from "#places";
import { type Ctx, today } from "#platform/ctx";
import { sessionsOn } from "#programme";
import type { cityWall } from "./contract.ts";

type Figure = AnswerOf<typeof cityWall>["figures"][number];

/** Those of insight that stand on the wall. */
const counted = ["visits", "places-claimed", "sessions-held", "residents", "facilities"] as const;

/** Days whose occasions the share of those who missed them is reckoned from. */
const missedDays = 30;

/** The figures in their order on the wall, and when the newest of all counted things happened. */
export async function wallFigures(
  ctx: Ctx,
  now: PlacesNow,
): Promise<{ figures: Figure[]; asOf: string | null }> {
  const [month, others] = await Promise.all([
    allFigures(ctx, {}),
    Promise.all([sessionsToday(ctx), missed(ctx)]),
  ]);
  const through = today(ctx).toString();
  const fromInsight = counted.flatMap((id): Figure[] => {
    const figure = month.figures.find(({ metric }) => metric === id);
    if (!figure) return [];
    const days = figure.kind === "flow" ? { from: month.from, through } : moment;
    const { amount, unit } = figure;
    return [{ id, amount, unit, ...days, beside: {}, href: `/city/${id}` }];
  });
  return { figures: [...fromInsight, openNow(now), ...others], asOf: month.asOf };
}

const moment = { from: null, through: null };

function openNow({ places, open, unstated }: PlacesNow): Figure {
  return {
    id: "open-now",
    amount: open,
    unit: "facility",
    ...moment,
    beside: { places, unstated },
    href: "/places?open=now",
  };
}

async function sessionsToday(ctx: Ctx): Promise<Figure> {
  const day = today(ctx);
  const midnight = (of: typeof day) => of.toZonedDateTime(ctx.city.zone).toInstant();
  const { sessions, online } = await sessionsOn(ctx.db, {
    from: midnight(day),
    to: midnight(day.add({ days: 1 })),
  });
  const only = { from: day.toString(), through: day.toString() };
  return {
    id: "sessions-today",
    amount: sessions,
    unit: "session",
    ...only,
    beside: { online },
    href: "/events?when=today",
  };
}

/** Of a hundred persons expected, how many did not come. */
async function missed(ctx: Ctx): Promise<Figure> {
  const first = today(ctx).subtract({ days: missedDays });
  const from = first.toZonedDateTime(ctx.city.zone).toInstant();
  const counts = await turnout(ctx.db, { from, to: ctx.clock() });
  return {
    id: "missed",
    amount: counts.expected === 0 ? null : Math.round((counts.missed / counts.expected) * 1000) / 10,
    unit: "percent",
    from: first.toString(),
    through: today(ctx).toString(),
    beside: counts,
    href: null,
  };
}
