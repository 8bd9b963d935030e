/** Samples of loans that went wrong. */
import type { TxCtx } from "#platform/ctx";
import { aTill } from "../till/testing.ts";

type Sample = (ctx: TxCtx, organisationId: string) => Promise<Record<string, unknown>>;

const ofLoan =
  (more: object = {}): Sample =>
  async (ctx, organisationId) => {
    const { loanId, placeId } = await aTill(ctx, organisationId);
    return { body: { loanId, placeId, ...more } };
  };
const ofMine =
  (more: object = {}): Sample =>
  async (ctx, organisationId) => ({
    body: { loanId: (await aTill(ctx, organisationId)).loanId, ...more },
  });

export const lostSamples: Record<string, Sample> = {
  "library.astray": async () => ({ query: {} }),
  "library.find-loan": async (ctx, organisationId) => {
    const { placeId, lentId } = await aTill(ctx, organisationId);
    const { barcode } = await ctx.db.one<{
      barcode: string;
    }>`select barcode from library.item where id = ${lentId}`;
    return { body: { placeId, scan: barcode } };
  },
  "library.loan-in-trouble": async (ctx, organisationId) => {
    const { loanId, placeId } = await aTill(ctx, organisationId);
    return { params: { id: loanId }, query: { place: placeId } };
  },
  "library.lose": ofLoan(),
  "library.return-damaged": ofLoan({ note: "封面撕破", feeFen: 500 }),
  "library.claim-returned": ofLoan({ claims: true }),
  "library.look-for": ofLoan({ isFound: true }),
  "library.decide-claim": ofLoan({ believes: true }),
  "library.lose-mine": ofMine(),
  "library.claim-mine": ofMine({ claims: true }),
  "library.use-in-house": async (ctx, organisationId) => {
    const { placeId, itemId } = await aTill(ctx, organisationId);
    return { body: { placeId, itemId } };
  },
};
