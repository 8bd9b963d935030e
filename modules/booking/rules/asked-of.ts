/**
 * Of which places a kind of rule can ask anything. Pure: rules are written, decide and are shown by it. Of a group nobody is named, so that
 * nothing is asked of a person; who walks in is asked for nothing but room.
 */
import { type PoolChannel, poolChannels } from "../offers/pool-channels.ts";
import { type RuleKind, ruleKinds } from "./terms.ts";

const named = ["online", "counter", "helper"] as const;
const claimed = [...named, "organisation"] as const;

const asked: Record<RuleKind, readonly PoolChannel[]> = {
  horizon: claimed,
  closing: claimed,
  group: claimed,
  level: named,
  eligible: named,
  age: named,
  companion: named,
  organisation: ["organisation"],
  period: named,
  "no-overlap": named,
};

/** The pools a rule of this kind can be for. */
export const poolsAsked = (kind: RuleKind): readonly PoolChannel[] => asked[kind];

const kindsOf = new Map<string, RuleKind[]>(
  poolChannels.map((channel) => [channel, ruleKinds.filter((kind) => asked[kind].includes(channel))]),
);

/** The kinds of rules that are asked of places of a pool, in their order. */
export const kindsAsked = (channel: string): readonly RuleKind[] => kindsOf.get(channel) ?? [];
