/** When what is drawn takes place: an offer of many occasions is not one long one. */
import { Temporal } from "temporal-polyfill";
import type { Ctx } from "#platform/ctx";
import { offerOccasions } from "../slots.ts";

export interface Span {
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
}

type Asked = Span & { kind: string; ref: string };

/** Of each of these offers every occasion, as the module that made it says; where that says nothing, from its start to its end. */
export async function occasionsOf(ctx: Ctx, offers: readonly Asked[]): Promise<(offer: Asked) => Span[]> {
  const all = offers.length > 0 ? await ctx.slots.gather(offerOccasions, ctx, { offers: [...offers] }) : [];
  const byRef = Map.groupBy(all, ({ ref }) => ref);
  return (offer) => byRef.get(offer.ref) ?? [offer];
}

/** From the first of them to the last, as pages show it. */
export function spanText(occasions: readonly Span[]): { startsAt: string; endsAt: string } {
  const starts = occasions.map(({ startsAt }) => startsAt).toSorted(Temporal.Instant.compare);
  const ends = occasions.map(({ endsAt }) => endsAt).toSorted(Temporal.Instant.compare);
  return { startsAt: starts[0]?.toString() ?? "", endsAt: ends.at(-1)?.toString() ?? "" };
}
