/** Of an exhibition with hundreds of slots one day is told, with the days around it to choose from. */
import { Temporal } from "temporal-polyfill";
import type { Ctx } from "#platform/ctx";
import type { Admission, EventView } from "../contract.ts";
import { admissionOf } from "../finding/admission.ts";
import { offersFor } from "../finding/around.ts";
import { plannedOffer } from "../publishing/planned-offer.ts";
import type { Session } from "../session-store.ts";

/** Two weeks at a time: so much fits a phone. */
const shownDays = 14;

export interface DayAsked {
  day?: string;
  session?: string;
}

export interface ToldDay {
  entry: EventView["entry"];
  /** The sessions to tell: all that are no slots or tours, and those of the day. */
  sessions: Session[];
}

/** The day asked for, or that of the session asked for, or the next one with a slot ahead. Without slots everything is told. */
export async function toldDay(ctx: Ctx, sessions: Session[], asked: DayAsked): Promise<ToldDay> {
  const dayOf = ({ startsAt }: Session) =>
    startsAt.toZonedDateTimeISO(ctx.city.zone).toPlainDate().toString();
  const byDay = Map.groupBy(
    sessions.filter(({ entry }) => entry !== null),
    dayOf,
  );
  const days = [...byDay.keys()];
  const now = ctx.clock();
  const ahead = ({ endsAt, cancelledAt }: Session) =>
    !cancelledAt && Temporal.Instant.compare(endsAt, now) > 0;
  const next = days.find((day) => byDay.get(day)?.some(ahead)) ?? days.at(-1);
  if (next === undefined) return { entry: null, sessions };
  const wanted = sessions.find(({ id, entry }) => entry !== null && id === asked.session);
  const day = [asked.day, wanted && dayOf(wanted)].find((one) => one && byDay.has(one)) ?? next;
  const from = Math.floor(days.indexOf(day) / shownDays) * shownDays;
  const shown = days.slice(from, from + shownDays);
  const slots = shown.flatMap((one) => byDay.get(one) ?? []);
  const admissionFor = await admissions(ctx, slots);
  return {
    entry: {
      day,
      days: shown.map((one) => ({ day: one, admission: best((byDay.get(one) ?? []).map(admissionFor)) })),
      before: days[from - 1] ?? null,
      after: days[from + shownDays] ?? null,
    },
    sessions: sessions.filter((session) => session.entry === null || dayOf(session) === day),
  };
}

type Slot = Pick<Session, "id" | "startsAt" | "endsAt" | "cancelledAt" | "booking" | "offerId">;

/** How one gets into each of these slots. */
export async function admissions(ctx: Ctx, slots: readonly Slot[]): Promise<(slot: Slot) => Admission> {
  const offers = await offersFor(ctx, slots);
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
