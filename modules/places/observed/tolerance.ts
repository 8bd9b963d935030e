/** The rule by which posted and observed hours are compared: dated, edited by the city. */
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { invalid } from "#platform/errors";
import { putTolerance, type ToleranceRow } from "./observation-store.ts";

/** Sets the tolerance from a day on; earlier days keep theirs. Refuses days before there was any. */
export async function setTolerance(ctx: TxCtx, rule: ToleranceRow): Promise<void> {
  if (rule.since < "1949-10-01" || rule.since > "2200-12-31")
    throw invalid([{ field: "/params/since", id: "holiday.day" }]);
  await putTolerance(ctx.db, { ...rule, source: rule.source.trim() });
  await audit(ctx, {
    what: "opening-tolerance.set",
    on: { kind: "opening-tolerance", id: rule.since },
    detail: { lateMinutes: rule.lateMinutes, earlyMinutes: rule.earlyMinutes, source: rule.source.trim() },
  });
}
