/** The shape beside each standing of a mark. */
import type { StateKind } from "#web/kit/state.tsx";

export const markKinds = {
  counts: "soon",
  suspends: "refused",
  past: "closed",
  excused: "closed",
} as const satisfies Record<string, StateKind>;
