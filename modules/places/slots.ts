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
}

/** What happens at a place on a day of the city. */
export const placeOnToday = slot<{ placeId: string; day: string }, OnToday>("place.on-today");

export interface Bookable {
  title: string;
  href: string;
  /** The room concerned, null when it is the whole place. */
  spaceId: string | null;
}

/** Rooms, courts and seats that can be booked at a place. */
export const placeToBook = slot<{ placeId: string }, Bookable>("place.to-book");
