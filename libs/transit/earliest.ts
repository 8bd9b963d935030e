/** One departure to everywhere, one arrival from everywhere. */
import { checkTime, type Day, mirrored, never } from "./day.ts";
import { type Footpaths, reversedFootpaths } from "./footpaths.ts";
import { type Access, Search } from "./search.ts";

export interface Question {
  /** Stops in reach on foot, with seconds to each. */
  access: Access;
  /** Seconds after noon minus twelve hours of the day: midnight, but on days when clocks change. */
  departure: number;
  /** Vehicles at most, 0 to 16. */
  rides: number;
  /** Seconds at most from the departure; none when left out. */
  longest?: number;
}

export interface Arrivals {
  question: Question;
  /** Earliest arrival at each stop on the clock of `departure`; `never` where none is found. A stop that is reached on foot is never reached later. */
  arrival: Int32Array;
  /** For `journeysTo`. */
  search: Search;
}

/** Earliest arrival at every stop. Refuses stops that are not in the timetable and numbers out of range. */
export function earliestArrival(day: Day, paths: Footpaths, question: Question): Arrivals {
  const { access, departure, rides, longest } = question;
  checkTime(departure);
  const search = new Search(day, paths, { rides, keepsJourneys: true });
  search.depart(departure, access, longest === undefined ? never : departure + longest);
  return { question, arrival: arrivalsOf(search), search };
}

/** As a time of departure where a stop does not lead there. */
export const neverLeaves = -never;

/**
 * The latest time at which one can be at each stop and still be at the goal by `arrival`: on foot or by vehicle from
 * there, and `egress` seconds on foot from the last stop. `neverLeaves` where there is no way, or none that begins on
 * the day: times before 0:00 are not complete.
 */
export function latestDeparture(
  day: Day,
  paths: Footpaths,
  {
    egress,
    arrival,
    rides,
    longest,
  }: Omit<Question, "access" | "departure"> & { egress: Access; arrival: number },
): Int32Array {
  checkTime(arrival);
  const search = new Search(mirrored(day), reversedFootpaths(paths), { rides, keepsJourneys: false });
  search.depart(-arrival, egress, longest === undefined ? never : longest - arrival);
  return arrivalsOf(search).map((time) => -time);
}

function arrivalsOf(search: Search): Int32Array {
  return Int32Array.from(search.paths.change, (_, stop) => search.arrival(stop));
}
