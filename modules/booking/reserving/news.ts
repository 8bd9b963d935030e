/** The shape of what booking announces about a reservation: nobody is named. */
import type { ReservationNews } from "../events.ts";
import type { Resource } from "./resource-store.ts";
import type { Times } from "./rules.ts";

export function newsOf(
  { id, kind, orgPath, placeId }: Pick<Resource, "id" | "kind" | "orgPath" | "placeId">,
  one: Times & { id: string; people: number | null },
): ReservationNews {
  return {
    reservationId: one.id,
    resourceId: id,
    kind,
    orgPath,
    placeId,
    people: one.people,
    startsAt: one.startsAt.toString(),
    endsAt: one.endsAt.toString(),
  };
}
