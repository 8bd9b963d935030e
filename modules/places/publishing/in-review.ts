import type { PublicationState } from "#platform/publishing";

/** Others are reading it: what they check must not change under them. It is taken back or sent back first. */
export function inReview({ state }: { state: PublicationState }): boolean {
  return state === "submitted" || state === "checked" || state === "approved";
}
