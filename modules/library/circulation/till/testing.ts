/** Samples of the till and of one's own loans, and a till with a reader at it for tests. */
import { organisationOf } from "#places";
import { aFacility } from "#places/testing";
import { system } from "#platform/auth";
import type { TxCtx } from "#platform/ctx";
import { found } from "#platform/errors";
import { checkOut } from "../lending/check-out.ts";
import { aReader, someCopies } from "../testing.ts";

/** A place of a house with a reader of its own, one copy on its shelf and one that they have. */
export async function aTill(ctx: TxCtx, organisationId: string) {
  const { path } = found(await organisationOf(ctx.db, organisationId), "organisation", organisationId);
  const { id: placeId } = await aFacility(ctx, { organisationId });
  const house = { organisationId, path, placeId };
  const reader = await aReader(ctx, house);
  const { recordId, itemIds } = await someCopies(ctx, house, { copies: 2 });
  const [itemId = 0, lentId = 0] = itemIds;
  const theCity = { ...ctx, actor: system };
  const { loanId } = await checkOut(theCity, { subject: reader.subject, itemId: lentId, placeId });
  return { ...house, ...reader, recordId, itemId, lentId, loanId };
}

type Input = Record<string, unknown>;

export const tillSamples: Record<string, (ctx: TxCtx, organisationId: string) => Promise<Input>> = {
  "library.till": async () => ({}),
  "library.till-scan": async (ctx, organisationId) => {
    const { placeId, number } = await aTill(ctx, organisationId);
    return { body: { scan: number, placeId, subject: null, ownerId: null, issuerId: null } };
  },
  "library.reader-at-till": async (ctx, organisationId) => {
    const { placeId, subject } = await aTill(ctx, organisationId);
    return { body: { placeId, subject } };
  },
  "library.check-out": async (ctx, organisationId) => {
    const { placeId, subject, itemId } = await aTill(ctx, organisationId);
    return { body: { placeId, subject, itemId, despite: null } };
  },
  "library.undo-check-out": async (ctx, organisationId) => {
    const { placeId, loanId } = await aTill(ctx, organisationId);
    return { body: { placeId, loanId } };
  },
  "library.return": async (ctx, organisationId) => {
    const { placeId, lentId } = await aTill(ctx, organisationId);
    return { body: { placeId, itemId: lentId, returnedOn: null } };
  },
  "library.renew": async (ctx, organisationId) => {
    const { placeId, loanId } = await aTill(ctx, organisationId);
    return { body: { placeId, loanId } };
  },
  "library.renew-all": async (ctx, organisationId) => {
    const { placeId, subject } = await aTill(ctx, organisationId);
    return { body: { placeId, subject } };
  },
  "library.my-loans": async () => ({ query: {} }),
  "library.renew-mine": async (ctx, organisationId) => ({
    body: { loanId: (await aTill(ctx, organisationId)).loanId },
  }),
  "library.renew-all-mine": async () => ({ body: {} }),
  "library.history": async () => ({ query: {} }),
  "library.keep-history": async () => ({ body: { keeps: true } }),
  "library.forget-reading": async () => ({ body: { one: null } }),
  "library.copies-out": async (ctx, organisationId) => ({
    params: { id: String((await aTill(ctx, organisationId)).recordId) },
  }),
};
