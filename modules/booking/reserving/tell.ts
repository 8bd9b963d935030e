/** Telling whoever has a reservation what became of it, in the transaction of the change. */
import type { Temporal } from "temporal-polyfill";
import { notifyAll } from "#people";
import type { TxCtx } from "#platform/ctx";
import { describeResources } from "./naming.ts";
import type { Reservation } from "./reservation-store.ts";
import { resourcesById } from "./resource-store.ts";

type Told = Pick<Reservation, "id" | "resourceId" | "subject" | "madeBy" | "startsAt">;

/** The person it is of; of an organisation's, whoever asked for it. */
export async function tellHolders(
  ctx: TxCtx,
  key: string,
  told: readonly {
    reservation: Told;
    reason?: string;
    until?: Temporal.Instant;
    other?: Temporal.Instant;
    once?: string;
  }[],
): Promise<void> {
  const resources = await resourcesById(
    ctx.db,
    told.map(({ reservation }) => reservation.resourceId),
  );
  const is = await describeResources(ctx, resources);
  await notifyAll(
    ctx,
    told.map(
      ({
        reservation: { id, resourceId, subject, madeBy, startsAt },
        reason = "",
        until = startsAt,
        other = startsAt,
        once,
      }) => {
        const { name = "", placeName } = is.get(resourceId) ?? {};
        return {
          to: [subject ?? madeBy].flatMap((one) => one ?? []),
          key,
          kind: subject ? ("booking-change" as const) : ("work" as const),
          values: { room: name, place: placeName ?? "", at: startsAt, until, reason, other },
          href: `/reservations/${id}`,
          neededBy: until,
          ...(once && { once }),
        };
      },
    ),
  );
}
