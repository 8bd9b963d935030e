/** What booking announces. Nobody is named: who holds a claim is asked of booking by those who may. */
export interface ClaimNews {
  claimId: string;
  offerId: string;
  /** What the offer is for, in the words of the module that made it. */
  kind: string;
  ref: string;
  orgPath: string;
  size: number;
  /** Pool the places came from. */
  pool: string;
  /** Start of the occasion, ISO instant. */
  startsAt: string;
}

/** A time somebody has a room or a thing for. Nobody is named. */
export interface ReservationNews {
  reservationId: string;
  resourceId: string;
  /** Of the resource. */
  kind: "space" | "thing" | "person" | "seat" | "booth";
  orgPath: string;
  placeId: string | null;
  /** How many come, where it was said. */
  people: number | null;
  /** ISO instants. */
  startsAt: string;
  endsAt: string;
}

/** What another module does there: the kind under which it reserves, and its id there. */
export interface UseNews {
  kind: string;
  ref: string;
}

declare module "#platform/events" {
  interface Events {
    "claim.confirmed": ClaimNews;
    /** Places are held for somebody until then; nothing counts yet. */
    "claim.held": ClaimNews & { for: "waiting" | "counter" | "approval" | "draw"; until: string };
    /** What was held is held no more: not taken in time, refused by staff, or given back. */
    "claim.let-go": ClaimNews & { by: "time" | "refusal" | "holder" | "staff" | "organiser" };
    "claim.cancelled": ClaimNews & { by: "holder" | "staff" | "organiser" };
    /** So many places of a claim were given back; the others stay. */
    "claim.reduced": ClaimNews & { stays: number };
    /** Another person has it now; nothing is counted anew. */
    "claim.handed-on": ClaimNews;
    /** So many came: of a party some now, others perhaps later. */
    "claim.checked-in": ClaimNews;
    /** Who was checked in had come for something that did not take place then, or was not the one meant. The counter-fact of `claim.checked-in`. */
    "claim.check-in-undone": ClaimNews & { checkedInAt: string };
    "claim.missed": ClaimNews;
    /** A list is frozen: nobody can change it any more. Its hash is what everybody compares by. */
    "draw.frozen": { drawId: string; orgPath: string; hash: string; entries: number };
    "draw.drawn": { drawId: string; orgPath: string; hash: string; entries: number };
    /** A room, thing, seat or booth can be reserved from now on: who is in the space already takes their times. */
    "resource.made": {
      resourceId: string;
      kind: ReservationNews["kind"];
      spaceId: string | null;
      placeId: string;
    };
    /** It waits for approval; the time is taken. */
    "reservation.requested": ReservationNews;
    "reservation.confirmed": ReservationNews;
    /** It has come to nothing; the time is free again. */
    "reservation.gone": ReservationNews & {
      as: "refused" | "cancelled" | "displaced" | "released";
      use: UseNews | null;
    };
    /** What another module had lost to a room that was closed it has again. */
    "reservation.had-again": ReservationNews & { use: UseNews };
    /** It stands at another time, or in another room. */
    "reservation.moved": ReservationNews;
    "reservation.checked-in": ReservationNews;
    /** Nobody came in time. */
    "reservation.missed": ReservationNews;
    "offer.closed": { offerId: string; kind: string; ref: string; orgPath: string };
  }
}
