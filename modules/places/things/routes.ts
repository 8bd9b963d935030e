/** HTTP of the inventory. */
import { by, implement } from "#platform/http";
import { named } from "#platform/i18n";
import { placeTarget } from "../asked.ts";
import { may } from "../may.ts";
import { spacesOf } from "../spaces/space-store.ts";
import * as contract from "./contract.ts";
import { thingsIn } from "./thing-store.ts";
import { addThing, changeThing, removeThing } from "./things.ts";

export const thingOperations = [
  implement(contract.listThings, {
    may: by(may, "place.see-desk", placeTarget),
    run: async (ctx, { params }) => {
      const things = await thingsIn(ctx.db, [params.id]);
      const spaces = await spacesOf(
        ctx.db,
        things.flatMap(({ spaceId }) => spaceId ?? []),
      );
      return {
        items: things.map(({ placeId: _place, goneOn: _gone, ...thing }) => {
          const space = thing.spaceId ? spaces.get(thing.spaceId) : undefined;
          return { ...thing, space: space ? named(space, ctx.locale) : null };
        }),
      };
    },
  }),
  implement(contract.addThing, {
    may: by(may, "place.change", placeTarget),
    run: (ctx, { params, body }) => addThing(ctx, params.id, body),
  }),
  implement(contract.changeThing, {
    may: by(may, "place.change", placeTarget),
    run: async (ctx, { params, body }) => {
      await changeThing(ctx, params.id, { ...body, id: params.thing });
      return {};
    },
  }),
  implement(contract.removeThing, {
    may: by(may, "place.change", placeTarget),
    run: async (ctx, { params, body }) => {
      await removeThing(ctx, params.id, { ...body, id: params.thing });
      return {};
    },
  }),
];
