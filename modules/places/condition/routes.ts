/** HTTP of the condition of places. */
import { today } from "#platform/ctx";
import { anyone, by, implement } from "#platform/http";
import { placeTarget, publicPlace } from "../asked.ts";
import { may } from "../may.ts";
import { conditionOn } from "./condition.ts";
import * as contract from "./contract.ts";
import { inspectPlace } from "./inspect.ts";
import { type Inspection, inspectionsOf } from "./inspection-store.ts";

function found({ id, onDay, grade, inspector, access, equipment }: Inspection) {
  return { id, on: onDay, grade, inspector, access, equipment };
}

export const conditionOperations = [
  implement(contract.placeCondition, {
    may: anyone,
    run: async (ctx, { params, query }) => {
      const { id } = await publicPlace(ctx, { params });
      const on = query.on ?? today(ctx).toString();
      const { inspection, register } = await conditionOn(ctx, id, on);
      return { on, inspection: inspection && found(inspection), register };
    },
  }),
  implement(contract.listInspections, {
    may: by(may, "place.see-desk", placeTarget),
    run: async (ctx, input) => {
      const place = await placeTarget(ctx, input);
      const items = await inspectionsOf(ctx.db, place.id);
      return {
        items: items.map((one) => ({ ...found(one), words: one.words })),
        can: may["place.inspect"](ctx.actor, place) ? ["inspect" as const] : [],
      };
    },
  }),
  implement(contract.inspectPlace, {
    may: by(may, "place.inspect", placeTarget),
    run: (ctx, { params, body }) => inspectPlace(ctx, params.id, body),
  }),
];
