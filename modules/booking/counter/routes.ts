/** HTTP of the counter. */
import type { Ctx } from "#platform/ctx";
import { found, Problem } from "#platform/errors";
import { by, implement, type Outcome } from "#platform/http";
import { claimForPerson } from "../contract.ts";
import { may } from "../may.ts";
import * as offerStore from "../offers/offer-store.ts";
import { claimFor } from "./claim-for.ts";
import { counterOf } from "./contract.ts";
import { counterView } from "./counter-view.ts";

const offerTarget = async (ctx: Ctx, offerId: string) =>
  found(await offerStore.offer(ctx.db, offerId), "offer", offerId);

async function answered<A>(work: Promise<A>): Promise<Outcome<A>> {
  try {
    return { answer: await work, refusal: null };
  } catch (error) {
    if (error instanceof Problem) return { answer: null, refusal: error };
    throw error;
  }
}

export const counterOperations = [
  implement(counterOf, {
    may: by(may, "claim.make-for", (ctx, { params }) => offerTarget(ctx, params.offerId)),
    run: (ctx, { params, query }) => counterView(ctx, params.offerId, query),
  }),
  implement(claimForPerson, {
    may: by(may, "claim.make-for", (ctx, { params }) => offerTarget(ctx, params.offerId)),
    together: {
      by: ({ params }) => params.offerId,
      // Who is refused is answered, not thrown: what was due at the offer by then has been done, and stays.
      run: async (tx, _offerId, asked) => {
        const outcomes: Outcome<Awaited<ReturnType<typeof claimFor>>>[] = [];
        for (const { ctx, input } of asked)
          outcomes.push(await answered(claimFor({ ...ctx, db: tx }, { ...input.params, ...input.body })));
        return outcomes;
      },
    },
  }),
];
