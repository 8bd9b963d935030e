/** HTTP of covers: permission, one use case, its answer. */
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { by, implement } from "#platform/http";
import { asker, oneself } from "../asked.ts";
import { may } from "../may.ts";
import { heldGrants } from "../staff/grants.ts";
import * as contract from "./contract.ts";
import { allowCover, disallowCover, endCover, makeCover, nameCover } from "./cover.ts";
import { coverById } from "./store.ts";
import { ownCovers } from "./view.ts";

/** Both sides of a cover, with the roles a permission over them is asked about. */
async function pairTarget(ctx: Ctx, covered: string, standIn: string) {
  return { covered: await heldGrants(ctx, covered), standIn: await heldGrants(ctx, standIn) };
}

async function coverTarget(ctx: Ctx, id: string) {
  const cover = found(await coverById(ctx.db, id), "cover", id);
  return { ...cover, grants: (await heldGrants(ctx, cover.covered)).grants };
}

export const coverOperations = [
  implement(contract.ownCovers, {
    may: by(may, "own-security.keep", oneself),
    run: (ctx) => ownCovers(ctx, asker(ctx)),
  }),
  implement(contract.makeCover, {
    may: by(may, "cover.make", (ctx, { params, body }) => pairTarget(ctx, params.account, body.standIn)),
    run: (ctx, { params, body }) => makeCover(ctx, { covered: params.account, ...body }),
  }),
  implement(contract.nameCover, {
    may: by(may, "cover.name", oneself),
    run: (ctx, { body }) => nameCover(ctx, { covered: asker(ctx), ...body }),
  }),
  implement(contract.endCover, {
    may: by(may, "cover.end", (ctx, { params }) => coverTarget(ctx, params.id)),
    run: async (ctx, { params }) => {
      await endCover(ctx, params.id);
      return {};
    },
  }),
  implement(contract.allowCover, {
    may: by(may, "cover.make", (ctx, { params }) => pairTarget(ctx, params.account, params.standIn)),
    run: async (ctx, { params }) => {
      await allowCover(ctx, params);
      return {};
    },
  }),
  implement(contract.disallowCover, {
    may: by(may, "staff.over", (ctx, { params }) => heldGrants(ctx, params.account)),
    run: async (ctx, { params }) => {
      await disallowCover(ctx, params);
      return {};
    },
  }),
];
