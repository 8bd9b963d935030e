/** HTTP of one's own account: permission, one use case, its answer. */
import { by, implement } from "#platform/http";
import { oneself } from "../asked.ts";
import { may } from "../may.ts";
import * as contract from "./contract.ts";
import { changeAccount, ownAccount, whoAmI } from "./me.ts";
import { forgetOtherNumber } from "./numbers.ts";

export const accountOperations = [
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
];
