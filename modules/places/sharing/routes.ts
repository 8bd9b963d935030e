/** HTTP of shared use. */
import { by, implement } from "#platform/http";
import { placeTarget } from "../asked.ts";
import { may } from "../may.ts";
import * as contract from "./contract.ts";
import { addSharing, changeSharing, sharingViews } from "./sharing.ts";

export const sharingOperations = [
  implement(contract.listSharings, {
    may: by(may, "place.see-desk", placeTarget),
    run: async (ctx, { params }) => {
      const place = await placeTarget(ctx, { params });
      return {
        items: await sharingViews(ctx, params.id),
        can:
          place.endedOn === null && may["place.share"](ctx.actor, place) ? (["share"] as const).slice() : [],
      };
    },
  }),
  implement(contract.addSharing, {
    may: by(may, "place.share", placeTarget),
    run: (ctx, { params, body }) => addSharing(ctx, params.id, body),
  }),
  implement(contract.changeSharing, {
    may: by(may, "place.share", placeTarget),
    run: async (ctx, { params, body }) => {
      await changeSharing(ctx, params.id, { ...body, id: params.sharing });
      return {};
    },
  }),
];
