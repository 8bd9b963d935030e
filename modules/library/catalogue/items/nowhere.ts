/** Items that came without a place: listed by house and code, and placed, many at once. */
import type { AnswerOf } from "#contract";
import { organisationOf, organisationsOf } from "#places";
import { audit } from "#platform/audit";
import { pathsHeld } from "#platform/auth";
import type { Ctx, TxCtx } from "#platform/ctx";
import { found } from "#platform/errors";
import { landers, may, seers } from "../../may.ts";
import { ownPlaces, placeFor } from "../../own-places.ts";
import { markPlaces } from "../keeping/place-marks.ts";
import type { listNowhere } from "./contract.ts";
import { itemsBy, keepVersions } from "./item-store.ts";
import * as store from "./nowhere-store.ts";
import { itemViews } from "./show.ts";

const mostGroups = 200;
const shownAtOnce = 100;
const mostAtOnce = 20_000;

export async function showNowhere(
  ctx: Ctx,
  { owner = null, said = null }: { owner?: string | null | undefined; said?: string | null | undefined },
): Promise<AnswerOf<typeof listNowhere>> {
  const paths = pathsHeld(ctx.actor, ...seers);
  const groups = await store.nowhereByCode(ctx.db, paths, mostGroups);
  const owners = await organisationsOf(
    ctx.db,
    groups.map(({ ownerId }) => ownerId),
  );
  const places = groups.length === 0 ? [] : await ownPlaces(ctx, ...landers);
  const ids = await store.nowhereIds(ctx.db, paths, { ownerId: owner, said }, shownAtOnce);
  return {
    groups: groups.map(({ ownerId, orgPath, said: code, items }) => ({
      owner: { id: ownerId, name: owners.get(ownerId)?.name ?? "" },
      said: code,
      items,
      mayPlace: may["item.write"](ctx.actor, { orgPath }),
    })),
    places: places.map(({ id, name }) => ({ id, name })),
    items: await itemViews(ctx, await itemsBy(ctx.db, ids)),
  };
}

export async function placeItems(
  ctx: TxCtx,
  { owner, said, placeId }: { owner: string; said: string; placeId: string },
): Promise<{ placed: number }> {
  const { path } = found(await organisationOf(ctx.db, owner), "organisation", owner);
  await placeFor(ctx, path, placeId);
  const meant = await store.nowhereIds(ctx.db, [path], { ownerId: owner, said }, mostAtOnce);
  const ids = await store.lockNowhere(ctx.db, meant);
  const now = ctx.clock();
  await keepVersions(ctx.db, ids, { why: "edited", now });
  await markPlaces(ctx.db, await store.place(ctx.db, ids, { placeId, now }));
  await audit(ctx, {
    what: "items.placed",
    on: { kind: "place", id: placeId },
    detail: { owner, said, items: ids.length },
  });
  return { placed: ids.length };
}
