/** The times of offers as the rules in force narrow them: one answer for pages, the line and what is held. */
import type { Ctx } from "#platform/ctx";
import { decidingRules, pathsAbove } from "./rule.ts";
import * as store from "./store.ts";
import { type Times, timesUnder } from "./times.ts";

/** How rules narrow these offers now, pool by pool: two statements for however many. */
export async function narrowing(
  { db, clock, city }: Pick<Ctx, "db" | "clock" | "city">,
  ids: readonly string[],
) {
  const offers = ids.length > 0 ? await store.offersRuled(db, ids) : [];
  const paths = offers.flatMap(({ orgPath }) => pathsAbove(orgPath));
  const rules = paths.length > 0 ? await store.rulesInForce(db, paths, clock()) : [];
  const ruled = new Map(rules.length > 0 ? offers.map((offer) => [offer.id, offer]) : []);
  return <O extends Times & { id: string }>(offer: O, channel: string): O => {
    const one = ruled.get(offer.id);
    return one ? timesUnder(decidingRules(rules, one, channel), offer, city.zone) : offer;
  };
}
