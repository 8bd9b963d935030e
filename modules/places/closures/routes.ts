/** HTTP of closures. */
import { Temporal } from "temporal-polyfill";
import { by, implement } from "#platform/http";
import { placeTarget } from "../asked.ts";
import { may } from "../may.ts";
import { announceClosure, liftClosure } from "./closures.ts";
import * as contract from "./contract.ts";

export const closureOperations = [
  implement(contract.announceClosure, {
    may: by(may, "place.close", placeTarget),
    run: (ctx, { params, body: { startsAt, endsAt, ...said } }) =>
      announceClosure(ctx, params.id, {
        ...said,
        startsAt: Temporal.Instant.from(startsAt),
        endsAt: endsAt === null ? null : Temporal.Instant.from(endsAt),
      }),
  }),
  implement(contract.liftClosure, {
    may: by(may, "place.close", placeTarget),
    run: async (ctx, { params }) => {
      await liftClosure(ctx, params.id, params.closure);
      return {};
    },
  }),
];
