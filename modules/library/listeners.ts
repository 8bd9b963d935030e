/** What the library does when others announce something. */
import type {} from "#people/events";
import type {} from "#places/events";
import { listening } from "#platform/events";
import { heedEligibility, mirrorCredit } from "./circulation/readers/guarantees/credit.ts";
import { putOffDueDays } from "./circulation/reminding/put-off.ts";

export const listeners = listening("library", {
  "eligibility.changed": (ctx, { payload }) => heedEligibility(ctx, payload),
  // What either qualified by is the one's who stays.
  "account.merged": (ctx, { payload }) => mirrorCredit(ctx, payload.into),
  "place.closure-announced": (ctx, { payload }) => putOffDueDays(ctx, payload.placeId),
});
