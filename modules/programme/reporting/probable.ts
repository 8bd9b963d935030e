/** Which numbers of a report are asked again before they are kept: a nought too many is the usual mistake. Pure. */
import type { FieldFault } from "#platform/errors";

/** What is known of how many could come; null where nobody has said. */
export interface Known {
  /** Places that could be booked. */
  places: number | null;
  /** People the room holds. */
  capacity: number | null;
  expectedCrowd: number | null;
  /** People who live in the city. */
  population: number | null;
}

/** Where nothing is known of a session: a square on a festive evening. */
const mostUnknown = 5000;

/** More than this took part in hardly any such session: people come and go, and some stand. */
export function mostTookPart({ places, capacity, expectedCrowd }: Omit<Known, "population">): number {
  const bounds = [
    ...(places === null ? [] : [places * 3]),
    ...(capacity === null ? [] : [capacity * 5]),
    ...(expectedCrowd === null ? [] : [expectedCrowd * 3]),
  ];
  return bounds.length > 0 ? Math.max(...bounds) : mostUnknown;
}

/** The numbers that are improbable, each with its bound. */
export function improbable(
  { tookPart, beneficiaries }: { tookPart: number; beneficiaries: number },
  known: Known,
): FieldFault[] {
  const above = (name: string, count: number, most: number | null): FieldFault[] =>
    most !== null && count > most
      ? [{ field: `/body/${name}`, id: "report.improbable", data: { most } }]
      : [];
  return [
    ...above("tookPart", tookPart, mostTookPart(known)),
    ...above("beneficiaries", beneficiaries, known.population),
  ];
}
