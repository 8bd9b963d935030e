/** HTTP of staff, their roles and their sign-in: permission, one use case, its answer. */
import { found } from "#platform/errors";
import { by, implement } from "#platform/http";
import { oneself, pathOf } from "../asked.ts";
import { may } from "../may.ts";
import { actsOfStaff } from "./acts.ts";
import { addStaff, resetSecondFactor, resetStaff } from "./add-staff.ts";
import * as contract from "./contract.ts";
import { endGrant, giveGrant, grantOf, heldGrants, ownOrganisations } from "./grants.ts";
import { accountOfLogin } from "./login.ts";
import { memberOf, staffOf } from "./members.ts";
import { confirmSecondFactor, ownSecurity, renewRecovery, startSecondFactor } from "./second-factor.ts";

export const staffOperations = [
  implement(contract.ownSecurity, {
    may: by(may, "own-security.keep", oneself),
    run: (ctx) => ownSecurity(ctx),
  }),
  implement(contract.startOwnSecondFactor, {
    may: by(may, "own-security.keep", oneself),
    run: async (ctx, { body }) => {
      await startSecondFactor(ctx, body);
      return {};
    },
  }),
  implement(contract.confirmOwnSecondFactor, {
    may: by(may, "own-security.keep", oneself),
    run: (ctx, { body }) => confirmSecondFactor(ctx, body),
  }),
  implement(contract.renewRecoveryCodes, {
    may: by(may, "own-security.keep", oneself),
    run: (ctx, { body }) => renewRecovery(ctx, body),
  }),
  implement(contract.listStaff, {
    may: by(may, "staff.see", (ctx, { query }) => pathOf(ctx, query.organisation)),
    run: (ctx, { query }) => staffOf(ctx, query),
  }),
  implement(contract.ownOrganisations, {
    may: by(may, "own-security.keep", oneself),
    run: async (ctx) => ({ items: await ownOrganisations(ctx) }),
  }),
  implement(contract.addStaffMember, {
    may: by(may, "grant.set", async (ctx, { body }) => ({
      role: body.role,
      ...(await pathOf(ctx, body.organisation)),
    })),
    run: (ctx, { body }) => addStaff(ctx, body),
  }),
  implement(contract.resetStaffMember, {
    may: by(may, "staff.over", (ctx, { params }) => heldGrants(ctx, params.account)),
    run: (ctx, { params }) => resetStaff(ctx, params.account),
  }),
  implement(contract.resetSecondFactor, {
    may: by(may, "staff.over", (ctx, { params }) => heldGrants(ctx, params.account)),
    run: async (ctx, { params }) => {
      await resetSecondFactor(ctx, params.account);
      return {};
    },
  }),
  implement(contract.staffMember, {
    may: by(may, "staff.see-one", (ctx, { params }) => heldGrants(ctx, params.account)),
    run: (ctx, { params, query }) => memberOf(ctx, params.account, query),
  }),
  implement(contract.actsOfStaff, {
    may: by(may, "acts.see", (ctx, { query }) => pathOf(ctx, query.organisation)),
    run: (ctx, { query }) => actsOfStaff(ctx, query),
  }),
  implement(contract.giveRole, {
    may: by(may, "grant.set", async (ctx, { body }) => ({
      role: body.role,
      ...(await pathOf(ctx, body.organisation)),
    })),
    run: (ctx, { body }) => giveGrant(ctx, body),
  }),
  implement(contract.giveRoleByLogin, {
    may: by(may, "grant.set", async (ctx, { body }) => ({
      role: body.role,
      ...(await pathOf(ctx, body.organisation)),
    })),
    run: async (ctx, { body: { login, ...grant } }) =>
      giveGrant(ctx, { ...grant, account: found(await accountOfLogin(ctx.db, login), "staff", login) }),
  }),
  implement(contract.endRole, {
    may: by(may, "grant.set", async (ctx, { params }) =>
      found(await grantOf(ctx.db, params.id), "grant", params.id),
    ),
    run: async (ctx, { params }) => {
      await endGrant(ctx, params.id);
      return {};
    },
  }),
];
