/** Plans as staff see them. */
import type { AnswerOf } from "#contract";
import { type Place, placesOf } from "#places";
import { pathsHeld } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { landers, may, seers } from "../../may.ts";
import { ownPlaces } from "../../own-places.ts";
import { briefIn, briefOf } from "../briefs.ts";
import type * as contract from "./contract.ts";
import {
  type Rotation,
  type RotationCounts,
  rotationItems,
  rotationOf,
  rotationsUnder,
} from "./rotation-store.ts";

const most = 200;

type RotationView = AnswerOf<typeof contract.listRotations>["items"][number];

const rotationView = (
  places: ReadonlyMap<string, Place>,
  { fromId, toId, fromPath: _, toPath: __, endedOn: ___, ...one }: Rotation & RotationCounts,
): RotationView => ({ ...one, from: briefIn(places, fromId), to: briefIn(places, toId) });

export async function listRotations(ctx: Ctx): Promise<AnswerOf<typeof contract.listRotations>> {
  const items = await rotationsUnder(ctx.db, pathsHeld(ctx.actor, ...seers), most);
  const places = await placesOf(
    ctx.db,
    items.flatMap(({ fromId, toId }) => [fromId, toId]),
  );
  return {
    items: items.map((one) => rotationView(places, one)),
    places: (await ownPlaces(ctx, ...landers)).map(briefOf),
  };
}

export async function showRotation(ctx: Ctx, id: string): Promise<AnswerOf<typeof contract.getRotation>> {
  const one = found(await rotationOf(ctx.db, id), "rotation", id);
  const items = await rotationItems(ctx.db, id, most * 5);
  return {
    ...rotationView(await placesOf(ctx.db, [one.fromId, one.toId]), one),
    items,
    mayPlan: one.state !== "ended" && may["rotation.plan"](ctx.actor, { paths: [one.fromPath, one.toPath] }),
  };
}
