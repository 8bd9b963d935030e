/** Of an exhibition with hundreds of slots one day is told, with the days around it to choose from. */
import { Temporal } from "temporal-polyfill";
import type { UnderRules } from "#booking";
import type { Ctx } from "#platform/ctx";
import type { Admission, EventView } from "../contract.ts";
import { admissionOf } from "../finding/admission.ts";
import { type OfferNow, offersWithRules } from "../finding/around.ts";
import { plannedOffer } from "../publishing/planned-offer.ts";
import * as store from "../session-store.ts";

/** Two weeks at a time: so much fits a phone. */
const shownDays = 14;

export interface DayAsked {
  day?: string;
  session?: string;
}

export interface ToldDay {
  entry: EventView["entry"];
  /** The sessions to tell: all that are no slots or tours, and those of the day. */
  sessions: store.Session[];
  /** The offers of these, and the rules on them. */
  under: UnderRules;
}

/**
 * The day asked for, or that of the session asked for, or the next one with a slot ahead. Without slots everything is told. Of
 * hundreds of slots only those of the days around it are read.
 */
export async function toldDay(ctx: Ctx, eventId: string, asked: DayAsked): Promise<ToldDay> {
  const { zone } = ctx.city;
  const span = { session: asked.session ?? null, zone, now: ctx.clock() };
  const all = await store.entryDays(ctx.db, eventId, span);
  const chosen =
    all.find(({ day }) => day === asked.day) ??
    all.find((one) => one.asked) ??
    all.find(({ ahead }) => ahead) ??
    all.at(-1);
  if (!chosen) {
    const sessions = await store.sessionsOf(ctx.db, [eventId]);
    return { entry: null, sessions, under: await offersWithRules(ctx, sessions) };
  }
  const days = all.map(({ day }) => day);
  const from = Math.floor(days.indexOf(chosen.day) / shownDays) * shownDays;
  const shown = days.slice(from, from + shownDays);
  const startOf = (day: string, later = 0) =>
    Temporal.PlainDate.from(day).add({ days: later }).toZonedDateTime(zone).toInstant();
  const sessions = await store.sessionsWithin(ctx.db, eventId, {
    from: startOf(shown[0] ?? chosen.day),
    until: startOf(shown.at(-1) ?? chosen.day, 1),
  });
  const under = await offersWithRules(ctx, sessions);
  const dayOf = ({ startsAt }: store.Session) => startsAt.toZonedDateTimeISO(zone).toPlainDate().toString();
  const byDay = Map.groupBy(
    sessions.filter(({ entry }) => entry !== null),
    dayOf,
  );
  const admissionFor = admissionsBy(ctx, under.offers);
  return {
    entry: {
      day: chosen.day,
      days: shown.map((one) => ({ day: one, admission: best((byDay.get(one) ?? []).map(admissionFor)) })),
      before: days[from - 1] ?? null,
      after: days[from + shownDays] ?? null,
    },
    sessions: sessions.filter((session) => session.entry === null || dayOf(session) === chosen.day),
    under,
  };
}

type Slot = Pick<store.Session, "id" | "startsAt" | "endsAt" | "cancelledAt" | "booking" | "offerId">;

/** How one gets into a slot, by the offers there are. */
export function admissionsBy(ctx: Ctx, offers: ReadonlyMap<string, OfferNow>): (slot: Slot) => Admission {
  return (slot) => {
    const planned = slot.booking ? plannedOffer(slot, slot.booking) : null;
    const offer = slot.offerId ? (offers.get(slot.offerId) ?? null) : planned;
    const occasion = { ...slot, needsBooking: slot.booking !== null };
    return admissionOf(occasion, offer, { now: ctx.clock(), actor: ctx.actor });
  };
}

const order: readonly Admission["state"][] = [
  "open",
  "no-booking",
  "on-site",
  "not-yet",
  "drawn",
  "full",
  "closed",
  "over",
  "cancelled",
];

/** What whoever may choose among them meets: the easiest way in, and there the most places. */
export function best(all: readonly Admission[]): Admission {
  const [first] = all.toSorted(
    (a, b) => order.indexOf(a.state) - order.indexOf(b.state) || (b.left ?? 0) - (a.left ?? 0),
  );
  return first ?? { state: "over", left: null, onSiteLeft: null, opensAt: null };
}
