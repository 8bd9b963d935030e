/** HTTP of sets: permission, one use case, its answer. */
import { placeOf } from "#places";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { by, implement } from "#platform/http";
import { may } from "../../may.ts";
import { bookSet, dropBooking, makeSet, putInSet } from "./change-set.ts";
import * as contract from "./contract.ts";
import { lendSet, returnSet } from "./lend-set.ts";
import { bookingById, setById } from "./set-store.ts";
import { showSet, showSets } from "./show-sets.ts";

const atPlace = by(may, "set.work", async (ctx, { body }: { body: { placeId: string } }) =>
  found(await placeOf(ctx.db, body.placeId), "place", body.placeId),
);
const ofSet = by(may, "set.work", async (ctx: Ctx, { params: { id } }: { params: { id: string } }) =>
  found(await setById(ctx.db, id), "set", id),
);

export const setOperations = [
  implement(contract.sets, {
    may: by(may, "set.list", () => ({})),
    run: (ctx, { query }) => showSets(ctx, query),
  }),
  implement(contract.getSet, { may: ofSet, run: (ctx, { params }) => showSet(ctx, params.id) }),
  implement(contract.makeSet, { may: atPlace, run: (ctx, { body }) => makeSet(ctx, body) }),
  implement(contract.putInSet, {
    may: ofSet,
    run: (ctx, { params, body }) => putInSet(ctx, params.id, body),
  }),
  implement(contract.lendSet, { may: atPlace, run: (ctx, { body }) => lendSet(ctx, body) }),
  implement(contract.returnSet, { may: atPlace, run: (ctx, { body }) => returnSet(ctx, body) }),
  implement(contract.bookSet, { may: ofSet, run: (ctx, { params, body }) => bookSet(ctx, params.id, body) }),
  implement(contract.dropSetBooking, {
    may: by(may, "set.work", async (ctx, { params: { id } }) =>
      found(await bookingById(ctx.db, id), "booking", id),
    ),
    run: async (ctx, { params }) => {
      await dropBooking(ctx, params.id);
      return {};
    },
  }),
];
