/** HTTP of the provider of identities: permission, one use case, its answer. */
import { anyone, by, implement } from "#platform/http";
import { may } from "../may.ts";
import { heldGrants } from "../staff/grants.ts";
import * as contract from "./contract.ts";
import { inviteIdentity, removeIdentity } from "./invite.ts";
import { beginProviderSignIn, providerAnswer, providerSignIn } from "./provider-sign-in.ts";

export const providerOperations = [
  implement(contract.identityProvider, {
    may: anyone,
    run: async (ctx) => ({ name: ctx.oidc?.name ?? null }),
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
];
