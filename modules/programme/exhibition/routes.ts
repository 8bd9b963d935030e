/** HTTP of timed entry. */
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { by, implement } from "#platform/http";
import * as store from "../event-store.ts";
import { may } from "../may.ts";
import { guideOperations } from "./audio/routes.ts";
import * as contract from "./contract.ts";
import { openSlots, openTours } from "./open-entry.ts";

const eventTarget = async (ctx: Ctx, id: string) => found(await store.eventTarget(ctx.db, id), "event", id);

export const exhibitionOperations = [
  ...guideOperations,
  implement(contract.openSlots, {
    may: by(may, "event.write", (ctx, { params }) => eventTarget(ctx, params.id)),
    run: (ctx, { params, body }) => openSlots(ctx, { ...params, ...body }),
  }),
  implement(contract.openTours, {
    may: by(may, "event.write", (ctx, { params }) => eventTarget(ctx, params.id)),
    run: (ctx, { params, body }) => openTours(ctx, { ...params, ...body }),
  }),
];
