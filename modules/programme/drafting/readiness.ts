/** May this event be checked and published as it stands? Asked again at publication: time passes between the two. */
import type { Temporal } from "temporal-polyfill";
import { spacesOf } from "#places";
import type { Db } from "#platform/db";
import type { FieldFault } from "#platform/errors";
import * as store from "../event-store.ts";
import { missingFrom } from "./missing.ts";
import { sessionFaults } from "./session-faults.ts";
import { sessionText } from "./texts.ts";

/** Everything that stands against publishing it, by field. */
export async function readinessFaults(
  db: Db,
  event: store.Event,
  now: Temporal.Instant,
): Promise<FieldFault[]> {
  const sessions = await store.sessionsOf(db, [event.id]);
  const coming = sessions.filter(
    ({ cancelledAt, endsAt }) => !cancelledAt && endsAt.epochNanoseconds > now.epochNanoseconds,
  );
  const missing = missingFrom(
    event,
    coming.map(({ endsAt }) => ({ endsAt, cancelled: false })),
    now,
  );
  // The room may have become another one since the session was written.
  const rooms = await spacesOf(db, [...new Set(coming.flatMap(({ spaceId }) => (spaceId ? [spaceId] : [])))]);
  const faulty = coming.flatMap((session, index) => {
    const capacity = session.spaceId ? (rooms.get(session.spaceId)?.capacity ?? null) : null;
    return sessionFaults(sessionText(session, event), { capacity }, now, `/body/sessions/${index}`);
  });
  return [...missing, ...faulty];
}
