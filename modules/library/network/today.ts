/** What the desk is told of the network: copies to send, boxes to receive, what was wrong, what is too long on its way. */
import type { TodayLine } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { shelfStaff } from "../may.ts";
import { ownPlaces } from "../own-places.ts";
import { deskCounts } from "./boxes/box-store.ts";
import { lateBefore } from "./members/late.ts";

// texts: today.network-send today.network-receive today.network-findings today.network-late
/** For those who pack and unpack. */
export async function networkToday(ctx: Ctx): Promise<TodayLine[]> {
  const places = await ownPlaces(ctx, ...shelfStaff);
  if (places.length === 0) return [];
  const { days, before } = await lateBefore(ctx);
  const counts = await deskCounts(
    ctx.db,
    places.map(({ id }) => id),
    before,
  );
  const line = (key: string, count: number): TodayLine[] =>
    count === 0 ? [] : [{ key, values: { count, days }, href: "/desk/between", kind: "do" }];
  return [
    ...line("today.network-send", counts.waiting),
    ...line("today.network-receive", counts.toReceive),
    ...line("today.network-findings", counts.findings),
    ...line("today.network-late", counts.late),
  ];
}
