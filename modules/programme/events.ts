/** What the programme announces. */

/** An occasion, with everything counting needs. Joint organisers share the credit; only `orgPath` counts it. */
export interface SessionNews {
  sessionId: string;
  eventId: string;
  orgPath: string;
  jointOrgPaths: string[];
  kind: string;
  mode: string;
  seriesId: string | null;
  placeId: string | null;
  divisionCode: string | null;
  /** ISO instants. */
  startsAt: string;
  endsAt: string;
}

export interface EventNews {
  eventId: string;
  orgPath: string;
  jointOrgPaths: string[];
  kind: string;
  mode: string;
  seriesId: string | null;
}

/** A house has a touring exhibition of another for some days, or its own. */
export interface TourLegNews {
  legId: string;
  touringId: string;
  /** Of the owner. */
  orgPath: string;
  /** Of the house that shows it; the owner's where it lends nothing. */
  borrowerPath: string;
  /** The exhibition it becomes there, once it is begun. */
  eventId: string | null;
  /** Days of the city on which it is shown, both of them. */
  from: string;
  through: string;
}

declare module "#platform/events" {
  interface Events {
    "event.published": EventNews & { sessionIds: string[] };
    /** `what`: fields that changed, e.g. `place`, `time`, `text`. */
    "event.changed": EventNews & { sessionIds: string[]; what: string[] };
    "event.withdrawn": EventNews & { sessionIds: string[] };
    "event.cancelled": EventNews & { sessionIds: string[] };
    /** `cutShort`: it had begun and took place in part; it will be held, too. */
    "session.cancelled": SessionNews & { cutShort: boolean };
    /** The session is over and took place, if only in part. */
    "session.held": SessionNews & {
      /** A slot or tour of timed entry after the first of its day: a day of an exhibition is one session. */
      again: boolean;
    };
    /** What staff report of it; of a correction the difference to what was told before. Never added to what was counted. */
    "session.reported": SessionNews & { tookPart: number; beneficiaries: number; basis: string };
    /** Somebody entered a contest, for themself or as a team. */
    "contest.entered": { entryId: string; categoryId: string; eventId: string; orgPath: string };
    "contest.results-published": { roundId: string; categoryId: string; eventId: string; orgPath: string };
    "tour.leg-asked": TourLegNews;
    "tour.leg-agreed": TourLegNews;
    "tour.leg-refused": TourLegNews;
    /** Before it arrived: nothing was lent. */
    "tour.leg-cancelled": TourLegNews;
    "tour.leg-sent": TourLegNews;
    "tour.leg-arrived": TourLegNews;
    /** The loan is over: `days` the house had it, from arriving to leaving; `to`: the leg it goes on to, null: home. */
    "tour.leg-left": TourLegNews & { to: string | null; arrivedOn: string; leftOn: string; days: number };
    "tour.leg-home": TourLegNews;
    /** Crates are missing, wrong or damaged. */
    "tour.crates-wrong": TourLegNews;
  }
}
