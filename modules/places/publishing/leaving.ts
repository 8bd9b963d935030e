/** Places on their way to the public that somebody who leaves wrote, sent on or set a time for. */
import type { LeavingLine, LeavingPerson } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { named } from "#platform/i18n";
import { schedulesBy, thingsBy } from "#platform/publishing";
import { placeThing } from "./place-thing.ts";
import { placesInHand } from "./steps-store.ts";

const most = 200;

// texts: leaving.line.place-*
export async function placesOfLeaver(ctx: Ctx, { subject }: LeavingPerson): Promise<LeavingLine[]> {
  const written = await thingsBy(ctx.db, placeThing, { subject, steps: ["write", "submit"] });
  const schedules = await schedulesBy(ctx.db, placeThing, subject);
  const places = await placesInHand(ctx.db, [...written, ...schedules.keys()], most);
  return places.map((place) => {
    const at = schedules.get(place.id)?.due;
    const kind = at ? "scheduled" : place.state === "draft" ? "draft" : "under-way";
    return {
      ref: `place ${place.id}`,
      key: `leaving.line.place-${kind}`,
      values: { place: named(place, ctx.locale), ...(at && { at }) },
      href: `/desk/places/${place.id}/publishing`,
    };
  });
}
