/** Inventories, shared use and a hand-over of the demo city. */
import { actorFor } from "#people/filling";
import { addSharing, addThing, drawUpHandover, signHandover } from "#places/filling";
import type { Ctx } from "#platform/ctx";
import { inTx, today } from "#platform/ctx";
import { THINGS } from "../demo/belongings.ts";
import type { DemoCity, DemoHandover } from "../demo/types.ts";
import { at, idOf, type Keys } from "./keys.ts";

export async function fillBelongings(ctx: Ctx, city: DemoCity, keys: Keys): Promise<void> {
  await inTx(ctx, async (inner) => {
    for (const { place, room, demo: _, ...facts } of THINGS) {
      const spaceId = room === null ? null : idOf(keys.spaces, `${place}/${room}`);
      await addThing(inner, idOf(keys.places, place), { ...facts, spaceId });
    }
    for (const { place, organisation, daysAgo, demo: _, ...words } of city.sharings) {
      await addSharing(inner, idOf(keys.places, place), {
        ...words,
        organisationId: idOf(keys.organisations, organisation).id,
        since: today(ctx).subtract({ days: daysAgo }).toString(),
      });
    }
  });
  for (const one of city.handovers) await fillHandover(ctx, one, keys);
}

/** Drawn up and signed by the giving side two days ago. */
async function fillHandover(ctx: Ctx, one: DemoHandover, keys: Keys): Promise<void> {
  const then = at(ctx, ctx.clock().subtract({ hours: 48 }).toString());
  const actor = await actorFor(then, {
    account: idOf(keys.staff, one.drawnUpBy).account,
    actingFor: null,
  });
  if (!actor) throw new Error(`${one.drawnUpBy} of the demo staff cannot act`);
  await inTx({ ...then, actor, channel: "desk" as const }, async (inner) => {
    const { id } = await drawUpHandover(inner, idOf(keys.places, one.place), {
      toOrganisationId: idOf(keys.organisations, one.to).id,
      effectiveOn: today(ctx).add({ days: one.inDays }).toString(),
      terms: one.terms,
      other: one.other.map((line) => ({ ...line })),
      staff: [],
    });
    await signHandover(inner, id, { side: "from", version: 1 });
  });
}
