import type { OpenState as MarkState } from "#platform/map";
import type { OpenState } from "../hours/open-state.ts";

const marks: Record<OpenState["state"], MarkState> = {
  open: "open",
  "closing-soon": "soon",
  "opening-soon": "closed",
  closed: "closed",
  shut: "closed",
  ended: "closed",
  // a square or a park that never closes
  unstated: "unknown",
};

/** The form of a place's mark on a map. */
export function markState({ state }: Pick<OpenState, "state">): MarkState {
  return marks[state];
}
