/** HTTP of places for groups. */
import { organisationOf } from "#places";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { by, implement } from "#platform/http";
import { may } from "../may.ts";
import { claimForOrganisation } from "./claim-for-organisation.ts";
import * as contract from "./contract.ts";
import { groupsView } from "./groups-view.ts";

const organisationTarget = async (ctx: Ctx, id: string) => ({
  orgPath: found(await organisationOf(ctx.db, id), "organisation", id).path,
});

export const groupOperations = [
  implement(contract.groupsOf, {
    may: by(may, "group.see", () => ({})),
    run: (ctx, { params }) => groupsView(ctx, params.offerId),
  }),
  implement(contract.claimForOrganisation, {
    may: by(may, "group.claim", (ctx, { body }) => organisationTarget(ctx, body.organisation)),
    run: (ctx, { params, body }) => claimForOrganisation(ctx, { ...params, ...body }),
  }),
];
