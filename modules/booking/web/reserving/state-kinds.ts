/** How states of a reservation look. */
import type { StateKind } from "#web/kit/state.tsx";
import type { ReservationState } from "../../reserving/states.ts";

export const stateKinds: Record<ReservationState, StateKind> = {
  requested: "soon",
  confirmed: "open",
  "checked-in": "open",
  over: "closed",
  "no-show": "refused",
  refused: "refused",
  cancelled: "closed",
  displaced: "refused",
  released: "refused",
};
