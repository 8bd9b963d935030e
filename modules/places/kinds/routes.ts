/** HTTP of the kinds of place. */
import { anyone, by, implement } from "#platform/http";
import { named } from "#platform/i18n";
import { wholeCity } from "../asked.ts";
import { countsByKind } from "../finding/find-store.ts";
import { may } from "../may.ts";
import * as contract from "./contract.ts";
import { kinds } from "./kind-store.ts";
import { putKind } from "./kinds.ts";

export const kindOperations = [
  implement(contract.listKinds, {
    may: anyone,
    run: async (ctx) => {
      const [all, counts] = await Promise.all([kinds(ctx.db), countsByKind(ctx.db)]);
      const places = new Map(counts.map(({ kind, count }) => [kind, count]));
      return {
        items: all.map((kind) => ({
          ...kind,
          says: named(kind, ctx.locale),
          places: places.get(kind.code) ?? 0,
        })),
      };
    },
  }),
  implement(contract.putKind, {
    may: by(may, "kind.put", wholeCity),
    run: (ctx, { params, body }) => putKind(ctx, { ...body, code: params.code }),
  }),
];
