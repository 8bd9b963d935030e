/** HTTP of passing an event on. */
import { anyone, FileAnswer, implement } from "#platform/http";
import * as contract from "./contract.ts";
import { sharePicture } from "./share-picture.ts";

export const sharingOperations = [
  implement(contract.sharePicture, {
    may: anyone,
    run: async (ctx, { params }) => {
      const png = await sharePicture(ctx, params.id);
      return new FileAnswer(`${params.id}.png`, "image/png", [png], { shown: true }).asAnswer();
    },
  }),
];
