/** Builders of wishes. */
import { aResident } from "#people/testing";
import type { TxCtx } from "#platform/ctx";
import { aShelf } from "../../catalogue/items/testing.ts";
import { aKey, type Samples } from "../../catalogue/testing.ts";
import { makeWish } from "./make-wish.ts";

/** A book that a reader wants to be bought. */
export async function aWish(ctx: TxCtx, organisationId: string) {
  const { placeId } = await aShelf(ctx, organisationId);
  const input = {
    placeId,
    title: `荐购 ${aKey()}`,
    author: "",
    isbn: "",
    publisher: "",
    why: "想看",
    seen: false,
  };
  const { actor } = await aResident(ctx);
  return { ...(await makeWish({ ...ctx, actor }, input)), input };
}

export const wishSamples: Samples = {
  "library.wish-form": async () => ({ query: { title: "克拉玛依" } }),
  "library.make-wish": async (ctx, organisationId) => ({
    body: { ...(await aWish(ctx, organisationId)).input, why: "也想看" },
  }),
  "library.own-wishes": async () => ({}),
  "library.leave-wish": async (ctx, organisationId) => ({
    params: { id: (await aWish(ctx, organisationId)).id },
    body: {},
  }),
  "library.wishes": async () => ({ query: {} }),
  "library.wish": async (ctx, organisationId) => ({ params: { id: (await aWish(ctx, organisationId)).id } }),
  "library.decide-wish": async (ctx, organisationId) => ({
    params: { id: (await aWish(ctx, organisationId)).id },
    body: { state: "considered", reason: "", record: null },
  }),
  "library.limit-wishes": async (_ctx, organisationId) => ({ body: { organisationId, aMonth: 3 } }),
};
