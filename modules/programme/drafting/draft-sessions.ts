/** Sessions as they are written: places resolved, faults named, added all or none. */
import { Temporal } from "temporal-polyfill";
import type { TxCtx } from "#platform/ctx";
import type { Db } from "#platform/db";
import { type FieldFault, invalid, Problem } from "#platform/errors";
import type { SessionText } from "../desk/contract.ts";
import type * as store from "../event-store.ts";
import * as sessionStore from "../session-store.ts";
import { saysNoCrowd } from "./missing.ts";
import { placeWanted, whereabouts } from "./references.ts";
import { sessionFaults } from "./session-faults.ts";

type Where = Pick<store.Event, "mode" | "placeId" | "spaceId">;

/** Where a session stands in what was sent. */
export const sessionAt = (index: number) => `/body/sessions/${index}`;

/** The rows of these sessions, or a refusal that names every faulty field below `at(index)`. */
export async function sessionRows(
  db: Db,
  event: Where,
  sessions: readonly SessionText[],
  now: Temporal.Instant,
  at: (index: number) => string,
): Promise<sessionStore.SessionRow[]> {
  const wanted = sessions.map((session, index) => placeWanted(event, session, at(index)));
  const { found, faults } = await whereabouts(db, wanted);
  const all: FieldFault[] = [...faults];
  const rows = sessions.map((session, index): sessionStore.SessionRow => {
    const where = found[index];
    all.push(...sessionFaults(session, where?.room ?? { capacity: null }, now, at(index)));
    return {
      startsAt: Temporal.Instant.from(session.startsAt),
      endsAt: Temporal.Instant.from(session.endsAt),
      label: session.label.trim(),
      placeId: where?.placeId ?? null,
      spaceId: where?.spaceId ?? null,
      divisionCode: where?.divisionCode ?? null,
      // A pool without places is no pool.
      booking: session.booking && {
        ...session.booking,
        pools: session.booking.pools.filter(({ quota }) => quota > 0),
      },
      entry: null,
      language: null,
    };
  });
  if (all.length > 0) throw invalid(all);
  return rows;
}

/** Refuses sessions of a public event to which people come without booking while nobody has said how many are expected. */
export function refuseUncounted(
  event: store.Event,
  rows: readonly sessionStore.SessionRow[],
  at: (index: number) => string,
): void {
  if (!saysNoCrowd(event)) return;
  const faults = rows.flatMap(({ booking }, index) =>
    booking ? [] : [{ field: `${at(index)}/booking/pools/0/quota`, id: "event.no-expected-crowd" }],
  );
  if (faults.length > 0) throw invalid(faults);
}

/** Adds sessions to an event. Refuses all when one of them is there already, and names it. */
export async function addRows(
  ctx: TxCtx,
  eventId: string,
  rows: readonly sessionStore.SessionRow[],
): Promise<string[]> {
  if (rows.length === 0) return [];
  const ids = await sessionStore.insertSessions(ctx.db, eventId, rows, ctx.clock());
  const faults = ids.flatMap((id, index) =>
    id === null ? [{ field: `${sessionAt(index)}/startsAt`, id: "session.there-already" }] : [],
  );
  if (faults.length > 0) throw new Problem("session.twice", 409, { count: faults.length }, faults);
  return ids.filter((id) => id !== null);
}
