/** HTTP of sessions that repeat. */
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { by, implement } from "#platform/http";
import { eventTarget } from "../event-store.ts";
import { may } from "../may.ts";
import { planSessions } from "./contract.ts";
import { planned } from "./plan.ts";

const target = async (ctx: Ctx, id: string) => found(await eventTarget(ctx.db, id), "event", id);

export const recurringOperations = [
  implement(planSessions, {
    may: by(may, "event.write", (ctx, { params }) => target(ctx, params.id)),
    run: (ctx, { params, body }) => planned(ctx, { ...params, ...body }),
  }),
];
