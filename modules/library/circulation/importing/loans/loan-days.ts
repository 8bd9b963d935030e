/** When a row says a copy was lent and is due. */
import { Temporal } from "temporal-polyfill";
import { type TxCtx, today } from "#platform/ctx";
import type { CellFault } from "#platform/exchange";
import { dayIn, momentOf, type When } from "../when.ts";
import type { LoanValues } from "./loan-columns.ts";

export function whenOf(
  ctx: TxCtx,
  { lent_on: lent, due, period: days }: LoanValues,
): { lentAt: Temporal.Instant; lentOn: string; dueOn: string } | { faults: CellFault[] } {
  const { zone } = ctx.city;
  if (!lent) return { faults: [{ column: "lent_on", id: "missing" }] };
  const lentOn = dayIn(lent, zone);
  if (lentOn > today(ctx).toString()) return { faults: [{ column: "lent_on", id: "loans.lent-later" }] };
  const dueOn = dueDay(lentOn, due, { days, zone });
  if (dueOn === null) return { faults: [{ column: "due", id: "missing" }] };
  if (dueOn < lentOn) return { faults: [{ column: "due", id: "loans.due-before" }] };
  return { lentAt: momentOf(lent, zone), lentOn, dueOn };
}

const dueDay = (
  lentOn: string,
  due: When | null | undefined,
  { days, zone }: { days: number | null | undefined; zone: string },
) => {
  if (due) return dayIn(due, zone);
  return typeof days === "number" ? Temporal.PlainDate.from(lentOn).add({ days }).toString() : null;
};
