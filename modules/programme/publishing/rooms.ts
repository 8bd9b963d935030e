/** Public sessions take the rooms they are in, where people can reserve these: through booking's door, so that no two have one at a time. */
import { Temporal } from "temporal-polyfill";
import { clashesOf, letGo, lostSpaces, reserveFor, takeWhatIsFree, type UseOf } from "#booking";
import type { Ctx, TxCtx } from "#platform/ctx";
import type { FieldFault } from "#platform/errors";
import { longestVisitHours } from "../drafting/closed-then.ts";
import type { Event } from "../event-store.ts";
import { publicInSpace, publicOf, type Session } from "../session-store.ts";
import { type LostSession, sessionsThatLost } from "../watch-store.ts";

/** The kind under which booking knows what we do in a room. */
export const useKind = "event-session";

const isComing = ({ startsAt }: Session, now: Temporal.Instant) =>
  Temporal.Instant.compare(startsAt, now) > 0;

type Placed = Pick<Session, "id" | "spaceId" | "entry" | "cancelledAt" | "startsAt" | "endsAt">;

/** What one needs. What runs for days, and slots and tours of one exhibition, share their room. */
function needsOf({ spaceId, entry, cancelledAt, startsAt, endsAt }: Placed): { space: string }[] {
  const takes = entry === null && cancelledAt === null;
  return takes && spaceId !== null && startsAt.until(endsAt).total("hours") <= longestVisitHours
    ? [{ space: spaceId }]
    : [];
}

const roomUse = (session: Placed, { title, orgPath }: Pick<Event, "title" | "orgPath">) => ({
  ...{ ref: session.id, orgPath, needs: needsOf(session), purpose: title },
  ...{ startsAt: session.startsAt, endsAt: session.endsAt },
});

/** Sessions have the rooms they are in now, and no others. Refuses where somebody has one then. */
export async function holdRooms(
  ctx: TxCtx,
  event: Pick<Event, "title" | "orgPath">,
  sessions: readonly Session[],
): Promise<void> {
  const coming = sessions.filter((session) => isComing(session, ctx.clock()));
  await reserveFor(
    ctx,
    useKind,
    coming.map((session) => roomUse(session, event)),
  );
}

/** People can reserve a room from now on: sessions that are public in it have it, but where two share it or a part of it is taken. */
export async function takeRoom(ctx: TxCtx, spaceId: string): Promise<void> {
  const sessions = await publicInSpace(ctx.db, spaceId, ctx.clock());
  await takeWhatIsFree(
    ctx,
    useKind,
    sessions.map((one) => roomUse(one, one)),
  );
}

/** What these sessions need now, as far as they are public and still to come. */
export async function usesOfSessions(
  ctx: Ctx,
  ids: readonly string[],
): Promise<(UseOf & { kind: string })[]> {
  const sessions = ids.length > 0 ? await publicOf(ctx.db, ids, ctx.clock()) : [];
  return sessions.map((one) => ({ ...roomUse(one, one), kind: useKind }));
}

/** Published sessions below these paths that begin in a span and whose room the house has closed. */
export async function sessionsWithoutRoom(
  ctx: Pick<Ctx, "db">,
  paths: readonly string[],
  span: { from: Temporal.Instant; to: Temporal.Instant },
): Promise<LostSession[]> {
  const lost = await lostSpaces(ctx, useKind, span);
  return lost.length === 0 ? [] : sessionsThatLost(ctx.db, paths, lost);
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
  const uses = sessions
    .filter((session) => isComing(session, now))
    .map((session) => ({
      ...{ ref: session.id, needs: needsOf(session) },
      ...{ startsAt: session.startsAt, endsAt: session.endsAt },
    }));
  return (await clashesOf(ctx, useKind, uses)).map(({ ref, startsAt, endsAt, closed }) => ({
    field: `/body/sessions/${sessions.findIndex(({ id }) => id === ref)}/startsAt`,
    id: closed ? "session.room-closed" : "session.room-taken",
    data: {
      at: sessions.find(({ id }) => id === ref)?.startsAt.toString() ?? "",
      from: startsAt.toString(),
      until: endsAt.toString(),
    },
  }));
}
