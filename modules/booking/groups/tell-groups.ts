/** Telling the staff of organisations what became of the places of their groups, in the transaction of the change. */
import { notifyAll, staffOver } from "#people";
import { organisationsOf } from "#places";
import type { TxCtx } from "#platform/ctx";
import type { Offer } from "../offers/offer.ts";
import * as offerStore from "../offers/offer-store.ts";
import { aboutOf } from "../views.ts";
import { groupRoles } from "./group-roles.ts";
import * as store from "./group-store.ts";

type What =
  | "cancelled"
  | "taken-back"
  | "reduced"
  | "moved"
  | "elsewhere"
  | "link-changed"
  | "place-closes"
  | "place-opens"
  | "granted"
  | "refused"
  | "lapsed";

// texts: notice.group.*
/** Tells them what became of the occasion, or of the claims named by `of`. Answers how many were told. */
export async function tellGroups(
  ctx: TxCtx,
  offers: readonly Offer[],
  { what, of: claimIds, reason = "" }: { what: What; of?: readonly string[]; reason?: string },
): Promise<number> {
  const offerIds = offers.map(({ id }) => id);
  const made = await store.madeForGroups(ctx.db, claimIds ? { claimIds } : { offerIds });
  if (made.length === 0) return 0;
  const about = await aboutOf(ctx, [...offers]);
  const whom = await answeringFor(ctx, made);
  return notifyAll(
    ctx,
    offers.map((offer) => ({
      to: made.flatMap((one) => (one.offerId === offer.id ? whom(one) : [])),
      kind: "work" as const,
      key: `notice.group.${what}`,
      values: { title: about.get(offer.ref)?.title ?? "", at: offer.startsAt, reason },
      href: `/desk/groups/${offer.id}`,
      neededBy: offer.startsAt,
    })),
  );
}

/** The same of offers another module knows by id: what it is that their holders are told by it. */
export async function tellGroupsOf(
  ctx: TxCtx,
  offerIds: readonly string[],
  told: { what: "link-changed" | "place-closes" | "place-opens"; reason: string },
): Promise<number> {
  return offerIds.length > 0 ? tellGroups(ctx, await offerStore.offers(ctx.db, [...offerIds]), told) : 0;
}

type Made = Awaited<ReturnType<typeof store.madeForGroups>>[number];

/** Whoever booked; where they bring its groups no more, the nearest who do. Nobody is told what they do themselves. */
async function answeringFor(ctx: TxCtx, made: readonly Made[]): Promise<(one: Made) => string[]> {
  const organisations = await organisationsOf(
    ctx.db,
    made.map(({ organisationId }) => organisationId),
  );
  const paths = [...organisations.values()].map(({ path }) => path);
  const staff = Map.groupBy(
    await staffOver(ctx.db, { paths, roles: groupRoles, now: ctx.clock() }),
    ({ path }) => path,
  );
  return ({ organisationId, madeBy }) => {
    const all = staff.get(organisations.get(organisationId)?.path ?? "") ?? [];
    const nearest = Math.max(...all.map(({ at }) => at.length));
    const theirs = all.filter(({ subject }) => subject === madeBy);
    const told = theirs.length > 0 ? theirs : all.filter(({ at }) => at.length === nearest);
    return told.flatMap(({ subject }) => (subject === ctx.actor.subject ? [] : subject));
  };
}
