/** Floating groups as staff see them. */
import type { AnswerOf } from "#contract";
import { placesOf } from "#places";
import type { Ctx } from "#platform/ctx";
import { may } from "../../may.ts";
import { ownOrganisations } from "../../own-organisations.ts";
import { ownPlaces } from "../../own-places.ts";
import { briefIn, briefOf } from "../briefs.ts";
import type * as contract from "./contract.ts";
import { floatingGroups } from "./floating-store.ts";

const most = 200;

export async function listFloating(ctx: Ctx): Promise<AnswerOf<typeof contract.listFloating>> {
  const groups = await floatingGroups(ctx.db, most);
  const places = await placesOf(
    ctx.db,
    groups.flatMap((group) => group.places.map(({ placeId }) => placeId)),
  );
  return {
    groups: groups.map(({ orgPath, places: of, ...group }) => ({
      ...group,
      places: of.map(({ placeId, shelf }) => ({ ...briefIn(places, placeId), shelf })),
      mayWrite: group.endedOn === null && may["floating.write"](ctx.actor, { paths: [orgPath] }),
    })),
    places: (await ownPlaces(ctx, "manager")).map(briefOf),
    houses: (await ownOrganisations(ctx, "manager")).map(briefOf),
  };
}
