/** HTTP of messages to people: permission, one use case, its answer. */
import { anyone, by, implement } from "#platform/http";
import { oneself, person } from "../asked.ts";
import { may } from "../may.ts";
import * as contract from "./contract.ts";
import { markNoticesRead, noticesOf, noticesOfWards } from "./notify.ts";
import { messagesShown } from "./shown.ts";

export const noticesOperations = [
  implement(contract.myMessages, {
    may: by(may, "account.keep", oneself),
    run: async (ctx, { query }) => ({
      ...(await noticesOf(ctx, person(ctx).account, { after: query.after, limit: 50 })),
      wards: await noticesOfWards(ctx),
    }),
  }),
  implement(contract.readMessages, {
    may: by(may, "account.keep", oneself),
    run: async (ctx) => {
      await markNoticesRead(ctx, person(ctx).account);
      return {};
    },
  }),
  implement(contract.shownMessages, { may: anyone, run: async (ctx) => ({ items: messagesShown(ctx) }) }),
];
