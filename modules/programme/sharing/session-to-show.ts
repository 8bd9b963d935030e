/** Which session stands for an event where there is room for one. Pure. */
import { Temporal } from "temporal-polyfill";
import type { SessionView } from "../contract.ts";

/** The next that is not over and not cancelled, else the last there was. */
export function sessionToShow<S extends Pick<SessionView, "endsAt" | "cancelledBecause">>(
  sessions: readonly S[],
  now: Temporal.Instant,
): S | null {
  const takingPlace = sessions.filter(({ cancelledBecause }) => cancelledBecause === null);
  return (
    takingPlace.find(({ endsAt }) => Temporal.Instant.compare(endsAt, now) > 0) ?? takingPlace.at(-1) ?? null
  );
}
