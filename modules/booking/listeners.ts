/** What booking does when others announce something. */
import { Temporal } from "temporal-polyfill";
import type {} from "#places/events";
import { listening } from "#platform/events";
import { liftMarks } from "./penalties/lifting.ts";

export const listeners = listening("booking", {
  // Whoever was marked before it was known found the place closed, or would have.
  "place.closure-announced": (ctx, { payload: { placeId, startsAt, endsAt } }) =>
    liftMarks(ctx, {
      why: "closed",
      placeId,
      from: Temporal.Instant.from(startsAt),
      to: endsAt === null ? null : Temporal.Instant.from(endsAt),
    }),
});
