/** What we do when others announce something. */
import type {} from "#places/events";
import { type Listeners, listening } from "#platform/events";
import * as store from "./event-store.ts";

/** A place now lies in another division: its coming sessions are found there. */
const followPlace: Listeners["place.moved"] = async (ctx, { payload }) => {
  await store.setDivision(ctx.db, payload.placeId, payload.divisionCode, ctx.clock());
};

export const listeners = listening("programme", { "place.moved": followPlace });
