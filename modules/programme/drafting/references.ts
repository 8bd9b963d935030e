/** What an event's text points at: its place, room, series and joint organisers. Unknown ones are faults of their field. */
import { organisationsOf, placesOf } from "#places";
import type { Db } from "#platform/db";
import { type FieldFault, invalid } from "#platform/errors";
import type { EventText, SessionText } from "../desk/contract.ts";
import { seriesExists } from "../series/series-store.ts";
import type { Room } from "./session-faults.ts";

/** Where something happens. */
export interface Whereabouts {
  placeId: string | null;
  spaceId: string | null;
  divisionCode: string | null;
  room: Room;
}

export const nowhere: Whereabouts = {
  placeId: null,
  spaceId: null,
  divisionCode: null,
  room: { capacity: null },
};

/** The places of several texts at once: one question to the register however many there are. */
export async function whereabouts(
  db: Db,
  wanted: readonly { placeId: string | null; spaceId: string | null; at: string }[],
): Promise<{ found: Whereabouts[]; faults: FieldFault[] }> {
  const places = await placesOf(db, unique(wanted.map(({ placeId }) => placeId)));
  const faults: FieldFault[] = [];
  const found = wanted.map(({ placeId, spaceId, at }): Whereabouts => {
    if (!placeId) {
      if (spaceId) faults.push({ field: `${at}/spaceId`, id: "event.space-without-place" });
      return nowhere;
    }
    const place = places.get(placeId);
    if (!place) {
      faults.push({ field: `${at}/placeId`, id: "event.unknown-place" });
      return nowhere;
    }
    if (place.endedOn) faults.push({ field: `${at}/placeId`, id: "event.place-ended" });
    const space = spaceId ? place.spaces.find(({ id }) => id === spaceId) : undefined;
    if (spaceId && !space) faults.push({ field: `${at}/spaceId`, id: "event.unknown-space" });
    return {
      placeId,
      spaceId,
      divisionCode: place.divisionCode,
      room: { capacity: space?.capacity ?? null },
    };
  });
  return { found, faults };
}

export interface References {
  where: Whereabouts;
  joint: { id: string; path: string }[];
}

/** Resolves an event's text or refuses with every field that points at nothing. */
export async function referencesOf(db: Db, event: EventText, ownerId: string): Promise<References> {
  const { found, faults } = await whereabouts(db, [{ ...event, at: "/body/event" }]);
  const organisations = await organisationsOf(db, event.jointOrganiserIds);
  const joint: References["joint"] = [];
  for (const [index, id] of event.jointOrganiserIds.entries()) {
    const field = `/body/event/jointOrganiserIds/${index}`;
    const organisation = organisations.get(id);
    if (!organisation) faults.push({ field, id: "event.unknown-organisation" });
    else if (id === ownerId) faults.push({ field, id: "event.owner-is-not-joint" });
    else if (!joint.some((one) => one.id === id)) joint.push({ id, path: organisation.path });
  }
  if (event.seriesId && !(await seriesExists(db, event.seriesId))) {
    faults.push({ field: "/body/event/seriesId", id: "event.unknown-series" });
  }
  if (event.ageFrom !== null && event.ageTo !== null && event.ageTo < event.ageFrom) {
    faults.push({ field: "/body/event/ageTo", id: "event.ages-reversed" });
  }
  if (faults.length > 0) throw invalid(faults);
  return { where: found[0] ?? nowhere, joint };
}

/** Where a session is: as it says itself, else where the event is, in the event's room unless it names another; on line nowhere. */
export function placeWanted(
  event: { mode: string; placeId: string | null; spaceId: string | null },
  session: Pick<SessionText, "placeId" | "spaceId">,
  at: string,
): { placeId: string | null; spaceId: string | null; at: string } {
  if (event.mode === "online") return { placeId: null, spaceId: null, at };
  if (session.placeId && session.placeId !== event.placeId)
    return { placeId: session.placeId, spaceId: session.spaceId, at };
  return { placeId: event.placeId, spaceId: session.spaceId ?? event.spaceId, at };
}

function unique(ids: readonly (string | null)[]): string[] {
  return [...new Set(ids.filter((id) => id !== null))];
}
