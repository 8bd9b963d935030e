import type { EventView, SessionView } from "../contract.ts";

/** The session asked for; else the next one that can be joined, else the next one, else the last. */
export function chosenSession(event: EventView, wanted: SessionView | null): SessionView | null {
  if (wanted) return wanted;
  const joinable = new Set(["open", "no-booking", "not-yet", "drawn", "on-site"]);
  return (
    event.sessions.find(({ admission }) => joinable.has(admission.state)) ??
    event.sessions.find(({ admission }) => admission.state !== "over" && admission.state !== "cancelled") ??
    event.sessions.at(-1) ??
    null
  );
}
