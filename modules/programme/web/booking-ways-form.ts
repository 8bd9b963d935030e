/** Waiting list, approval and handing on as fields of a form, there and back. */
import { said } from "#web/page.ts";
import type { BookingPlan } from "../desk/contract.ts";
import { numberOrNull } from "./event-form.ts";

export const ways = ["waitingList", "approval", "transferable"] as const;

type BookingWays = Pick<BookingPlan, (typeof ways)[number] | "lastCallMinutes">;

/** The values of the fields below `prefix`; what is not chosen has none. */
export function bookingWaysValues(plan: BookingWays, prefix: string): Record<string, string> {
  const minutes = plan.lastCallMinutes;
  return {
    ...Object.fromEntries(ways.filter((way) => plan[way]).map((way) => [`${prefix}.${way}`, "yes"])),
    ...(minutes !== undefined && { [`${prefix}.lastCallMinutes`]: String(minutes) }),
  };
}

/** What was chosen, in the shape of the contract. */
export function bookingWaysFrom(form: FormData, prefix: string): BookingWays {
  const minutes = said(form, `${prefix}.lastCallMinutes`);
  return {
    ...Object.fromEntries(ways.filter((way) => form.has(`${prefix}.${way}`)).map((way) => [way, true])),
    ...(minutes !== "" && { lastCallMinutes: numberOrNull(minutes) ?? Number.NaN }),
  };
}
