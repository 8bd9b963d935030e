import type { Graph } from "../graph.ts";
import { type Direction, nodeOnEdge, type Place } from "../place.ts";
import { never } from "../units.ts";
import { everyNode, timeAlong, timeAtPlace } from "./along.ts";
import { Spread } from "./spread.ts";

export interface NearestOptions {
  /** Tenths of a second; beyond it nothing is nearest. */
  limit?: number;
  /** `to`: people go to the places, as they do. */
  direction?: Direction;
}

/**
 * The nearest place of every node, kept up to date while places come and go: a change searches only what is nearer to that place than to others.
 * Places have the numbers in which they came; a number is not given twice.
 */
export class Nearest {
  readonly #spread: Spread;
  readonly #limit: number;

  constructor(
    graph: Graph,
    places: readonly Place[],
    { limit = never - 1, direction = "to" }: NearestOptions = {},
  ) {
    this.#limit = limit;
    this.#spread = new Spread(graph, direction);
    this.#spread.addAll(places, limit);
    this.#spread.run(limit);
  }

  /** Tenths of a second and the number of the nearest place, of each junction: `never` and −1 where none is in reach. Not to be written to. */
  get junctions(): { times: Int32Array; places: Int32Array } {
    return { times: this.#spread.times, places: this.#spread.owners };
  }

  /** Of any node. */
  at(node: number): { time: number; place: number } {
    const { graph, times, owners } = this.#spread;
    if (node < graph.junctions) return { time: times[node] ?? never, place: owners[node] ?? -1 };
    const { edge, j } = nodeOnEdge(graph, node);
    const { time, owner } = timeAlong(this.#spread, edge, j);
    return time > this.#limit ? { time: never, place: -1 } : { time, place: owner };
  }

  /** Of a spot on a street, its offset with it. */
  atPlace(place: Place): { time: number; place: number } {
    const { time, owner } = timeAtPlace(this.#spread, place);
    return time > this.#limit ? { time: never, place: -1 } : { time, place: owner };
  }

  /** Of every node: junctions, then shape nodes. */
  everyNode(): { times: Int32Array; places: Int32Array } {
    return everyNode(this.#spread, this.#limit);
  }

  /** A place more; answers its number. */
  add(place: Place): number {
    const number = this.#spread.add(place, this.#limit);
    this.#spread.run(this.#limit);
    return number;
  }

  /** A place less. Refuses a number that is not there. */
  remove(number: number): void {
    const spread = this.#spread;
    if (!spread.places[number])
      throw new RangeError(`place ${number} of ${spread.places.length} is not there`);
    spread.drop(number);
    spread.forget(number, this.#limit);
    spread.run(this.#limit);
  }
}
