/** The metrics of the city page, each defined once: what is counted, in what unit, from which news. Pure. */
import type { Event } from "#platform/events";
import type {} from "#booking/events";
import type {} from "#people/events";
import type {} from "#places/events";
import type {} from "#programme/events";

export interface Fact {
  metric: MetricId;
  eventId: string;
  occurredAt: string;
  orgPath: string;
  amount: number;
  sourceKind: string;
  sourceId: string;
  aboutKind: string | null;
  aboutRef: string | null;
}

export interface Metric {
  id: MetricId;
  /** Flows add up over a period; a stock is what there is at its end. */
  kind: "flow" | "stock";
  /** Message key of its unit: places and people are different units and are never added up. */
  unit: "event" | "person-times" | "person" | "facility";
}

export const metrics = [
  { id: "visits", kind: "flow", unit: "person-times" },
  { id: "places-claimed", kind: "flow", unit: "person-times" },
  { id: "events-published", kind: "flow", unit: "event" },
  { id: "residents", kind: "stock", unit: "person" },
  { id: "facilities", kind: "stock", unit: "facility" },
] as const satisfies { id: string; kind: string; unit: string }[];

export type MetricId = (typeof metrics)[number]["id"];

export const metricIds = metrics.map(({ id }) => id);

type Draft = Omit<Fact, "eventId" | "occurredAt">;

/** The news that counts, and how. A type that is not here is not counted. */
export const countedTypes = [
  "claim.confirmed",
  "claim.cancelled",
  "claim.checked-in",
  "event.published",
  "event.withdrawn",
  "event.cancelled",
  "person.registered",
  "person.erased",
  "place.registered",
  "place.retired",
] as const;
