/** What staff see of notices: counts and failures, and the city's quiet hours. Nobody is named. */
import { decidesForCity, wholeCity } from "#places";
import { audit } from "#platform/audit";
import type { Ctx, TxCtx } from "#platform/ctx";
import { invalid } from "#platform/errors";
import * as deskStore from "./desk-store.ts";
import { noticeKinds } from "./kinds.ts";
import type { QuietHours } from "./quiet.ts";
import * as store from "./store.ts";

const lookBack = { hours: 7 * 24 };

export async function noticeCounts(ctx: Ctx) {
  const since = ctx.clock().subtract(lookBack);
  const told = new Map((await deskStore.toldSince(ctx.db, since)).map((row) => [row.kind, row]));
  const carried = await deskStore.carriedSince(ctx.db, since);
  const countOf = (kind: string, channel: string) => {
    const row = carried.find((one) => one.kind === kind && one.channel === channel);
    return { sent: row?.sent ?? 0, refused: row?.refused ?? 0 };
  };
  const failures = await deskStore.failuresSince(ctx.db, since, 50);
  return {
    since: since.toString(),
    kinds: noticeKinds.map((kind) => ({
      kind,
      told: told.get(kind)?.told ?? 0,
      waiting: told.get(kind)?.waiting ?? 0,
      sms: countOf(kind, "sms"),
      email: countOf(kind, "email"),
    })),
    failures: failures.map((one) => ({
      ...one,
      at: one.at.toString(),
      nextAt: one.nextAt?.toString() ?? null,
    })),
    quiet: await store.quietHours(ctx.db),
    can: decidesForCity(ctx.actor, await wholeCity(ctx)) ? (["set-quiet-hours"] as const).slice() : [],
  };
}

/** Sets the city's quiet hours. What waits already goes out when it was to. */
export async function putQuietHours(ctx: TxCtx, quiet: QuietHours): Promise<QuietHours> {
  if (quiet.urgentBefore < quiet.ends)
    throw invalid([{ field: "/body/urgentBefore", id: "quiet.urgent-before" }]);
  await store.setQuietHours(ctx.db, quiet);
  await audit(ctx, { what: "quiet-hours.put", on: { kind: "city", id: ctx.city.id }, detail: { ...quiet } });
  return quiet;
}
