import type { AnswerOf } from "#contract";
import type { StateKind } from "#web/kit/state.tsx";
import type { ownEligibility } from "../eligibility/contract.ts";

export type OwnCheck = AnswerOf<typeof ownEligibility>["checks"][number];

/** The shape beside the word. */
export const standingKinds: Record<OwnCheck["standing"], StateKind> = {
  none: "closed",
  waiting: "soon",
  yes: "open",
  no: "refused",
  over: "closed",
  unreachable: "closed",
  withdrawn: "closed",
  ended: "closed",
};
