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

/**
 * The days from `on` on, on which it was public: for these it leaves the figures, or goes to another's. `to` is the first day no
 * more, null while it goes on.
 */
interface PublicDays {
  publicDays: { from: string; to: string | null }[];
}

interface HandoverParties {
  handoverId: string;
  placeId: string;
  fromOrganisationId: string;
  toOrganisationId: string;
}

interface RenovationOf {
  placeId: string;
  renovationId: string;
  organisationId: string;
}

interface RenovationPlan {
  from: string;
  /** The first day on which the place is open again. */
  to: string;
  /** Yuan, of all sources together. */
  planned: number;
}

declare module "#platform/events" {
  interface Events {
    /** It is in the register, public or not yet. */
    "place.registered": CountedPlace;
    /** Everybody sees it, the first time or again. */
    "place.published": CountedPlace;
    /** Nobody but staff sees it any more. */
    "place.withdrawn": CountedPlace;
    /** It was to be published by itself, and could not be. `by` set the time. */
    "place.missed": { placeId: string; by: string; reason: string };
    /** `fields` names the facts that changed: `name`, `hours`, `address`, `position` … */
    "place.changed": { placeId: string; version: number; fields: string[] };
    /** Another organisation runs it, or it now lies in another division. */
    "place.moved": CountedPlace & PublicDays & { from: { divisionCode: string; organisationId: string } };
    "place.ended": CountedPlace & PublicDays;
    "place.closure-announced": {
      placeId: string;
      closureId: string;
      reason: string;
      startsAt: string;
      endsAt: string | null;
    };
    /** The times are those that were announced. */
    "place.closure-lifted": { placeId: string; closureId: string; startsAt: string; endsAt: string | null };
    "place.space-added": { placeId: string; spaceId: string; capacity: number };
    "place.space-changed": { placeId: string; spaceId: string; capacity: number };
    "place.space-retired": { placeId: string; spaceId: string };
    /** Added, changed, put into another order or erased. */
    "place.photographs-changed": { placeId: string };
    /**
     * Somebody or something saw the door: `opened` and `closed` are doings, `open` and `shut` are findings. `shut`: a visitor came
     * during posted hours and did not get in. What a device finds again every hour is not told.
     */
    "place.observed": {
      placeId: string;
      observationId: string;
      organisationId: string;
      what: "opened" | "closed" | "open" | "shut";
      how: "clerk" | "counter" | "visitor" | "device";
      at: string;
    };
    /** It was a mistake: count it no longer. */
    "place.observation-withdrawn": { placeId: string; observationId: string };
    /** Somebody wrote down in what state they found it; `corrects` names the inspection that counts no longer. */
    "place.inspected": {
      placeId: string;
      inspectionId: string;
      organisationId: string;
      grade: "good" | "fair" | "poor" | "unsafe";
      on: string;
      corrects: string | null;
    };
    "place.renovation-planned": RenovationOf & RenovationPlan;
    /** Its days or its money may be others now; `before` is what the plan said until then. */
    "place.renovation-changed": RenovationOf & RenovationPlan & { before: RenovationPlan };
    /** The work began on that day. */
    "place.renovation-started": RenovationOf & { on: string; planned: number };
    /** Given up. `started`: whether work had begun; `spent`: yuan, as last reported. */
    "place.renovation-stopped": RenovationOf & {
      on: string;
      started: boolean;
      planned: number;
      spent: number;
    };
    /** `spent`: yuan, as last reported. Areas in square metres, null where nobody measured. */
    "place.renovation-finished": CountedPlace & {
      renovationId: string;
      spent: number;
      areaBefore: number | null;
      areaAfter: number | null;
    };
    /** Days of public rest or make-up workdays of these years are others now. */
    "holidays.changed": { years: number[] };
    "place.handover-drawn-up": HandoverParties & { on: string };
    /** Both sides have signed; it takes effect on its day. */
    "place.handover-signed": { handoverId: string; placeId: string; on: string };
    /** What was signed has changed, so these signatures count no more. */
    "place.handover-voided": { handoverId: string; placeId: string; sides: ("from" | "to")[] };
    "place.handover-ended": { handoverId: string; placeId: string; how: "refused" | "withdrawn" };
    /**
     * The hand-over took effect: from `on` another organisation runs the place (`place.moved` says so too). What the document
     * says of named staff (`end` or `move` their roles) and of stock is for the modules that know them.
     */
    "place.handed-over": HandoverParties & {
      on: string;
      staff: { subject: string; choice: "move" | "end"; roles: string[] }[];
      stock: { source: string; ref: string; quantity: number }[];
    };
    "place.shared": { sharingId: string; placeId: string; organisationId: string; since: string };
    "place.sharing-ended": { sharingId: string; placeId: string; organisationId: string; until: string };
    "organisation.added": { organisationId: string; path: string };
    /** Its names, kind or division; never its path. */
    "organisation.changed": { organisationId: string };
    /** They are new, mean something else, or are linked to what they were before. */
    "division.changed": { codes: string[] };
  }
}

export {};
