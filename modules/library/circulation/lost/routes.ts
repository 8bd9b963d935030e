/** HTTP of loans that went wrong: permission, one use case, its answer. */
import { placeOf } from "#places";
import type { Ctx, TxCtx } from "#platform/ctx";
import { found, notFound } from "#platform/errors";
import { by, implement } from "#platform/http";
import { may } from "../../may.ts";
import { checkIn } from "../lending/check-in.ts";
import { whoseIn } from "../own/my-loans.ts";
import { subjectOfLoan } from "../own/own-store.ts";
import { goesSaid } from "../till/lend.ts";
import { claimReturned, decideClaim, lookedFor, withdrawClaim } from "./claim.ts";
import * as contract from "./contract.ts";
import { lockInTrouble, lose } from "./lose.ts";
import { loanScanned, showAstray, showOne } from "./show.ts";

const at = async (ctx: Ctx, placeId: string) => found(await placeOf(ctx.db, placeId), "place", placeId);
const works = by(may, "till.work", (ctx, { body }: { body: { placeId: string } }) => at(ctx, body.placeId));
const own = by(may, "loans.own", () => ({}));

/** Somebody else's loan is not there. */
async function refuseOthers(ctx: TxCtx, loanId: string): Promise<void> {
  if ((await subjectOfLoan(ctx.db, loanId)) !== whoseIn(ctx)) throw notFound("loan", loanId);
}

const claimOrNot = (ctx: TxCtx, { loanId, claims }: { loanId: string; claims: boolean }) =>
  claims ? claimReturned(ctx, loanId) : withdrawClaim(ctx, loanId);

export const lostOperations = [
  implement(contract.astrayList, {
    may: by(may, "till.list", () => ({})),
    run: (ctx, { query }) => showAstray(ctx, query),
  }),
  implement(contract.findLoan, { may: works, run: (ctx, { body }) => loanScanned(ctx, body) }),
  implement(contract.oneLoan, {
    may: by(may, "till.work", (ctx, { query }) => at(ctx, query.place)),
    run: (ctx, { params, query }) => showOne(ctx, params.id, query.place),
  }),
  implement(contract.loseLoan, { may: works, run: (ctx, { body }) => lose(ctx, body) }),
  implement(contract.returnDamaged, {
    may: works,
    run: async (ctx, { body: { loanId, placeId, ...damage } }) => {
      const { copy } = await lockInTrouble(ctx, loanId);
      const { loan, goes } = await checkIn(ctx, { itemId: copy.id, placeId, damage });
      return { feeFen: loan?.feeFen ?? 0, goes: await goesSaid(ctx, goes) };
    },
  }),
  implement(contract.claim, {
    may: works,
    run: async (ctx, { body }) => {
      await claimOrNot(ctx, body);
      return {};
    },
  }),
  implement(contract.look, {
    may: works,
    run: async (ctx, { body }) => {
      const back = await lookedFor(ctx, body);
      return { goes: back && (await goesSaid(ctx, back.goes)) };
    },
  }),
  implement(contract.decide, {
    may: by(may, "claim.decide", (ctx, { body }) => at(ctx, body.placeId)),
    run: (ctx, { body }) => decideClaim(ctx, body),
  }),
  implement(contract.loseMine, {
    may: own,
    run: async (ctx, { body }) => {
      await refuseOthers(ctx, body.loanId);
      return lose(ctx, { loanId: body.loanId, placeId: null });
    },
  }),
  implement(contract.claimMine, {
    may: own,
    run: async (ctx, { body }) => {
      await refuseOthers(ctx, body.loanId);
      await claimOrNot(ctx, body);
      return {};
    },
  }),
];
