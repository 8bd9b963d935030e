/** JSON in and out of sessions that repeat. */
import type { Static } from "typebox";
import { DayShape, Id, InstantShape, Nullable, operation, T } from "#contract";
import { BookingPlan, mostSessionsAtOnce } from "../desk/contract.ts";

/** As recurrence rules name them, in the order of the week. */
export const ruleDays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;

export const Repeat = T.Object({
  /** None: on the day of the week of the first. */
  weekdays: T.Array(T.Enum([...ruleDays]), { maxItems: 7 }),
  /** Every so many weeks. */
  weeks: T.Integer({ minimum: 1, maximum: 52 }),
  /** The last day on which there may be one. It ends by this, by a number, or by whichever comes first. */
  until: Nullable(DayShape),
  count: Nullable(T.Integer({ minimum: 1, maximum: mostSessionsAtOnce })),
});

export type Repeat = Static<typeof Repeat>;

export const planSessions = operation({
  id: "events.plan-sessions",
  method: "POST",
  path: "/api/desk/events/:id/planned-sessions",
  summary:
    "When a session would be if it repeated, and what is against each: nothing is written. At most 200 at once.",
  params: T.Object({ id: Id }),
  body: T.Object({
    /** The first one; as in adding sessions, so that faults name the same fields. */
    sessions: T.Array(
      T.Object({
        startsAt: InstantShape,
        endsAt: InstantShape,
        placeId: Nullable(Id),
        spaceId: Nullable(Id),
        booking: T.Optional(Nullable(BookingPlan)),
      }),
      { minItems: 1, maxItems: 1 },
    ),
    repeat: Repeat,
  }),
  answer: T.Object({
    items: T.Array(
      T.Object({
        day: DayShape,
        startsAt: InstantShape,
        endsAt: InstantShape,
        /** It cannot be added: it is over, or the event has one then and there. */
        against: Nullable(T.Enum(["over", "there-already"])),
        /** Its place is closed then, or another event has the room: a sentence each, forbids nothing. */
        warnings: T.Array(T.String()),
      }),
    ),
    /** It would go on after these. */
    more: T.Boolean(),
  }),
  unrepeated: true,
});
