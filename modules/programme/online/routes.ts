/** HTTP of streams. */
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { by, implement } from "#platform/http";
import * as store from "../event-store.ts";
import { may } from "../may.ts";
import { sessionTarget } from "../session-store.ts";
import * as contract from "./contract.ts";
import * as live from "./live/contract.ts";
import { dropKey, makeKey, showLive } from "./live/keys.ts";
import { setStream } from "./set-stream.ts";

const ofSession = async (ctx: Ctx, { params }: { params: { id: string } }) =>
  found(await sessionTarget(ctx.db, params.id), "session", params.id);

export const onlineOperations = [
  implement(contract.setStream, {
    may: by(may, "event.write", ofSession),
    run: async (ctx, { params, body }) => {
      await setStream(ctx, { ...params, ...body });
      return {};
    },
  }),
  implement(live.liveDesk, {
    may: by(may, "event.write", async (ctx, { params }) =>
      found(await store.eventTarget(ctx.db, params.id), "event", params.id),
    ),
    run: (ctx, { params }) => showLive(ctx, params.id),
  }),
  implement(live.makeStreamKey, {
    may: by(may, "event.write", ofSession),
    run: (ctx, { params }) => makeKey(ctx, params.id),
  }),
  implement(live.dropStreamKey, {
    may: by(may, "event.write", ofSession),
    run: async (ctx, { params }) => {
      await dropKey(ctx, params.id);
      return {};
    },
  }),
];
