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
  }
}
