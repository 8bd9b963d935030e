/** What marks are about, in the reader's language: an occasion, or what was reserved. */
import type { Ctx } from "#platform/ctx";
import * as offerStore from "../offers/offer-store.ts";
import { describeResources } from "../reserving/naming.ts";
import { reservationsById } from "../reserving/reservation-store.ts";
import { resourcesById } from "../reserving/resource-store.ts";
import { aboutOf } from "../views.ts";
import type { Mark } from "./standing.ts";

type Of = Pick<Mark, "offerId" | "reservationId">;

export const mattersOf = ({ offerId, reservationId }: Of) => offerId ?? reservationId ?? "";

/** By the id of the offer or the reservation. */
export async function aboutMarks(
  ctx: Ctx,
  marks: readonly Of[],
): Promise<Map<string, { title: string; href: string }>> {
  const ids = (of: (mark: Of) => string | null) => [...new Set(marks.flatMap((mark) => of(mark) ?? []))];
  const offers = await offerStore.offers(
    ctx.db,
    ids(({ offerId }) => offerId),
  );
  const about = offers.length > 0 ? await aboutOf(ctx, offers) : new Map();
  const held = ids(({ reservationId }) => reservationId);
  const reservations = held.length > 0 ? await reservationsById(ctx.db, held) : [];
  const rooms = [...new Set(reservations.map(({ resourceId }) => resourceId))];
  const is = await describeResources(ctx, rooms.length > 0 ? await resourcesById(ctx.db, rooms) : []);
  return new Map([
    ...offers.flatMap(({ id, ref }) => {
      const one = about.get(ref);
      return one ? [[id, { title: one.title, href: one.href }] as const] : [];
    }),
    ...reservations.map(
      ({ id, resourceId }) =>
        [id, { title: is.get(resourceId)?.name ?? "", href: `/reservations/${id}` }] as const,
    ),
  ]);
}
