/** May this event be checked and published as it stands? Asked again at publication: time passes between the two. */
import type { Temporal } from "temporal-polyfill";
import { placesOf } from "#places";
import type { Db } from "#platform/db";
import type { FieldFault } from "#platform/errors";
import type * as store from "../event-store.ts";
import { streamsOf } from "../online/stream-store.ts";
import { roomFaults } from "../publishing/rooms.ts";
import * as sessionStore from "../session-store.ts";
import { missingFrom } from "./missing.ts";
import { sessionFaults } from "./session-faults.ts";
import { sessionText } from "./texts.ts";

/** Everything that stands against publishing it, by field. */
export async function readinessFaults(
  db: Db,
  event: store.Event,
  now: Temporal.Instant,
): Promise<FieldFault[]> {
  const sessions = await sessionStore.sessionsOf(db, [event.id]);
  const coming = sessions.filter(
    ({ cancelledAt, endsAt }) => !cancelledAt && endsAt.epochNanoseconds > now.epochNanoseconds,
  );
  const streams = await streamsOf(
    db,
    coming.map(({ id }) => id),
  );
  const missing = missingFrom(
    event,
    coming.map(({ id, endsAt, booking }) => ({
      endsAt,
      booked: booking !== null,
      cancelled: false,
      ownStream: streams.get(id)?.own ?? false,
    })),
    now,
  );
  // The room may have become another one since the session was written.
  const places = await placesOf(db, [
    ...new Set(coming.flatMap(({ placeId }) => (placeId ? [placeId] : []))),
  ]);
  const faulty = coming.flatMap((session, index) => {
    const spaces = session.placeId ? places.get(session.placeId)?.spaces : undefined;
    const capacity = spaces?.find(({ id }) => id === session.spaceId)?.capacity ?? null;
    return sessionFaults(sessionText(session, event), { capacity }, now, `/body/sessions/${index}`);
  });
  const hidden = [...places.values()].some((place) => !place.public)
    ? [{ field: "/body/event/placeId", id: "event.place-not-public" }]
    : [];
  return [...missing, ...hidden, ...faulty, ...(await roomFaults({ db }, coming, now))];
}
