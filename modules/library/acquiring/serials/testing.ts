/** A subscription of a house. */

import type { TxCtx } from "#platform/ctx";
import { aBook, aFile } from "../../catalogue/describing/testing.ts";
import { landedBatch } from "../../catalogue/importing/testing.ts";
import { aKey, type Samples, theCity } from "../../catalogue/testing.ts";
import type { Buyer } from "../orders/testing.ts";
import { aBuyer } from "../orders/testing.ts";
import { checkIn, type SubscriptionInput, subscribe } from "./change-serial.ts";

/** A monthly of the year 2026, for nothing, of the record on the house's shelf; say what differs. */
export function aSubscription(
  ctx: TxCtx,
  buyer: Buyer & { recordId: number },
  differs: Partial<SubscriptionInput> = {},
) {
  return subscribe({ ...ctx, actor: buyer.manager }, { ...aMonthly(buyer), ...differs });
}

export const aMonthly = ({
  placeId,
  recordId,
}: {
  placeId: string;
  recordId: number;
}): SubscriptionInput => ({
  placeId,
  record: String(recordId),
  supplierId: null,
  budgetId: null,
  priceFen: 0,
  pattern: { every: "monthly", skip: [], number: 1, restarts: true, volume: null, whole: null },
  startsOn: "2026-01-10",
  endsOn: "2026-12-31",
  grace: 14,
});

/** A house with a place that may order, and the record of a magazine with this ISSN. */
export async function aSubscriber(ctx: TxCtx, { organisationId = "", issn = "0258-8218" } = {}) {
  const buyer = await aBuyer(ctx, { organisationId });
  const magazine = aBook(aKey(), `刊 ${aKey()}`, `022   $a${issn}`, "s");
  const { id } = await landedBatch(theCity(ctx), {
    organisationId: buyer.organisationId,
    bytes: await aFile(magazine),
  });
  const { recordId } = await ctx.db.one<{ recordId: number }>`
    select id as record_id from library.record where batch_id = ${id}`;
  return { ...buyer, recordId };
}

const aSerial = async (ctx: TxCtx, organisationId: string) =>
  aSubscription(ctx, await aSubscriber(ctx, { organisationId }));

const anIssue = { year: 2026, number: 1 };

export const serialSamples: Samples = {
  "library.serials": async () => ({}),
  "library.subscribe": async (ctx, organisationId) => ({
    body: aMonthly(await aBuyer(ctx, { organisationId })),
  }),
  "library.serial": async (ctx, organisationId) => ({ params: await aSerial(ctx, organisationId) }),
  "library.renew-serial": async (ctx, organisationId) => ({
    params: await aSerial(ctx, organisationId),
    body: { priceFen: 0, budgetId: null },
  }),
  "library.end-serial": async (ctx, organisationId) => ({
    params: await aSerial(ctx, organisationId),
    body: {},
  }),
  "library.serial-days-off": async (ctx, organisationId) => ({
    params: await aSerial(ctx, organisationId),
    body: { holidays: true, daysOff: "2026-10-01 2026-10-03" },
  }),
  "library.check-in": async (ctx, organisationId) => ({
    params: await aSerial(ctx, organisationId),
    body: anIssue,
  }),
  "library.scan-issue": async () => ({ body: { scanned: "0258-8218", placeId: null } }),
  "library.claim-issue": async (ctx, organisationId) => ({
    params: await aSerial(ctx, organisationId),
    body: { ...anIssue, state: "claimed" },
  }),
  "library.take-back-issue": async (ctx, organisationId) => {
    const buyer = await aSubscriber(ctx, { organisationId });
    const params = await aSubscription(ctx, buyer);
    await checkIn({ ...ctx, actor: buyer.manager }, { ...params, ...anIssue });
    return { params, body: anIssue };
  },
  "library.bind": async (ctx, organisationId) => {
    const buyer = await aSubscriber(ctx, { organisationId });
    const params = await aSubscription(ctx, buyer);
    await checkIn({ ...ctx, actor: buyer.manager }, { ...params, ...anIssue });
    const item = { barcode: aKey(), shelf: "", callNumber: "" };
    return { params, body: { year: 2026, from: 1, to: 12, ...item } };
  },
};
