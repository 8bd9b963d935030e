/** HTTP of import profiles. */
import { organisationOf } from "#places";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { by, implement } from "#platform/http";
import { may } from "../../may.ts";
import * as contract from "./contract.ts";
import { profileOf } from "./profile-store.ts";
import { createProfile, dropProfile, editProfile, listForDesk, showProfile } from "./profiles.ts";

const target = async (ctx: Ctx, { params: { id } }: { params: { id: string } }) =>
  found(await profileOf(ctx.db, id), "profile", id);

export const profileOperations = [
  implement(contract.listProfiles, {
    may: by(may, "catalogue.list", () => ({})),
    run: (ctx, { query }) => listForDesk(ctx, query),
  }),
  implement(contract.getProfile, {
    may: by(may, "profile.see", target),
    run: (ctx, { params }) => showProfile(ctx, params.id),
  }),
  implement(contract.createProfile, {
    may: by(may, "profile.write", async (ctx, { body: { organisationId } }) => ({
      orgPath: found(await organisationOf(ctx.db, organisationId), "organisation", organisationId).path,
    })),
    run: (ctx, { body }) => createProfile(ctx, body),
  }),
  implement(contract.editProfile, {
    may: by(may, "profile.write", target),
    run: async (ctx, { params, body }) => {
      await editProfile(ctx, { ...params, ...body });
      return {};
    },
  }),
  implement(contract.dropProfile, {
    may: by(may, "profile.write", target),
    run: async (ctx, { params }) => {
      await dropProfile(ctx, params.id);
      return {};
    },
  }),
];
