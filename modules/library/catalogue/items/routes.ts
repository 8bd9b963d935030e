/** HTTP of items: permission, one use case, its answer. */
import { organisationOf, placeOf } from "#places";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { by, implement } from "#platform/http";
import { may } from "../../may.ts";
import { addItems } from "./add-items.ts";
import * as contract from "./contract.ts";
import { editItem, removeItem } from "./edit-item.ts";
import { itemBy } from "./item-store.ts";
import { placeItems, showNowhere } from "./nowhere.ts";
import * as show from "./show.ts";

const itemTarget = async (ctx: Ctx, { params: { id } }: { params: { id: number } }) =>
  found(await itemBy(ctx.db, id), "item", `${id}`);
/** The house of the place, and that whose copy it is. */
async function addingTarget(
  ctx: Ctx,
  { body: { placeId, ownerId } }: { body: { placeId: string; ownerId: string | null } },
) {
  const place = found(await placeOf(ctx.db, placeId), "place", placeId);
  if (ownerId === null) return { paths: [place.orgPath] };
  const owner = found(await organisationOf(ctx.db, ownerId), "organisation", ownerId);
  return { paths: [place.orgPath, owner.path] };
}

export const itemOperations = [
  implement(contract.recordItems, {
    may: by(may, "catalogue.list", () => ({})),
    run: (ctx, { params, query }) => show.showRecordItems(ctx, params.id, query.place),
  }),
  implement(contract.getItem, {
    may: by(may, "shelf.see", itemTarget),
    run: (ctx, { params }) => show.showItem(ctx, params.id),
  }),
  implement(contract.editItem, {
    may: by(may, "item.write", itemTarget),
    run: async (ctx, { params, body }) => {
      await editItem(ctx, { ...params, ...body });
      return {};
    },
  }),
  implement(contract.addItems, {
    may: by(may, "item.add", addingTarget),
    run: async (ctx, { params, body }) => ({ items: await addItems(ctx, { recordId: params.id, ...body }) }),
  }),
  implement(contract.removeItem, {
    may: by(may, "item.write", itemTarget),
    run: async (ctx, { params, body }) => {
      await removeItem(ctx, { ...params, ...body });
      return {};
    },
  }),
  implement(contract.listNowhere, {
    may: by(may, "catalogue.list", () => ({})),
    run: (ctx, { query }) => showNowhere(ctx, query),
  }),
  implement(contract.placeItems, {
    may: by(may, "item.write", async (ctx, { body: { owner } }) => ({
      orgPath: found(await organisationOf(ctx.db, owner), "organisation", owner).path,
    })),
    run: (ctx, { body }) => placeItems(ctx, body),
  }),
];
