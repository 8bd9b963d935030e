/** HTTP of signing in and out: permission, one use case, its answer. */
import { anyone, by, implement } from "#platform/http";
import { asker, oneself } from "../asked.ts";
import { may } from "../may.ts";
import * as contract from "./contract.ts";
import { askSignInCode, signIn, signOut, signOutElsewhere } from "./sign-in.ts";
import { changePassword, staffSignIn } from "./staff-sign-in.ts";

export const signInOperations = [
  implement(contract.askCode, { may: anyone, run: (ctx, { body }) => askSignInCode(ctx, body) }),
  implement(contract.signInByCode, { may: anyone, run: (ctx, { body }) => signIn(ctx, body) }),
  implement(contract.signOutHere, {
    may: anyone,
    run: (ctx) => signOut(ctx),
  }),
  implement(contract.signOutElsewhere, {
    may: by(may, "account.see", oneself),
    run: async (ctx) => ({ ended: await signOutElsewhere(ctx, asker(ctx)) }),
  }),
  implement(contract.signInStaff, {
    may: anyone,
    run: (ctx, { body }) => staffSignIn(ctx, { ...body, code: body.code ?? "" }),
  }),
  implement(contract.changeOwnPassword, {
    may: by(may, "own-security.keep", oneself),
    run: async (ctx, { body }) => {
      await changePassword(ctx, body);
      return {};
    },
  }),
];
