/** HTTP of photographs. */
import { by, implement } from "#platform/http";
import { placeTarget } from "../asked.ts";
import { may } from "../may.ts";
import * as contract from "./contract.ts";
import {
  addPhotograph,
  changePhotograph,
  erasePhotograph,
  mostPhotographs,
  orderPhotographs,
  shownPhotographs,
} from "./photographs.ts";

export const photographOperations = [
  implement(contract.listPhotographs, {
    may: by(may, "place.see-desk", placeTarget),
    run: async (ctx, { params }) => ({
      items: (await shownPhotographs(ctx.db, params.id)).map(
        ({ id, picture, alt, alts, credit, licence }) => ({
          id,
          image: picture,
          alt,
          alts,
          credit,
          licence,
        }),
      ),
      most: mostPhotographs,
    }),
  }),
  implement(contract.addPhotograph, {
    may: by(may, "place.change", placeTarget),
    run: (ctx, { params, body }) => addPhotograph(ctx, params.id, body),
  }),
  implement(contract.changePhotograph, {
    may: by(may, "place.change", placeTarget),
    run: async (ctx, { params, body }) => {
      await changePhotograph(ctx, params.id, { ...body, id: params.photograph });
      return {};
    },
  }),
  implement(contract.orderPhotographs, {
    may: by(may, "place.change", placeTarget),
    run: async (ctx, { params, body }) => {
      await orderPhotographs(ctx, params.id, body.ids);
      return {};
    },
  }),
  implement(contract.erasePhotograph, {
    may: by(may, "place.change", placeTarget),
    run: async (ctx, { params }) => {
      await erasePhotograph(ctx, params.id, params.photograph);
      return {};
    },
  }),
];
