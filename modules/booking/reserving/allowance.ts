/** How many one holder may still have in a house, of a kind: those to come, and those of a week. */
import type { Temporal } from "temporal-polyfill";
import type { Ctx } from "#platform/ctx";
import { beginningsOf, type Holder } from "./reservation-store.ts";
import type { Resource } from "./resource-store.ts";
import type { HolderKind, Reason, Times } from "./rules.ts";

export interface Allowance {
  /** Why one more would be too many, or null. */
  against: (one: Times) => Reason | null;
  /** Counts one that was had. */
  took: (one: Times) => void;
}

interface Counted {
  resource: Pick<Resource, "rules" | "orgPath" | "kind">;
  holder: Holder;
  kind: HolderKind;
}

/** Who is counted, the person or the organisation; null where nobody is: a house has its own rooms as often as it needs them. */
export function countedOf({ resource: { rules }, holder, kind }: Counted): string | null {
  const none = kind === "house" || kind === "use" || (rules.mostComing === null && rules.mostAWeek === null);
  return none ? null : (holder.subject ?? holder.organisationId);
}

/** As it is now; `without`: a reservation that is not counted. */
export async function allowanceOf(
  ctx: Pick<Ctx, "db" | "city" | "clock">,
  counted: Counted,
  without: string | null = null,
): Promise<Allowance> {
  if (!countedOf(counted)) return { against: () => null, took: () => {} };
  const { zone } = ctx.city;
  const now = ctx.clock();
  const { orgPath, kind, rules } = counted.resource;
  const from = weekOf(now, zone).startsAt;
  const had = await beginningsOf(ctx.db, counted.holder, { orgPath, kind, from, now, without });
  let coming = had.filter((one) => one.coming).length;
  const weekly = new Map<string, number>();
  const count = (at: Temporal.Instant) => {
    const week = weekOf(at, zone).startsAt.toString();
    weekly.set(week, (weekly.get(week) ?? 0) + 1);
  };
  for (const { at } of had) count(at);
  return {
    against: ({ startsAt }): Reason | null => {
      const week = weekOf(startsAt, zone);
      const has = weekly.get(week.startsAt.toString()) ?? 0;
      if (rules.mostComing !== null && coming >= rules.mostComing)
        return { id: "reservation.too-many-coming", data: { most: rules.mostComing, has: coming } };
      if (rules.mostAWeek !== null && has >= rules.mostAWeek)
        return {
          id: "reservation.too-many-in-week",
          data: { most: rules.mostAWeek, has, next: week.endsAt.toString() },
        };
      return null;
    },
    took: ({ startsAt }) => {
      coming += 1;
      count(startsAt);
    },
  };
}

/** The week of the calendar, Monday to Sunday, in which a moment lies. */
function weekOf(at: Temporal.Instant, zone: string): Times {
  const day = at.toZonedDateTimeISO(zone).toPlainDate();
  const monday = day.subtract({ days: day.dayOfWeek - 1 });
  const from = (date: Temporal.PlainDate) => date.toZonedDateTime(zone).toInstant();
  return { startsAt: from(monday), endsAt: from(monday.add({ days: 7 })) };
}
