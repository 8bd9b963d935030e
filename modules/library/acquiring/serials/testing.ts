/** A subscription of a house. */
import type { TxCtx } from "#platform/ctx";
import type { Buyer } from "../orders/testing.ts";
import { type SubscriptionInput, subscribe } from "./change-serial.ts";

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
