/** Which numbers of a report are asked again before they are kept: a nought too many is the usual mistake. Pure. */
import type { FieldFault } from "#platform/errors";
import type { reportBases } from "./contract.ts";

/** What is known of how many could come; null where nobody has said. */
export interface Known {
  /** Places that could be booked. */
  places: number | null;
  /** People the room holds. */
  capacity: number | null;
  expectedCrowd: number | null;
  /** People who live in the city, once for each day of the session. */
  population: number | null;
  /** Counted at the door: they are not reported, and took part as well. */
  arrived: number;
  /** Nobody took part in it from elsewhere. */
  onSite: boolean;
}

/** Beneficiaries did not take part: there may be fewer of them than participants, or none. */
export interface Numbers {
  tookPart: number;
  beneficiaries: number;
  basis: (typeof reportBases)[number];
}

/** Where nothing is known of a session: a square on a festive evening. */
const mostUnknown = 5000;

/** Without the figures of a platform nobody knows of more that were reached for each who took part. */
const reachedByEach = 20;

/** More than this took part in hardly any such session: people come and go, and some stand. */
export function mostTookPart({
  places,
  capacity,
  expectedCrowd,
}: Pick<Known, "places" | "capacity" | "expectedCrowd">): number {
  const bounds = [
    ...(places === null ? [] : [places * 3]),
    ...(capacity === null ? [] : [capacity * 5]),
    ...(expectedCrowd === null ? [] : [expectedCrowd * 3]),
  ];
  return bounds.length > 0 ? Math.max(...bounds) : mostUnknown;
}

/** The numbers that are improbable, each with its bound. */
export function improbable(numbers: Numbers, known: Known): FieldFault[] {
  const reached =
    numbers.basis === "platform"
      ? Number.POSITIVE_INFINITY
      : Math.max(mostUnknown, reachedByEach * (numbers.tookPart + known.arrived));
  return above("report.improbable", numbers, {
    tookPart: mostTookPart(known) - known.arrived,
    beneficiaries: Math.min(reached, known.population ?? Number.POSITIVE_INFINITY),
  });
}

/** The numbers that cannot be: on site there are no more people than the city has, whoever is sure. */
export function impossible(numbers: Numbers, { onSite, population, arrived }: Known): FieldFault[] {
  if (!onSite || population === null) return [];
  return above("report.impossible", numbers, {
    tookPart: population - arrived,
    beneficiaries: population,
  });
}

function above(
  id: string,
  numbers: Numbers,
  most: { tookPart: number; beneficiaries: number },
): FieldFault[] {
  return (["tookPart", "beneficiaries"] as const)
    .filter((name) => numbers[name] > Math.max(0, most[name]))
    .map((name) => ({ field: `/body/${name}`, id, data: { most: Math.max(0, most[name]) } }));
}
