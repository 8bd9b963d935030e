/** What the place page would like to know from later modules. */
import { slot } from "#platform/slots";

export interface OnToday {
  title: string;
  href: string;
  /** ISO 8601 instants. */
  startsAt: string;
  endsAt: string;
  /** Places left, null when nobody needs one. */
  left: number | null;
  /** The place has said that it is closed then, and the organiser has not decided. */
  closed: boolean;
}

/** What happens at a place on a day of the city. */
export const placeOnToday = slot<{ placeId: string; day: string }, OnToday>("place.on-today");

export interface AlsoThere {
  title: string;
  href: string;
}

/** What goes on at a place over weeks, each on a page of its own: "3 个班". */
export const placeAlso = slot<{ placeId: string }, AlsoThere>("place.also");

/** What stands at a place from now on: whoever withdraws it should know. */
export interface ComingThere {
  /** Public ones that are not over. */
  events: number;
  /** Bookings for them. */
  claims: number;
}

export const placeComing = slot<{ placeId: string }, ComingThere>("place.coming");

export interface Bookable {
  title: string;
  href: string;
  /** The room concerned; null for what is no room of the register: seats, things, the whole place. */
  spaceId: string | null;
}

/** Rooms, courts and seats that can be booked at a place. */
export const placeToBook = slot<{ placeId: string }, Bookable>("place.to-book");

/** A line of a hand-over's inventory that a later module vouches for: copies on the shelves, machines under contract. */
export interface HandoverLine {
  /** Module whose line it is, and its own name for it: the same line has the same pair. */
  source: string;
  ref: string;
  what: string;
  quantity: number;
  /** Its state, numbers, whatever both sides should know. */
  detail: string;
}

/**
 * What belongs to a place beyond its rooms and things, when it is handed over. The lines are frozen with the document and
 * must be the same whenever they are asked for and nothing has changed: both sides sign exactly these. When the hand-over
 * takes effect, `place.handed-over` tells the same source and ref of each.
 */
export const placeHandover = slot<{ placeId: string; organisationId: string }, HandoverLine>(
  "place.handover",
);

export interface StaffMember {
  /** Subject key. */
  subject: string;
  name: string;
  /** Roles held on exactly this organisation, now. */
  roles: string[];
}

/** Who works for an organisation: those among whom a hand-over names staff. */
export const placeStaff = slot<{ organisationId: string }, StaffMember>("place.staff");

/** Names of persons by subject key, for documents they signed or are named in. Erased people are left out. */
export const personNames = slot<{ subjects: readonly string[] }, { subject: string; name: string }>(
  "person.names",
);
