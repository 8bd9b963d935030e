/** A place that is no more: what is at home there needs another home first, and nothing new goes there. */
import type { Place } from "#places";
import { type Ctx, today } from "#platform/ctx";
import { refused } from "#platform/errors";

/** Its last day, once that has come. */
export const overSince = (
  ctx: Pick<Ctx, "clock" | "city">,
  { endedOn }: Pick<Place, "endedOn">,
): string | null => (endedOn !== null && endedOn <= today(ctx).toString() ? endedOn : null);

export function refuseEnded(ctx: Ctx, place: Place): void {
  const day = overSince(ctx, place);
  if (day !== null) throw refused("box.place-ended", { place: place.name, day });
}
