/** What we do when others announce something. */
import { Temporal } from "temporal-polyfill";
import type {} from "#booking/events";
import type {} from "#places/events";
import { type Listeners, listening } from "#platform/events";
import { tellOfPlace } from "./changing/place-closing.ts";
import { askVisitors, followDoor } from "./feedback/feedback.ts";
import { forgetAnswers } from "./moved/move-store.ts";
import { takeRoom } from "./publishing/rooms.ts";
import * as store from "./session-store.ts";

/** A place now lies in another division: its coming sessions are found there. */
const followPlace: Listeners["place.moved"] = async (ctx, { payload }) => {
  await store.setDivision(ctx.db, payload.placeId, payload.divisionCode, ctx.clock());
};

const during = ({
  placeId,
  startsAt,
  endsAt,
}: {
  placeId: string;
  startsAt: string;
  endsAt: string | null;
}) => ({
  placeId,
  from: Temporal.Instant.from(startsAt),
  to: endsAt === null ? null : Temporal.Instant.from(endsAt),
});

/** Who came is asked how it was: nobody was there who could be asked before it was over. */
const askHowItWas: Listeners["session.held"] = (ctx, { payload }) => askVisitors(ctx, payload.sessionId);

export const listeners = listening("programme", {
  "place.moved": followPlace,
  "session.held": askHowItWas,
  // What who handed the places on had answered is not the new holder's word.
  "claim.handed-on": (ctx, { payload }) => forgetAnswers(ctx.db, payload.claimId),
  "claim.checked-in": (ctx, { payload }) => followDoor(ctx, payload.claimId),
  "claim.check-in-undone": (ctx, { payload }) => followDoor(ctx, payload.claimId),
  "resource.made": async (ctx, { payload }) => {
    if (payload.spaceId) await takeRoom(ctx, payload.spaceId);
  },
  "place.closure-announced": (ctx, { payload }) => tellOfPlace(ctx, "place-closes", during(payload)),
  "place.withdrawn": (ctx, { payload, at }) =>
    tellOfPlace(ctx, "place-closes", { placeId: payload.placeId, from: at, to: null }),
  "place.closure-lifted": (ctx, { payload }) => tellOfPlace(ctx, "place-opens", during(payload)),
});
