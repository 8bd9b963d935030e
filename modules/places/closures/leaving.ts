/** Closures that somebody who leaves has announced and that are not over: whoever takes over opens the place again. */
import { actsOf } from "#platform/audit";
import type { LeavingLine, LeavingPerson } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { named } from "#platform/i18n";
import { facilities } from "../facility/facility-store.ts";
import { closuresOf } from "./closure-store.ts";

// texts: leaving.line.closure*
export async function closuresOfLeaver(ctx: Ctx, { subject }: LeavingPerson): Promise<LeavingLine[]> {
  const announced = await actsOf(ctx.db, { actor: subject, what: "closure.announced", kind: "place" });
  const ids = new Set(announced.map(({ detail }) => detail?.closure));
  const places = [...new Set(announced.map(({ target }) => target))];
  const running = (await closuresOf(ctx.db, places, ctx.clock())).filter(({ id }) => ids.has(id));
  const rows = new Map(
    (
      await facilities(
        ctx.db,
        running.map(({ placeId }) => placeId),
      )
    ).map((row) => [row.id, row]),
  );
  return running.flatMap(({ id, placeId, endsAt }) => {
    const place = rows.get(placeId);
    if (!place) return [];
    return {
      ref: `closure ${id}`,
      key: endsAt ? "leaving.line.closure" : "leaving.line.closure-open",
      values: { place: named(place, ctx.locale), ...(endsAt && { until: endsAt }) },
      href: `/desk/places/${placeId}/closures`,
    };
  });
}
