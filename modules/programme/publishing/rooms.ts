/** Public sessions take the rooms they are in, where people can reserve these: through booking's door, so that no two have one at a time. */
import { Temporal } from "temporal-polyfill";
import { clashesOf, letGo, reservableSpaces, reserveFor } from "#booking";
import type { Ctx, TxCtx } from "#platform/ctx";
import type { FieldFault } from "#platform/errors";
import { longestVisitHours } from "../drafting/closed-then.ts";
import type { Event } from "../event-store.ts";
import type { Session } from "../session-store.ts";

/** The kind under which booking knows what we do in a room. */
const useKind = "event-session";

type InRoom = Session & { spaceId: string; placeId: string };

/** What runs for days, and slots and tours of one exhibition, share their room. */
function takesRoom(session: Session, now: Temporal.Instant): session is InRoom {
  return (
    session.spaceId !== null &&
    session.placeId !== null &&
    session.entry === null &&
    session.cancelledAt === null &&
    session.startsAt.until(session.endsAt).total("hours") <= longestVisitHours &&
    Temporal.Instant.compare(session.startsAt, now) > 0
  );
}

/** Takes the rooms of sessions as they are now, and gives back what they had. Refuses where somebody has one then. */
export async function holdRooms(
  ctx: TxCtx,
  event: Pick<Event, "title" | "orgPath">,
  sessions: readonly Session[],
): Promise<void> {
  const now = ctx.clock();
  const coming = sessions.filter(({ startsAt }) => Temporal.Instant.compare(startsAt, now) > 0);
  await leaveRooms(ctx, coming);
  const wanted = coming.filter((session) => takesRoom(session, now));
  const reservable = await reservableSpaces(
    ctx,
    wanted.map(({ spaceId }) => spaceId),
  );
  for (const { id, spaceId, placeId, startsAt, endsAt } of wanted.filter((one) =>
    reservable.has(one.spaceId),
  ))
    await reserveFor(ctx, {
      use: { kind: useKind, ref: id },
      orgPath: event.orgPath,
      needs: [{ space: spaceId, placeId }],
      startsAt,
      endsAt,
      purpose: event.title,
    });
}

/** Gives the rooms of sessions back. */
export async function leaveRooms(ctx: TxCtx, sessions: readonly Pick<Session, "id">[]): Promise<void> {
  await letGo(
    ctx,
    useKind,
    sessions.map(({ id }) => id),
  );
}

/** A fault for each of these whose room somebody else has then. `sessions`: those that are still to come, in the order of the form. */
export async function roomFaults(
  ctx: Pick<Ctx, "db">,
  sessions: readonly Session[],
  now: Temporal.Instant,
): Promise<FieldFault[]> {
  const wanted = sessions
    .filter((session) => takesRoom(session, now))
    .map(({ id, spaceId, startsAt, endsAt }) => ({ ref: id, space: spaceId, startsAt, endsAt }));
  return (await clashesOf(ctx, useKind, wanted)).map(({ ref, startsAt, endsAt, closed }) => ({
    field: `/body/sessions/${sessions.findIndex(({ id }) => id === ref)}/startsAt`,
    id: closed ? "session.room-closed" : "session.room-taken",
    data: {
      at: sessions.find(({ id }) => id === ref)?.startsAt.toString() ?? "",
      from: startsAt.toString(),
      until: endsAt.toString(),
    },
  }));
}
