/** What places announces. Past facts with ids and what a counter needs; imports nothing. */

/** A place as the figures see it. */
interface CountedPlace {
  placeId: string;
  kind: string;
  level: "city" | "district" | "street" | "community";
  divisionCode: string;
  organisationId: string;
  /** Day in the city from which it holds. */
  on: string;
}

declare module "#platform/events" {
  interface Events {
    "place.registered": CountedPlace;
    /** `fields` names the facts that changed: `name`, `hours`, `address`, `position` … */
    "place.changed": { placeId: string; version: number; fields: string[] };
    /** Another organisation runs it, or it now lies in another division. */
    "place.moved": CountedPlace & { from: { divisionCode: string; organisationId: string } };
    "place.ended": CountedPlace;
    "place.closure-announced": {
      placeId: string;
      closureId: string;
      reason: string;
      startsAt: string;
      endsAt: string | null;
    };
    "place.closure-lifted": { placeId: string; closureId: string };
    "place.space-added": { placeId: string; spaceId: string; capacity: number };
    "place.space-changed": { placeId: string; spaceId: string; capacity: number };
    "place.space-retired": { placeId: string; spaceId: string };
    /** Added, changed, put into another order or erased. */
    "place.photographs-changed": { placeId: string };
    /** Days of public rest or make-up workdays of these years are others now. */
    "holidays.changed": { years: number[] };
    "organisation.added": { organisationId: string; path: string };
    "division.changed": { codes: string[] };
  }
}

export {};
