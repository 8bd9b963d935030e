/** HTTP of audio guides. */
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { anyone, by, implement } from "#platform/http";
import * as store from "../../event-store.ts";
import { may } from "../../may.ts";
import * as contract from "./contract.ts";
import { addStop, deskGuide, dropAudio, dropStop, editStop, putAudio, showGuide } from "./guide.ts";

const ofEvent = async (ctx: Ctx, { params }: { params: { id: string } }) =>
  found(await store.eventTarget(ctx.db, params.id), "event", params.id);

const mayWrite = by(may, "event.write", ofEvent);

export const guideOperations = [
  implement(contract.showGuide, { may: anyone, run: (ctx, { params }) => showGuide(ctx, params.id) }),
  implement(contract.deskGuide, { may: mayWrite, run: (ctx, { params }) => deskGuide(ctx, params.id) }),
  implement(contract.addStop, {
    may: mayWrite,
    run: (ctx, { params, body }) => addStop(ctx, { ...params, ...body }),
  }),
  implement(contract.editStop, {
    may: mayWrite,
    run: (ctx, { params, body: { number: as, text } }) => editStop(ctx, { ...params, as, text }),
  }),
  implement(contract.dropStop, {
    may: mayWrite,
    run: async (ctx, { params }) => {
      await dropStop(ctx, params.id, params.number);
      return {};
    },
  }),
  implement(contract.putAudio, {
    may: mayWrite,
    run: async (ctx, { params, body }) => {
      await putAudio(ctx, { ...params, ...body });
      return {};
    },
  }),
  implement(contract.dropAudio, {
    may: mayWrite,
    run: async (ctx, { params }) => {
      await dropAudio(ctx, params);
      return {};
    },
  }),
];
