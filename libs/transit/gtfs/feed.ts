/** A feed as it is written, with indexes for ids. Times are seconds after noon minus twelve hours of the service day, days are numbers since 1970-01-01. */

/** `location_type` of GTFS. */
export const platform = 0;
export const station = 1;

export interface Stop {
  id: string;
  code: string;
  name: string;
  /** Degrees, WGS-84; NaN where GTFS asks for none and none is given. */
  lon: number;
  lat: number;
  /** 0 platform, 1 station, 2 entrance, 3 node, 4 boarding area. */
  kind: number;
  /** Index of the stop it belongs to, -1 for none. */
  parent: number;
}

export interface Route {
  id: string;
  agency: string;
  shortName: string;
  longName: string;
  /** 0 to 12, or one of the extended types 100 to 1702. */
  type: number;
}

export interface Service {
  id: string;
  /** Bit 0 is Monday. */
  weekdays: number;
  /** First and last day of the weekdays; first > last when only dates are listed. */
  first: number;
  last: number;
  added: number[];
  removed: number[];
}

export interface Trip {
  id: string;
  route: number;
  service: number;
  headsign: string;
}

export const canBoard = 1;
export const canAlight = 2;

/** Stops of all trips in one: those of trip `t` from `start[t]` to before `start[t + 1]`, in order of the ride. */
export interface StopTimes {
  start: Int32Array;
  stop: Int32Array;
  arrival: Int32Array;
  departure: Int32Array;
  /** `canBoard`, `canAlight` or both. */
  can: Uint8Array;
}

/** From `start` to before `end`, at the first stop, every `headway` seconds. */
export interface Frequency {
  trip: number;
  start: number;
  end: number;
  headway: number;
  /** Runs by the clock; otherwise only the distance between two vehicles is promised. */
  exact: boolean;
}

export interface Transfer {
  from: number;
  to: number;
  /** 0 recommended, 1 timed, 2 needs `seconds`, 3 not possible. */
  type: number;
  seconds: number;
}

export interface Feed {
  /** IANA time zone of all agencies. */
  zone: string;
  /** As feed_info.txt says; "" where it does not. */
  publisher: string;
  version: string;
  stops: Stop[];
  routes: Route[];
  services: Service[];
  trips: Trip[];
  stopTimes: StopTimes;
  frequencies: Frequency[];
  transfers: Transfer[];
}
