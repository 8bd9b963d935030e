/** Builders of rules for tests, and input for the generated access test. */
import { type TxCtx, today } from "#platform/ctx";
import { putRule, type RuleInput } from "./put-rule.ts";
import { byKind, type HouseTerms } from "./terms.ts";

/** A rule of a house that holds from now on; say what differs. */
export function aRule(ctx: TxCtx, organisation: string, terms: HouseTerms, differs: Partial<RuleInput> = {}) {
  return putRule(ctx, {
    organisation,
    kind: terms.kind,
    onlyFor: null,
    channel: null,
    effect: "limit",
    terms: byKind(terms),
    since: null,
    until: null,
    basis: "馆内预约规定",
    after: 0,
    ...differs,
  });
}

/** For every operation: input about the organisation. */
export const ruleSamples = {
  "booking.houses": async (_: TxCtx, organisation: string) => ({ query: { organisation } }),
  "booking.house-rules": async (_: TxCtx, organisation: string) => ({ query: { organisation } }),
  "booking.put-house-rule": async (_: TxCtx, organisation: string) => ({
    body: {
      organisation,
      ...{
        kind: "level",
        onlyFor: null,
        channel: "counter",
        effect: "limit",
        terms: { level: { level: 1 } },
      },
      ...{ since: null, until: null, basis: "样例", after: 0 },
    },
  }),
  "booking.try-house-rules": async (ctx: TxCtx, organisation: string) => {
    const day = today(ctx).toString();
    return { query: { organisation, asked: day, day, level: "1", size: "1", channel: "online" } };
  },
};
