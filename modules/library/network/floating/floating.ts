/** Groups of places among which copies float: said and ended, never changed, so that it is known what was so when. */
import { organisationOf, placesOf } from "#places";
import { audit } from "#platform/audit";
import { type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, refused } from "#platform/errors";
import { refuseEnded } from "../ended-place.ts";
import * as store from "./floating-store.ts";

export interface NewGroup {
  organisationId: string;
  name: string;
  types: string[];
  places: { placeId: string; shelf: string }[];
}

/** Refuses fewer than two places, and one that is not there or has ended. */
export async function beginFloating(ctx: TxCtx, asked: NewGroup): Promise<{ id: string }> {
  const places = [...new Map(asked.places.map((one) => [one.placeId, one])).values()];
  if (places.length < 2) throw refused("floating.of-one-place", {}, { status: 422 });
  const known = await placesOf(
    ctx.db,
    places.map(({ placeId }) => placeId),
  );
  for (const { placeId } of places) refuseEnded(ctx, found(known.get(placeId), "place", placeId));
  const { path } = found(
    await organisationOf(ctx.db, asked.organisationId),
    "organisation",
    asked.organisationId,
  );
  const id = newId(ctx.clock().epochMilliseconds);
  await store.insertFloatingGroup(ctx.db, {
    id,
    orgPath: path,
    name: asked.name.trim(),
    types: asked.types,
    madeOn: today(ctx).toString(),
    places: places.map(({ placeId, shelf }) => ({ placeId, shelf: shelf.trim() })),
  });
  await audit(ctx, {
    what: "floating.begun",
    on: { kind: "floating-group", id },
    detail: { places: places.length },
  });
  return { id };
}

/** From now on copies travel home again; those that have floated stay at home where they are. */
export async function endFloating(ctx: TxCtx, id: string): Promise<void> {
  found(await store.floatingGroupOf(ctx.db, id), "floating-group", id);
  if (!(await store.endFloatingGroup(ctx.db, id, today(ctx).toString()))) return;
  await audit(ctx, { what: "floating.ended", on: { kind: "floating-group", id } });
}
