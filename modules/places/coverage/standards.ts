/** Standards are the city's own data: what is asked for from which day on, with its source and whether anybody has checked it. */
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { found, invalid } from "#platform/errors";
import { firstOpenDay } from "../closed-years.ts";
import * as store from "./coverage-store.ts";

export type StandardInput = Omit<store.StandardRow, "id" | "to">;

/**
 * From a day on the standard asks for this; the days before keep what was asked then. Refuses a day before the newest row
 * began, and days of years that are over: figures of those days have been shown. The same day again corrects it.
 */
export async function putStandard(ctx: TxCtx, input: StandardInput): Promise<void> {
  await store.lockStandard(ctx.db, input.code);
  await checkDay(ctx, input.code, input.from);
  const unknown = await store.unknownKinds(ctx.db, input.kinds);
  if (unknown.length > 0 || input.kinds.length === 0)
    throw invalid([{ field: "/body/kinds", id: "not-offered" }]);
  const tidy = {
    ...input,
    name: input.name.trim(),
    source: input.source.trim(),
    kinds: [...new Set(input.kinds)],
    divisionKinds: [...new Set(input.divisionKinds.map((kind) => kind.trim()).filter((kind) => kind !== ""))],
  };
  await store.cutFrom(ctx.db, input.code, input.from);
  await store.insertStandard(ctx.db, tidy);
  await audit(ctx, { what: "standard.put", on: { kind: "standard", id: input.code }, detail: { ...tidy } });
}

/** From a day on nobody asks for it any more; the days before keep it. */
export async function endStandard(ctx: TxCtx, code: string, on: string): Promise<void> {
  await store.lockStandard(ctx.db, code);
  found((await store.standardHistory(ctx.db, code))[0], "standard", code);
  await checkDay(ctx, code, on);
  await store.cutFrom(ctx.db, code, on);
  await audit(ctx, { what: "standard.ended", on: { kind: "standard", id: code }, detail: { on } });
}

async function checkDay(ctx: TxCtx, code: string, day: string): Promise<void> {
  const [newest] = await store.standardHistory(ctx.db, code);
  if (newest && day < newest.from)
    throw invalid([{ field: "/body/from", id: "day.before-history", data: { day: newest.from } }]);
  const open = firstOpenDay(ctx);
  if (newest && open !== null && day < open)
    throw invalid([{ field: "/body/from", id: "day.year-closed", data: { day: open } }]);
}
