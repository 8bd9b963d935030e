/** What booking does when others announce something. */
import { Temporal } from "temporal-polyfill";
import type {} from "#places/events";
import { listening } from "#platform/events";
import { liftMarks } from "./penalties/lifting.ts";
import { endInSpace, endWhereNotPublic, endWhileClosed, tellOpenAgain } from "./reserving/closing.ts";

const during = ({ startsAt, endsAt }: { startsAt: string; endsAt: string | null }) => ({
  from: Temporal.Instant.from(startsAt),
  to: endsAt === null ? null : Temporal.Instant.from(endsAt),
});

export const listeners = listening("booking", {
  // Whoever was marked before it was known found the place closed, or would have.
  "place.closure-announced": async (ctx, { payload }) => {
    const { placeId, closureId } = payload;
    await liftMarks(ctx, { why: "closed", placeId, ...during(payload) });
    await endWhileClosed(ctx, { placeId, closureId, ...during(payload) });
  },
  "place.closure-lifted": (ctx, { payload }) =>
    tellOpenAgain(ctx, {
      placeId: payload.placeId,
      closureId: payload.closureId,
      ...during(payload),
    }),
  "place.withdrawn": (ctx, { payload, at }) => endWhereNotPublic(ctx, payload.placeId, at),
  "place.space-retired": (ctx, { payload }) => endInSpace(ctx, payload.placeId, payload.spaceId),
});
