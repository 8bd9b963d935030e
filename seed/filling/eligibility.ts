/** The rules by which people qualify in the demo city. */
import { putEligibilityCheck } from "#people/filling";
import { type Ctx, inTx } from "#platform/ctx";
import { RULES } from "../demo/eligibility.ts";
import { idOf, type Keys } from "./keys.ts";

export function fillEligibility(ctx: Ctx, keys: Keys): Promise<void> {
  return inTx(ctx, async (inner) => {
    for (const { demo: _, organisation, ...rule } of RULES)
      await putEligibilityCheck(inner, {
        ...rule,
        provider: ctx.eligibility.connected.includes(rule.provider) ? rule.provider : "nobody",
        organisation: idOf(keys.organisations, organisation).id,
        validFrom: null,
      });
  });
}
