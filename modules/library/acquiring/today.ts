/** What the desk is told of acquisitions: readers who wait for an answer, what is late. */
import { pathsHeld, type TodayLine } from "#platform/auth";
import { type Ctx, today } from "#platform/ctx";
import { landers } from "../may.ts";
import { isLate } from "./orders/order.ts";
import { ordersUnder } from "./orders/order-store.ts";
import { serialsNow } from "./serials/show-serials.ts";
import { wishesUnder } from "./wishes/wish-store.ts";

const most = 200;

// texts: today.wishes-asked today.orders-late today.issues-late
/** For those who answer and order. */
export async function acquiringToday(ctx: Ctx): Promise<TodayLine[]> {
  const paths = pathsHeld(ctx.actor, ...landers);
  if (paths.length === 0) return [];
  const asked = await wishesUnder(ctx.db, paths, { states: ["asked"], limit: most });
  const day = today(ctx).toString();
  const sent = await ordersUnder(ctx.db, paths, { states: ["sent", "partly-arrived"], limit: most });
  const late = sent.filter((order) => isLate(order, day));
  const issues = (await serialsNow(ctx)).flatMap((one) => one.late.filter(({ state }) => state === "late"));
  const line = (key: string, count: number, href: string): TodayLine[] =>
    count === 0 ? [] : [{ key, values: { count }, href, kind: "do" }];
  return [
    ...line("today.wishes-asked", asked.length, "/desk/acquiring/wishes"),
    ...line("today.orders-late", late.length, "/desk/acquiring/orders"),
    ...line("today.issues-late", issues.length, "/desk/acquiring/serials"),
  ];
}
