/** Offers of sessions, made through booking's door. One offer a session, from publication on. */

import { Temporal } from "temporal-polyfill";
import {
  closeOffers as closeBooking,
  makeOffers,
  type OfferIs,
  type OfferTimes,
  type PoolInput,
} from "#booking";
import type { TxCtx } from "#platform/ctx";
import type { BookingPlan } from "../desk/contract.ts";
import type { Event } from "../event-store.ts";
import * as store from "../session-store.ts";

/** The kind under which booking knows our sessions. */
export const offerKind = "event-session";

type Planned = Pick<store.Session, "id" | "startsAt" | "endsAt">;

/** Opens the offers of sessions that need booking and have none. */
export async function openOffers(
  ctx: TxCtx,
  event: RuledBy & Pick<Event, "orgPath">,
  sessions: readonly store.Session[],
): Promise<void> {
  const wanted = sessions.flatMap((session) =>
    session.booking && !session.offerId && !session.cancelledAt
      ? [
          {
            kind: offerKind,
            ref: session.id,
            orgPath: event.orgPath,
            is: offerIs(event, session),
            ...offerTerms(session, session.booking),
          },
        ]
      : [],
  );
  if (wanted.length === 0) return;
  await store.setOffers(
    ctx.db,
    wanted.map(({ ref }) => ref),
    await makeOffers(ctx, wanted),
  );
}

type RuledBy = Pick<Event, "kind" | "placeId" | "seriesId">;

/** By what rules of houses count a session: its sort, where it is, and what it is part of. */
export function offerIs(event: RuledBy, session: Pick<store.Session, "placeId">): OfferIs {
  return { sort: event.kind, placeId: session.placeId ?? event.placeId, seriesId: event.seriesId };
}

/** Times, pools and rules of a plan, in booking's words. */
export function offerTerms(session: Planned, plan: BookingPlan) {
  const times: OfferTimes = {
    opensAt: Temporal.Instant.from(plan.opensAt),
    closesAt: Temporal.Instant.from(plan.closesAt),
    startsAt: session.startsAt,
    endsAt: session.endsAt,
  };
  const pools: PoolInput[] = plan.pools.map(({ channel, quota, releasesAt }) => ({
    channel,
    quota,
    releasesAt: releasesAt === null ? null : Temporal.Instant.from(releasesAt),
  }));
  const { maxPerClaim, minLevel, cancelUntilMinutes, doorsBeforeMinutes, own = {} } = plan;
  return {
    ...times,
    pools,
    rules: {
      maxPerClaim,
      minLevel: levelOf(minLevel),
      cancelUntilMinutes,
      doorsBeforeMinutes,
      own,
      waitingList: plan.waitingList ?? false,
      approval: plan.approval ?? false,
      transferable: plan.transferable ?? false,
      // Left out: as it usually is, also where it was another before.
      lastCallMinutes: plan.lastCallMinutes,
    },
  };
}

/** Closes the offers of cancelled sessions. Answers whom it concerned, by session: holders, and those who are in already; and how many were told, of groups and who waited. */
export async function closeOffers(ctx: TxCtx, sessions: readonly store.Session[], because: string) {
  const closings = sessions.flatMap(({ offerId, cutShort }) => (offerId ? [{ offerId, cutShort }] : []));
  const { concerned, told } = await closeBooking(ctx, closings, because);
  const holders = new Map(
    sessions.map(({ id, offerId }) => [
      id,
      (concerned.get(offerId ?? "") ?? []).flatMap(({ subject }) => subject ?? []),
    ]),
  );
  return { holders, told };
}

function levelOf(level: number): 0 | 1 | 2 | 3 {
  return level === 1 || level === 2 || level === 3 ? level : 0;
}
