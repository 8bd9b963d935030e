/** HTTP of people: permission, one use case, its answer. */
import { principal } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { found, signInNeeded } from "#platform/errors";
import { anyone, by, implement } from "#platform/http";
import { nameOfSubject } from "./account/account.ts";
import { changeAccount, ownAccount, whoAmI } from "./account/me.ts";
import { forgetOtherNumber } from "./account/numbers.ts";
import * as contract from "./contract.ts";
import { allowCover, disallowCover, endCover, makeCover, nameCover } from "./cover/cover.ts";
import { coverById } from "./cover/store.ts";
import { ownCovers } from "./cover/view.ts";
import { actedFor, endRelation, relationOf, startActing, stopActing } from "./family/acting.ts";
import { addChild } from "./family/children.ts";
import { askToHelp, confirmHelp, notePaperConsent } from "./family/help.ts";
import { familyView } from "./family/view.ts";
import { identityOperations } from "./identity/routes.ts";
import { beginLeaving, callOffLeaving } from "./leaving/leaving.ts";
import { leavingDraft, leavingsOf, leavingTarget, leavingView } from "./leaving/view.ts";
import { may } from "./may.ts";
import { mergingOperations } from "./merging/routes.ts";
import { markNoticesRead, noticesOf } from "./notices/notify.ts";
import { messagesShown } from "./notices/shown.ts";
import {
  cityKeys,
  devicesOf,
  forgetDevice,
  registerDevice,
  staticPass,
  subjectOfPassScan,
} from "./pass/pass.ts";
import { preferenceOperations } from "./preferences/routes.ts";
import { erase } from "./privacy/erase.ts";
import { exportOf } from "./privacy/export.ts";
import { registerView } from "./privacy/register.ts";
import { inviteIdentity, removeIdentity } from "./provider/invite.ts";
import { beginProviderSignIn, providerAnswer, providerSignIn } from "./provider/provider-sign-in.ts";
import { askSignInCode, signIn, signOut } from "./sign-in/sign-in.ts";
import { changePassword, staffSignIn } from "./sign-in/staff-sign-in.ts";
import { actsOfStaff } from "./staff/acts.ts";
import { addStaff, resetSecondFactor, resetStaff } from "./staff/add-staff.ts";
import {
  endGrant,
  giveGrant,
  grantOf,
  heldGrants,
  organisationNamed,
  ownOrganisations,
} from "./staff/grants.ts";
import { accountOfLogin } from "./staff/login.ts";
import { memberOf, staffOf } from "./staff/members.ts";
import { confirmSecondFactor, ownSecurity, renewRecovery, startSecondFactor } from "./staff/second-factor.ts";

const oneself = () => ({});

function asker(ctx: Ctx): string {
  if (!ctx.actor.account) throw signInNeeded();
  return ctx.actor.account;
}

function person(ctx: Ctx) {
  const concerned = principal(ctx.actor);
  if (!concerned) throw signInNeeded();
  return { account: concerned.account, subject: concerned.subject };
}

async function pathOf(ctx: Ctx, organisation: string) {
  return { path: (await organisationNamed(ctx, organisation)).path };
}

/** Both sides of a cover, with the roles a permission over them is asked about. */
async function pairTarget(ctx: Ctx, covered: string, standIn: string) {
  return { covered: await heldGrants(ctx, covered), standIn: await heldGrants(ctx, standIn) };
}

async function coverTarget(ctx: Ctx, id: string) {
  const cover = found(await coverById(ctx.db, id), "cover", id);
  return { ...cover, grants: (await heldGrants(ctx, cover.covered)).grants };
}

async function relationTarget(ctx: Ctx, id: string) {
  return found(await relationOf(ctx.db, id), "relation", id);
}

export const operations = [
  implement(contract.me, { may: by(may, "account.see", oneself), run: (ctx) => whoAmI(ctx) }),
  implement(contract.changeAccount, {
    may: by(may, "account.keep", oneself),
    run: (ctx, { body }) => changeAccount(ctx, body),
  }),

  implement(contract.forgetNumber, {
    may: by(may, "document.keep", oneself),
    run: async (ctx, { params }) => {
      await forgetOtherNumber(ctx, await ownAccount(ctx), params.id);
      return {};
    },
  }),

  implement(contract.askCode, { may: anyone, run: (ctx, { body }) => askSignInCode(ctx, body) }),
  implement(contract.signInByCode, { may: anyone, run: (ctx, { body }) => signIn(ctx, body) }),
  implement(contract.signOutHere, {
    may: anyone,
    run: (ctx) => signOut(ctx),
  }),
  implement(contract.signInStaff, {
    may: anyone,
    run: (ctx, { body }) => staffSignIn(ctx, { ...body, code: body.code ?? "" }),
  }),
  implement(contract.identityProvider, {
    may: anyone,
    run: async (ctx) => ({ name: ctx.identities?.name ?? null }),
  }),
  implement(contract.beginProviderSignIn, { may: anyone, run: (ctx) => beginProviderSignIn(ctx) }),
  implement(contract.providerAnswer, { may: anyone, run: (ctx, { query }) => providerAnswer(ctx, query) }),
  implement(contract.signInByProvider, {
    may: anyone,
    run: (ctx, { body }) => providerSignIn(ctx, { ...body, code: body.code ?? "" }),
  }),
  implement(contract.inviteIdentity, {
    may: by(may, "staff.over", (ctx, { params }) => heldGrants(ctx, params.account)),
    run: async (ctx, { params, body }) => {
      await inviteIdentity(ctx, { ...params, ...body });
      return {};
    },
  }),
  implement(contract.removeIdentity, {
    may: by(may, "staff.over", (ctx, { params }) => heldGrants(ctx, params.account)),
    run: async (ctx, { params }) => {
      await removeIdentity(ctx, params.account);
      return {};
    },
  }),
  implement(contract.changeOwnPassword, {
    may: by(may, "own-security.keep", oneself),
    run: async (ctx, { body }) => {
      await changePassword(ctx, body);
      return {};
    },
  }),

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
    run: (ctx, { params }) => memberOf(ctx, params.account),
  }),
  implement(contract.actsOfStaff, {
    may: by(may, "acts.see", (ctx, { query }) => pathOf(ctx, query.organisation)),
    run: (ctx, { query }) => actsOfStaff(ctx, query),
  }),

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

  implement(contract.leavingDraft, {
    may: by(may, "staff.over", (ctx, { params }) => heldGrants(ctx, params.account)),
    run: (ctx, { params }) => leavingDraft(ctx, params.account),
  }),
  implement(contract.staffLeaves, {
    may: by(may, "staff.over", (ctx, { params }) => heldGrants(ctx, params.account)),
    run: (ctx, { params, body }) => beginLeaving(ctx, { ...params, ...body }),
  }),
  implement(contract.getLeaving, {
    may: by(may, "leaving.see", (ctx, { params }) => leavingTarget(ctx, params.id)),
    run: (ctx, { params }) => leavingView(ctx, params.id),
  }),
  implement(contract.listLeavings, {
    may: by(may, "staff.see", (ctx, { query }) => pathOf(ctx, query.organisation)),
    run: (ctx, { query }) => leavingsOf(ctx, query.organisation),
  }),
  implement(contract.callOffLeaving, {
    may: by(may, "leaving.call-off", (ctx, { params }) => leavingTarget(ctx, params.id)),
    run: async (ctx, { params }) => {
      await callOffLeaving(ctx, params.id);
      return {};
    },
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

  implement(contract.family, { may: by(may, "account.see", oneself), run: (ctx) => familyView(ctx) }),
  implement(contract.addOwnChild, {
    may: by(may, "child.add", oneself),
    run: async (ctx, { body }) => {
      const { relation, subject } = await addChild(ctx, asker(ctx), body);
      return { relation, subject };
    },
  }),
  implement(contract.askHelp, {
    may: by(may, "help.ask", oneself),
    run: (ctx, { body }) => askToHelp(ctx, asker(ctx), body),
  }),
  implement(contract.confirmHelping, {
    may: by(may, "help.ask", oneself),
    run: (ctx, { body }) => confirmHelp(ctx, asker(ctx), body),
  }),
  implement(contract.notePaper, {
    may: by(may, "paper-consent.note", (ctx, { body }) => pathOf(ctx, body.organisation)),
    run: (ctx, { body }) => notePaperConsent(ctx, body),
  }),
  implement(contract.endOneRelation, {
    may: by(may, "relation.end", (ctx, { params }) => relationTarget(ctx, params.id)),
    run: async (ctx, { params }) => {
      await endRelation(ctx, params.id);
      return {};
    },
  }),
  implement(contract.actFor, {
    may: by(may, "relation.use", (ctx, { body }) =>
      body.relation ? relationTarget(ctx, body.relation) : null,
    ),
    run: async (ctx, { body }) => {
      if (body.relation) return { acting: await startActing(ctx, body.relation) };
      await stopActing(ctx);
      return { acting: null };
    },
  }),
  implement(contract.actsForMe, {
    may: by(may, "account.keep", oneself),
    run: (ctx, { query }) => actedFor(ctx, person(ctx).subject, { after: query.after, limit: 50 }),
  }),

  implement(contract.myPass, {
    may: by(may, "account.keep", oneself),
    run: async (ctx) => {
      const { id, name, subject } = await ownAccount(ctx);
      const devices = await devicesOf(ctx.db, id);
      return {
        name,
        ...(await staticPass(ctx, subject)),
        devices: devices.map((one) => ({
          id: one.id,
          madeAt: one.madeAt.toString(),
          seenAt: one.seenAt.toString(),
        })),
      };
    },
  }),
  implement(contract.registerOwnDevice, {
    may: by(may, "account.keep", oneself),
    run: (ctx, { body }) => registerDevice(ctx, person(ctx).account, body.key),
  }),
  implement(contract.forgetOwnDevice, {
    may: by(may, "account.keep", oneself),
    run: async (ctx, { params }) => {
      await forgetDevice(ctx, person(ctx).account, params.id);
      return {};
    },
  }),
  implement(contract.checkScannedPass, {
    may: by(may, "pass.check", (ctx, { body }) => pathOf(ctx, body.organisation)),
    run: async (ctx, { body }) => {
      const { subject, needsDocument } = await subjectOfPassScan(ctx, body.scan);
      return { subject, needsDocument, name: await nameOfSubject(ctx.db, subject) };
    },
  }),
  implement(contract.passKeys, { may: anyone, run: async (ctx) => ({ keys: (await cityKeys(ctx)).public }) }),

  implement(contract.myMessages, {
    may: by(may, "account.keep", oneself),
    run: (ctx, { query }) => noticesOf(ctx, person(ctx).account, { after: query.after, limit: 50 }),
  }),
  implement(contract.readMessages, {
    may: by(may, "account.keep", oneself),
    run: async (ctx) => {
      await markNoticesRead(ctx, person(ctx).account);
      return {};
    },
  }),

  implement(contract.shownMessages, { may: anyone, run: async (ctx) => ({ items: messagesShown(ctx) }) }),

  implement(contract.fieldRegister, {
    may: anyone,
    run: async (ctx) => ({ items: await registerView(ctx) }),
  }),
  implement(contract.exportPerson, {
    may: by(may, "account.keep", oneself),
    run: (ctx) => exportOf(ctx, person(ctx)),
  }),
  implement(contract.erasePerson, {
    may: by(may, "account.erase", oneself),
    run: (ctx, { body }) => erase(ctx, person(ctx), body),
  }),
  ...identityOperations,
  ...mergingOperations,
  ...preferenceOperations,
];
