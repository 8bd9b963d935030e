/** What the person at the door sees. */
import { Temporal } from "temporal-polyfill";
import type { Static } from "typebox";
import { namesOfSubjects, phoneTailsOf } from "#people";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import type { doorList, doorOf } from "./contract.ts";
import { leftAtTheDoor } from "./draw-from.ts";
import type { Offer } from "./offer.ts";
import * as store from "./store.ts";
import { againstUndoing } from "./undo-check-in.ts";
import { aboutOf, aboutView, offerView } from "./views.ts";

const mostDoors = 200;

const living = new Set<store.ClaimState>(["confirmed", "checked-in", "attended", "no-show"]);
const arrivedStates = new Set<store.ClaimState>(["checked-in", "attended"]);

const isOver = ({ state, endsAt }: Offer, now: Temporal.Instant) =>
  state === "closed" || Temporal.Instant.compare(endsAt, now) <= 0;

/** Occasions of the actor's organisations from four hours ago to twelve hours ahead. */
export async function openDoors(ctx: Ctx): Promise<Static<(typeof doorList)["answer"]>> {
  const now = ctx.clock();
  const paths = ctx.actor.grants
    .filter(({ role }) => role === "clerk" || role === "manager")
    .map(({ path }) => path);
  const span = { from: now.subtract({ hours: 4 }), to: now.add({ hours: 12 }) };
  const rows = await store.offersBetween(ctx.db, paths, { ...span, limit: mostDoors + 1 });
  const offers = rows.slice(0, mostDoors);
  const ids = offers.map(({ id }) => id);
  const pools = Map.groupBy(await store.pools(ctx.db, ids), ({ offerId }) => offerId);
  const counts = new Map((await store.countHolders(ctx.db, ids)).map((count) => [count.offerId, count]));
  const about = await aboutOf(ctx, offers);
  return {
    more: rows.length > mostDoors,
    // Doors to open and open ones first; those that are over are there for corrections.
    items: offers
      .toSorted((a, b) => Number(isOver(a, now)) - Number(isOver(b, now)))
      .map((offer) => ({
        offer: offerView(offer, pools.get(offer.id) ?? []),
        about: aboutView(about.get(offer.ref)),
        expected: counts.get(offer.id)?.expected ?? 0,
        arrived: counts.get(offer.id)?.arrived ?? 0,
        over: isOver(offer, now),
      })),
  };
}

/** One occasion's list of holders, by name for those who serve there. */
export async function doorSheet(ctx: Ctx, offerId: string): Promise<Static<(typeof doorOf)["answer"]>> {
  const offer = found(await store.offer(ctx.db, offerId), "offer", offerId);
  const claims = (await store.claimsOfOffer(ctx.db, offerId)).filter(({ state }) => living.has(state));
  const subjects = claims.flatMap(({ subject }) => subject ?? []);
  const names = await namesOfSubjects(ctx.db, subjects);
  const tails = await phoneTailsOf(
    ctx.db,
    subjects.filter((subject) => !names.has(subject)),
  );
  const about = await aboutOf(ctx, [offer]);
  const undoable = !againstUndoing(ctx, offer);
  const places = (of: store.Claim[]) => of.reduce((sum, { size }) => sum + size, 0);
  const view = offerView(offer, await store.pools(ctx.db, [offerId]));
  return {
    offer: view,
    about: aboutView(about.get(offer.ref)),
    leftAtTheDoor: leftAtTheDoor(view.pools),
    expected: places(claims),
    arrived: places(claims.filter(({ state }) => arrivedStates.has(state))),
    holders: claims.map((claim) => ({
      claimId: claim.id,
      name: names.get(claim.subject ?? "") ?? null,
      phoneTail: tails.get(claim.subject ?? "") ?? null,
      size: claim.size,
      state: claim.state,
      pool: claim.channel,
      checkedInAt: claim.checkedInAt?.toString() ?? null,
      can: [
        ...(claim.state === "confirmed" ? (["check-in"] as const) : []),
        ...(undoable && arrivedStates.has(claim.state) ? (["undo"] as const) : []),
      ],
    })),
  };
}
