/** Builders of rules for tests, and input for the generated access test. */
import type { TxCtx } from "#platform/ctx";
import { putRule, type RuleInput } from "./put-rule.ts";
import type { Terms } from "./terms.ts";

/** A rule of a house that holds from now on; say what differs. */
export function aRule(ctx: TxCtx, organisation: string, terms: Terms, differs: Partial<RuleInput> = {}) {
  return putRule(ctx, {
    organisation,
    kind: terms.kind,
    onlyFor: null,
    channel: null,
    effect: "limit",
    terms,
    since: null,
    until: null,
    basis: "馆内预约规定",
    after: 0,
    ...differs,
  });
}
