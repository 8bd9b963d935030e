/** Words of reservations that contract, rules and SQL share. */

export const resourceKinds = ["space", "thing", "person", "seat", "booth"] as const;
export type ResourceKind = (typeof resourceKinds)[number];

export const reservationStates = [
  "requested",
  "confirmed",
  "checked-in",
  "over",
  "no-show",
  "refused",
  "cancelled",
  "displaced",
  "released",
] as const;
export type ReservationState = (typeof reservationStates)[number];

/** Waits or stands, and is not used yet: it can be given back, moved, and taken by a closing. */
export const standingStates: readonly ReservationState[] = ["requested", "confirmed"];

/** Still to come, or going on. */
export const currentStates: readonly ReservationState[] = [...standingStates, "checked-in"];

/** What of a series is given back. */
export const scopes = ["one", "from-here", "all"] as const;
export type Scope = (typeof scopes)[number];
