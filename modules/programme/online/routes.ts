/** HTTP of streams. */
import { found } from "#platform/errors";
import { by, implement } from "#platform/http";
import { may } from "../may.ts";
import { sessionTarget } from "../session-store.ts";
import * as contract from "./contract.ts";
import { setStream } from "./set-stream.ts";

export const onlineOperations = [
  implement(contract.setStream, {
    may: by(may, "event.write", async (ctx, { params }) =>
      found(await sessionTarget(ctx.db, params.id), "session", params.id),
    ),
    run: async (ctx, { params, body }) => {
      await setStream(ctx, { ...params, ...body });
      return {};
    },
  }),
];
