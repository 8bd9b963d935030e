/** Seat plans and seatings as those see them who draw and arrange. */
import type { AnswerOf } from "#contract";
import { faultsIn, type Plan } from "#libs/seats";
import { findPlaces, organisationOf, organisationsByPaths, placesOf } from "#places";
import { type Ctx, textFor } from "#platform/ctx";
import { found } from "#platform/errors";
import { named } from "#platform/i18n";
import * as offerStore from "../offers/offer-store.ts";
import { aboutOf, aboutView } from "../views.ts";
import type { seatDraft, seatingOfOffer, seatPlan, seatPlans } from "./contract.ts";
import * as store from "./plan-store.ts";
import * as seatStore from "./seat-store.ts";
import { drawn } from "./show-seats.ts";

const mostPlaces = 100;

/** The plans of an organisation and those below it, and for which rooms one can be drawn. */
export async function plansView(ctx: Ctx, organisation: string): Promise<AnswerOf<typeof seatPlans>> {
  const { path } = found(await organisationOf(ctx.db, organisation), "organisation", organisation);
  const [plans, drafts] = [await store.plansBelow(ctx.db, path), await store.draftsBelow(ctx.db, path)];
  const there = await findPlaces(ctx, { organisationPaths: [path], limit: mostPlaces, all: true });
  const places = await placesOf(ctx.db, [
    ...there.items.map(({ place }) => place.id),
    ...[...plans, ...drafts].map(({ placeId }) => placeId),
  ]);
  const where = whereIn(ctx, places);
  return {
    items: plans.map((plan) => ({ ...briefOf(plan), ...where(plan) })),
    drafts: drafts.map(({ id, plan, changedAt, ...of }) => ({
      id,
      name: plan.name,
      changedAt: changedAt.toString(),
      ...where(of),
    })),
    spaces: there.items.flatMap(({ place }) =>
      (places.get(place.id)?.spaces ?? []).map((space) => ({
        id: space.id,
        placeId: place.id,
        name: `${named(place, ctx.locale)} · ${named(space, ctx.locale)}`,
      })),
    ),
  };
}

const briefOf = ({ id, name, version, seats, madeAt }: store.SeatPlan) => ({
  id,
  name,
  version,
  seats,
  madeAt: madeAt.toString(),
});

function whereIn(ctx: Ctx, places: Awaited<ReturnType<typeof placesOf>>) {
  const brief = (one: { id: string; name: string; names: Record<string, string> } | undefined) =>
    one ? { id: one.id, name: named(one, ctx.locale) } : null;
  return ({ placeId, spaceId }: { placeId: string; spaceId: string }) => {
    const place = places.get(placeId);
    return { place: brief(place), space: brief(place?.spaces.find(({ id }) => id === spaceId)) };
  };
}

const viewOf = (plan: Plan) => ({
  name: plan.name,
  size: plan.size,
  focal: plan.focal,
  seats: drawn(plan),
  rows: plan.zones.flatMap(({ name, rows }) =>
    rows.map((row) => ({ zone: name, row: row.name, seats: row.blocks.flat().length })),
  ),
});

export async function planView(ctx: Ctx, planId: string): Promise<AnswerOf<typeof seatPlan>> {
  const { plan, version, placeId, spaceId } = found(await store.plan(ctx.db, planId), "seat-plan", planId);
  return { ...viewOf(plan), version, placeId, spaceId, json: JSON.stringify(plan) };
}

const mostFaults = 50;

// texts: invalid.seats.*
export async function draftView(ctx: Ctx, draftId: string): Promise<AnswerOf<typeof seatDraft>> {
  const { plan } = found(await store.draft(ctx.db, draftId), "seat-draft", draftId);
  const text = textFor(ctx);
  const faults = faultsIn(plan).slice(0, mostFaults);
  return {
    ...viewOf(plan),
    faults: faults.map(({ at, id, other = "" }) => ({ at, id, says: text(`invalid.${id}`, { at, other }) })),
  };
}

/** The plan of an occasion with whose each seat is, or the plans of its place. */
export async function seatingView(ctx: Ctx, offerId: string): Promise<AnswerOf<typeof seatingOfOffer>> {
  const offer = found(await offerStore.offer(ctx.db, offerId), "offer", offerId);
  const placeId = await store.placeOfOffer(ctx.db, offerId);
  const plans = placeId
    ? await store.plansAt(ctx.db, placeId)
    : await store.plansBelow(ctx.db, offer.orgPath);
  const where = whereIn(ctx, await placesOf(ctx.db, [...new Set(plans.map((plan) => plan.placeId))]));
  const organisation = (await organisationsByPaths(ctx.db, [offer.orgPath])).get(offer.orgPath);
  return {
    offerId,
    about: aboutView((await aboutOf(ctx, [offer])).get(offer.ref)),
    startsAt: offer.startsAt.toString(),
    endsAt: offer.endsAt.toString(),
    organisationId: organisation?.id ?? null,
    plans: plans.map((plan) => ({ ...briefOf(plan), ...where(plan) })),
    seating: await seatingNow(ctx, offerId),
  };
}

async function seatingNow(ctx: Ctx, offerId: string) {
  const of = await seatStore.planOfOffer(ctx.db, offerId);
  if (!of) return null;
  const hall = new Map((await seatStore.hallSeats(ctx.db, offerId)).map((seat) => [seat.id, seat]));
  return {
    planId: of.planId,
    version: of.version,
    name: of.plan.name,
    size: of.plan.size,
    focal: of.plan.focal,
    pools: await seatStore.seatsByPool(ctx.db, offerId),
    rows: of.plan.zones.flatMap(({ name: zone, rows }) =>
      rows.map(({ name: row, blocks }) => ({
        zone,
        row,
        seats: blocks.flat().map(({ id, label, number, x, y, kind }) => ({
          ...{ id, label, number, row, x, y, kind },
          channel: hall.get(id)?.channel ?? null,
          keptFor: hall.get(id)?.keptFor ?? null,
          taken: hall.get(id)?.claimId != null,
        })),
      })),
    ),
  };
}
