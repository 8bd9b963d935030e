/** JSON of the counter: what a clerk has to know of an occasion before claiming places for somebody. */
import { Id, InstantShape, Nullable, operation, T } from "#contract";
import { AboutView } from "../contract.ts";
import { SeatZones } from "../seating/contract.ts";

/** An occasion, and what of the places kept for somebody is left. */
export const placesShape = {
  offerId: Id,
  about: Nullable(AboutView),
  startsAt: InstantShape,
  endsAt: InstantShape,
  /** Claims are refused from then on; people at the door may still walk in. */
  closesAt: InstantShape,
  open: T.Boolean(),
  /** Null: no places are kept for these. */
  pool: Nullable(T.Object({ left: T.Integer(), quota: T.Integer(), releasesAt: InstantShape })),
  /** The rules on these places in sentences, with who set them. */
  rules: T.Array(T.Object({ says: T.String(), source: Nullable(T.String()) })),
};

export const counterOf = operation({
  id: "booking.counter",
  method: "GET",
  path: "/api/offers/:offerId/counter",
  summary:
    "What staff know before they claim places for somebody: what the counter has left, from when, and the rules.",
  params: T.Object({ offerId: Id }),
  /** A claim that was made here. */
  query: T.Object({ made: T.Optional(Id) }),
  answer: T.Object({
    ...placesShape,
    maxPerClaim: T.Integer(),
    /** In whose name people are looked up here. */
    organisationId: Id,
    /** The claim asked about, as it is now; null where it is none of this counter's, or is given back. */
    made: Nullable(
      T.Object({
        subject: Id,
        state: T.Enum(["held", "confirmed"]),
        size: T.Integer(),
        /** Numbered seats, as they are told. */
        seats: T.Array(T.String()),
      }),
    ),
    /** Free seats of the counter, where they are numbered. */
    zones: Nullable(SeatZones),
  }),
});
