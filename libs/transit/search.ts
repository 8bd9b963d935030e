/**
 * RAPTOR and rRAPTOR: Delling, Pajor, Werneck 2012, "Round-based public transit routing". In round k every run that stops
 * where round k - 1 got earlier is gone along once; then one walks. Labels stay when an earlier departure follows, so
 * that it only does what a later one could not do better (§4.2 of the paper).
 */
import { type Day, never, type Run } from "./day.ts";
import { TransitFault } from "./fault.ts";
import type { Footpaths } from "./footpaths.ts";
import { canAlight, canBoard } from "./gtfs/feed.ts";
import { nextStart, nextStartMirrored } from "./windows.ts";

/** Where the journey can begin: stops, and seconds on foot to each. */
export type Access = Iterable<readonly [stop: number, seconds: number]>;

/** How a label of a round came about. */
export interface Ride {
  run: number;
  /** Index among the run's trips. */
  trip: number;
  board: number;
  alight: number;
}

const mostRides = 16;
const mostWalk = 86_400;

// All indexes below come from arrays built for one another in `day.ts` and `footpaths.ts`: a number is always there.
const at = (of: Int32Array, n: number) => of[n] as number;

export class Search {
  readonly day: Day;
  readonly paths: Footpaths;
  readonly rides: number;
  /** By round: when a vehicle first brings one to each stop in at most so many rides. */
  readonly ridden: readonly Int32Array[];
  /** By round: when one can board at each stop, having come on foot or changed. */
  readonly ready: readonly Int32Array[];
  readonly #stops: number;
  readonly #first: Int32Array;
  #touched: number[] = [];
  readonly #isTouched: Uint8Array;
  /** Stops where one is ready earlier than before this departure and round. */
  #marked: number[] = [];
  readonly #isMarked: Uint8Array;
  #latest = never;
  /** By round and stop, only where journeys are asked for. */
  readonly #came: (Int32Array | null)[];

  /** Room for searches of at most `rides` vehicles; `keepsJourneys` remembers how each label came about. */
  constructor(
    day: Day,
    paths: Footpaths,
    { rides, keepsJourneys }: { rides: number; keepsJourneys: boolean },
  ) {
    if (!Number.isInteger(rides) || rides < 0 || rides > mostRides)
      throw new TransitFault("transit.out-of-range", { rides, most: mostRides });
    this.day = day;
    this.paths = paths;
    this.rides = rides;
    this.#stops = day.start.length - 1;
    if (paths.change.length !== this.#stops)
      throw new TransitFault("transit.out-of-range", { stops: paths.change.length, expected: this.#stops });
    const labels = () => Array.from({ length: rides + 1 }, () => new Int32Array(this.#stops).fill(never));
    this.ridden = labels();
    this.ready = labels();
    this.#came = this.ridden.map(() => (keepsJourneys ? new Int32Array(this.#stops * cameSize) : null));
    this.#first = new Int32Array(day.runs.length).fill(-1);
    this.#isTouched = new Uint8Array(this.#stops);
    this.#isMarked = new Uint8Array(this.#stops);
  }

  /** One departure; a further one of the same search must be earlier. What would come after `latest` is left out. */
  depart(departure: number, access: Access, latest = never): void {
    this.#latest = latest;
    for (const [stop, seconds] of access) {
      if (!Number.isInteger(stop) || stop < 0 || stop >= this.#stops)
        throw new TransitFault("transit.unknown-stop", { stop });
      if (!Number.isInteger(seconds) || seconds < 0 || seconds > mostWalk)
        throw new TransitFault("transit.out-of-range", { seconds, most: mostWalk });
      if (departure + seconds <= latest) this.#readyAt(0, stop, departure + seconds);
    }
    for (let round = 1; round <= this.rides && this.#marked.length > 0; round++) {
      for (const [run, place] of this.#runsToGo()) {
        const one = this.day.runs[run];
        if (one?.windows) this.#goFrequent(one, run, place, round);
        else if (one) this.#go(one, run, place, round);
      }
      this.#walk(round);
    }
    this.#unmark();
  }

  /** Earliest arrival at a stop by vehicle or on foot. */
  arrival(stop: number, rides = this.rides): number {
    return Math.min(at(this.ridden[rides] as Int32Array, stop), at(this.ready[rides] as Int32Array, stop));
  }

  /** The ride that made the label of a stop in a round. */
  rideTo(round: number, stop: number): Ride {
    const [run = -1, trip = -1, board = -1, alight = -1] = this.#cameAt(round, stop);
    return { run, trip, board, alight };
  }

  /** Where one walked from to be ready at a stop in a round; the stop itself when one changed there. */
  walkedFrom(round: number, stop: number): number {
    return this.#cameAt(round, stop)[4] ?? -1;
  }

  #cameAt(round: number, stop: number): Int32Array {
    const came = this.#came[round];
    if (!came) throw new Error("a search that keeps no journeys is asked for one");
    return came.subarray(stop * cameSize, (stop + 1) * cameSize);
  }

  #readyAt(round: number, stop: number, time: number): boolean {
    if (time >= at(this.ready[round] as Int32Array, stop)) return false;
    lower(this.ready, round, stop, time);
    if (this.#isMarked[stop] === 0) {
      this.#isMarked[stop] = 1;
      this.#marked.push(stop);
    }
    return true;
  }

  /** Each run that stops at a marked stop, with the first place where one can board it. Takes the marks off. */
  #runsToGo(): [run: number, place: number][] {
    const { start, run, place } = this.day;
    const runs: number[] = [];
    for (const stop of this.#marked)
      for (let n = at(start, stop); n < at(start, stop + 1); n++) {
        const one = at(run, n);
        const first = at(this.#first, one);
        if (first < 0) runs.push(one);
        if (first < 0 || at(place, n) < first) this.#first[one] = at(place, n);
      }
    this.#unmark();
    return runs.map((one) => {
      const first = at(this.#first, one);
      this.#first[one] = -1;
      return [one, first];
    });
  }

  #unmark(): void {
    for (const stop of this.#marked) this.#isMarked[stop] = 0;
    this.#marked = [];
  }

  #go({ stops, can, trips, arrivals, departures }: Run, run: number, from: number, round: number): void {
    const ready = this.ready[round - 1] as Int32Array;
    const ridden = this.ridden[round] as Int32Array;
    const many = trips.length;
    let trip = many;
    let board = -1;
    for (let place = from; place < stops.length; place++) {
      const stop = at(stops, place);
      const row = place * many;
      const does = can[place] as number;
      if (trip < many && does & canAlight) {
        const time = at(arrivals, row + trip);
        if (time < at(ridden, stop) && time <= this.#latest)
          this.#arrive(round, stop, time, { run, trip, board, alight: place });
      }
      const time = at(ready, stop);
      if (!(does & canBoard) || trip === 0 || time > at(departures, row + trip - 1)) continue;
      trip = firstFrom(departures, row, trip, time);
      board = place;
    }
  }

  #goFrequent(one: Run, run: number, from: number, round: number): void {
    const { stops, can, arrivals, departures, windows } = one;
    const ready = this.ready[round - 1] as Int32Array;
    const ridden = this.ridden[round] as Int32Array;
    const next = this.day.isMirrored ? nextStartMirrored : nextStart;
    let start = never;
    let board = -1;
    for (let place = from; place < stops.length; place++) {
      const stop = at(stops, place);
      const does = can[place] as number;
      if (start < never && does & canAlight) {
        const time = start + at(arrivals, place);
        if (time < at(ridden, stop) && time <= this.#latest)
          this.#arrive(round, stop, time, { run, trip: 0, board, alight: place });
      }
      const time = at(ready, stop);
      if (!(does & canBoard) || !windows || time === never) continue;
      const earlier = next(windows, time - at(departures, place));
      if (earlier >= start) continue;
      start = earlier;
      board = place;
    }
  }

  #arrive(round: number, stop: number, time: number, { run, trip, board, alight }: Ride): void {
    lower(this.ridden, round, stop, time);
    const came = this.#came[round];
    if (came) {
      const n = stop * cameSize;
      came[n] = run;
      came[n + 1] = trip;
      came[n + 2] = board;
      came[n + 3] = alight;
    }
    if (this.#isTouched[stop] !== 0) return;
    this.#isTouched[stop] = 1;
    this.#touched.push(stop);
  }

  /** From where this round's vehicles stopped: to the next vehicle at the same stop, and once on foot to others. */
  #walk(round: number): void {
    const { start, to, seconds, change } = this.paths;
    const ridden = this.ridden[round] as Int32Array;
    for (const stop of this.#touched) {
      this.#isTouched[stop] = 0;
      const time = at(ridden, stop);
      // Who only changes stands there already: the limit is for arriving.
      if (this.#readyAt(round, stop, time + at(change, stop))) this.#walked(round, stop, stop);
      for (let n = at(start, stop); n < at(start, stop + 1); n++) {
        const then = time + at(seconds, n);
        if (then <= this.#latest && this.#readyAt(round, at(to, n), then))
          this.#walked(round, at(to, n), stop);
      }
    }
    this.#touched = [];
  }

  #walked(round: number, stop: number, from: number): void {
    const came = this.#came[round];
    if (came) came[stop * cameSize + 4] = from;
  }
}

/** Run, trip, place of boarding, place of alighting; stop walked from. */
const cameSize = 5;

/** Lowers a label in its round and in all later ones, which may use fewer rides than they are allowed. */
function lower(labels: readonly Int32Array[], from: number, stop: number, time: number): void {
  for (let round = from; round < labels.length; round++) {
    const label = labels[round] as Int32Array;
    if (at(label, stop) <= time) return;
    label[stop] = time;
  }
}

/** The first trip below `end` that leaves at `time` or later; `end - 1` is known to. */
function firstFrom(departures: Int32Array, row: number, end: number, time: number): number {
  let low = 0;
  let high = end - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(departures, row + middle) >= time) high = middle;
    else low = middle + 1;
  }
  return low;
}
