/** JSON in of timed entry: slots and guided tours of an exhibition, made from the hours of its place. */
import type { Static } from "typebox";
import { DayShape, Id, operation, Prose, Reason, T, Version } from "#contract";
import { poolChannels } from "../../booking/contract.ts";

/** Spoken or signed by whoever guides. */
export const tourLanguages = ["zh", "ug", "kk", "ru", "en", "csl"] as const;

/** So many slots at once at most: two months of half hours from morning to night. */
export const mostSlots = 2000;

const Clock = T.String({ pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]$" });
const minutes = T.Integer({ minimum: 5, maximum: 480 });

const Booking = T.Object({
  pools: T.Array(
    T.Object({ channel: T.Enum([...poolChannels]), quota: T.Integer({ minimum: 0, maximum: 100_000 }) }),
    { minItems: 1, maxItems: poolChannels.length },
  ),
  /** Places are released so many days before the day, at this hour. */
  releaseDaysBefore: T.Integer({ minimum: 0, maximum: 60 }),
  releaseAt: Clock,
  maxPerClaim: T.Integer({ minimum: 1, maximum: 50 }),
  minLevel: T.Integer({ minimum: 0, maximum: 3 }),
  cancelUntilMinutes: T.Integer({ minimum: 0, maximum: 43_200 }),
});

const plan = { from: DayShape, through: DayShape, booking: Booking };
const EntryPlan = T.Object(plan);
export type EntryPlan = Static<typeof EntryPlan>;

const slotPlan = {
  ...plan,
  everyMinutes: minutes,
  /** Nobody is let in later than so long before closing. */
  lastEntryMinutes: T.Integer({ minimum: 0, maximum: 240 }),
};
const SlotPlan = T.Object(slotPlan);
export type SlotPlan = Static<typeof SlotPlan>;

const tourPlan = {
  ...plan,
  /** On the clock of each day. */
  at: T.Array(Clock, { minItems: 1, maxItems: 20 }),
  minutes,
  language: T.Enum([...tourLanguages]),
  /** Who guides, or what it is about: shown beside the tour. */
  label: Prose(60),
};
const TourPlan = T.Object(tourPlan);
export type TourPlan = Static<typeof TourPlan>;

const params = T.Object({ id: Id });
const asked = { version: Version, reason: T.Optional(Reason(500)) };
const answer = T.Object({ id: Id, version: T.Integer(), made: T.Integer() });

export const openSlots = operation({
  id: "exhibitions.open-slots",
  method: "POST",
  path: "/api/desk/events/:id/slots",
  summary:
    "Makes slots of timed entry from the hours of the exhibition's place, all or none; in public with a reason.",
  params,
  body: T.Object({ ...asked, ...slotPlan }),
  answer,
});

export const openTours = operation({
  id: "exhibitions.open-tours",
  method: "POST",
  path: "/api/desk/events/:id/tours",
  summary:
    "Makes guided tours at the same times of every open day, each with its language and places of its own.",
  params,
  body: T.Object({ ...asked, ...tourPlan }),
  answer,
});
