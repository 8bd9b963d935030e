/** HTTP of spaces. */
import { by, implement } from "#platform/http";
import { placeTarget } from "../asked.ts";
import { may } from "../may.ts";
import * as contract from "./contract.ts";
import { addSpace, changeSpace, retireSpace } from "./spaces.ts";

export const spaceOperations = [
  implement(contract.addSpace, {
    may: by(may, "place.change", placeTarget),
    run: (ctx, { params, body }) => addSpace(ctx, params.id, body),
  }),
  implement(contract.changeSpace, {
    may: by(may, "place.change", placeTarget),
    run: async (ctx, { params, body }) => {
      await changeSpace(ctx, params.id, params.space, body);
      return {};
    },
  }),
  implement(contract.retireSpace, {
    may: by(may, "place.change", placeTarget),
    run: async (ctx, { params }) => {
      await retireSpace(ctx, params.id, params.space);
      return {};
    },
  }),
];
