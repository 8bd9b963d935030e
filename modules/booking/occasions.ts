/** When offers take place: one of many occasions is not one long one. */
import { Temporal } from "temporal-polyfill";
import type { Ctx } from "#platform/ctx";
import { offerOccasions } from "./slots.ts";

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

/** At what times of these offers somebody is taken up by them: what lasts longer than a day is come to at some time of it, and takes up nobody. */
export async function timesTaken(ctx: Ctx, offers: readonly Asked[]): Promise<(offer: Asked) => Span[]> {
  const occasions = await occasionsOf(ctx, offers);
  return (offer) => occasions(offer).filter((one) => one.startsAt.until(one.endsAt).total("hours") <= 24);
}

/** Is one of these at the time of one of those? Touching ends are not. */
export function meet(these: readonly Span[], those: readonly Span[]): boolean {
  return these.some((one) =>
    those.some(
      (other) =>
        Temporal.Instant.compare(one.startsAt, other.endsAt) < 0 &&
        Temporal.Instant.compare(other.startsAt, one.endsAt) < 0,
    ),
  );
}

/** From the first of them to the last, as pages show it. */
export function spanText(occasions: readonly Span[]): { startsAt: string; endsAt: string } {
  const starts = occasions.map(({ startsAt }) => startsAt).toSorted(Temporal.Instant.compare);
  const ends = occasions.map(({ endsAt }) => endsAt).toSorted(Temporal.Instant.compare);
  return { startsAt: starts[0]?.toString() ?? "", endsAt: ends.at(-1)?.toString() ?? "" };
}
