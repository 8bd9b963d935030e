/** HTTP of one's own loans. */
import { by, implement } from "#platform/http";
import { may } from "../../may.ts";
import * as contract from "./contract.ts";
import { forgetRead, setHistory, showHistory } from "./history.ts";
import { renewAllOwn, renewOwn, showMyLoans } from "./my-loans.ts";

const own = by(may, "loans.own", () => ({}));
const history = by(may, "history.own", () => ({}));

export const ownLoanOperations = [
  implement(contract.myLoans, { may: own, run: (ctx, { query }) => showMyLoans(ctx, query) }),
  implement(contract.renewMine, {
    may: own,
    run: async (ctx, { body }) => ({ dueOn: (await renewOwn(ctx, body.loanId)).dueOn }),
  }),
  implement(contract.renewAllMine, { may: own, run: (ctx) => renewAllOwn(ctx) }),
  implement(contract.myHistory, { may: history, run: (ctx, { query }) => showHistory(ctx, query) }),
  implement(contract.keepHistory, {
    may: history,
    run: async (ctx, { body }) => {
      await setHistory(ctx, body.keeps);
      return {};
    },
  }),
  implement(contract.forgetReading, {
    may: history,
    run: async (ctx, { body }) => {
      await forgetRead(ctx, body.one);
      return {};
    },
  }),
];
