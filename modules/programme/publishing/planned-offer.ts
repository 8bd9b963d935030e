/** A session's offer before there is one: as it will be on the day of publication, nothing taken. Pure. */
import { releaseOf } from "#booking";
import type { BookingPlan } from "../desk/contract.ts";
import type { Session } from "../session-store.ts";
import { offerTerms } from "./offers.ts";

/** Its id is the session's, for there is no other yet. */
export function plannedOffer(session: Pick<Session, "id" | "startsAt" | "endsAt">, plan: BookingPlan) {
  const { opensAt, closesAt, pools, rules } = offerTerms(session, plan);
  return {
    id: session.id,
    state: "open" as const,
    opensAt: opensAt.toString(),
    closesAt: closesAt.toString(),
    rules,
    pools: pools.map(({ channel, quota, releasesAt }) => {
      const releases = releaseOf({ opensAt }, { releasesAt });
      return { channel, quota, left: quota, releasesAt: releases.toString(), awaitsDraw: null };
    }),
  };
}
