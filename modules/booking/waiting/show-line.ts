/** The line as it is seen: from outside, by who waits, by staff. */
import type { Static } from "typebox";
import { namesOfSubjects, phoneTailsOf } from "#people";
import { organisationsOf } from "#places";
import { principal } from "#platform/auth";
import { type Ctx, inTx, textFor } from "#platform/ctx";
import { found } from "#platform/errors";
import { poolsFor } from "../draw-from.ts";
import { placesToDraw } from "../drawing/draw-store.ts";
import type { queueOf } from "../holding/contract.ts";
import { heldAt } from "../holding/hold-store.ts";
import { may } from "../may.ts";
import { lastsUntil, lineEnds, type Offer, placesLeft } from "../offer.ts";
import * as offerStore from "../offer-store.ts";
import { narrowing } from "../rules/narrowing.ts";
import { aboutOf, aboutView } from "../views.ts";
import { whatStandsAgainst } from "../what-stands-against.ts";
import type { LineView, myLines } from "./contract.ts";
import * as store from "./waiting-store.ts";

/** The offer as rules narrow it for whoever looks. */
async function offerNow(ctx: Ctx, offerId: string): Promise<Offer> {
  const offer = found(await offerStore.offer(ctx.db, offerId), "offer", offerId);
  return (await narrowing(ctx, [offerId]))(offer, poolsFor(ctx.actor)[0] ?? "online");
}

const isOver = (ctx: Ctx, offer: Offer) =>
  offer.state === "closed" || ctx.clock().epochMilliseconds >= lineEnds(offer).epochMilliseconds;

const timesOf = (offer: Offer) => ({
  offerId: offer.id,
  startsAt: offer.startsAt.toString(),
  endsAt: lastsUntil(offer).toString(),
  endsLineAt: lineEnds(offer).toString(),
});

/** How many wait, and where the one who asks stands, counted now. */
export async function lineView(
  ctx: Ctx,
  offerId: string,
  { without }: { without?: "about" } = {},
): Promise<Static<typeof LineView>> {
  const offer = await offerNow(ctx, offerId);
  const all = await store.ahead(ctx.db, offerId, null);
  const subject = principal(ctx.actor)?.subject;
  const mine = subject ? await store.livingEntry(ctx.db, offerId, subject) : null;
  const before =
    mine?.state === "waiting" ? await store.ahead(ctx.db, offerId, mine) : { entries: 0, places: 0 };
  const about = without === "about" ? new Map() : await aboutOf(ctx, [offer]);
  const seated = offer.rules.seated ?? false;
  const beforeDraw = seated && (await placesToDraw(ctx.db, offerId)) !== null;
  return {
    ...timesOf(offer),
    about: aboutView(about.get(offer.ref)),
    open: (offer.rules.waitingList === true || beforeDraw) && !isOver(ctx, offer),
    maxPerClaim: offer.rules.maxPerClaim,
    ...{ seated, beforeDraw },
    waiting: all.entries,
    places: all.places,
    mine: mine && {
      id: mine.id,
      state: mine.state === "offered" ? "offered" : "waiting",
      size: mine.size,
      wheelchairs: mine.wheelchairs,
      since: mine.madeAt.toString(),
      before,
      passedOver: mine.passedOver ? await whyPassedOver(ctx, offer, mine) : null,
      claimId: mine.claimId,
    },
  };
}

// texts: refusal.claim.* refusal.rule.*
/** What stands against somebody having places now, told to themselves; null where it is mended by now. */
function whyPassedOver(
  ctx: Ctx,
  offer: Offer,
  { subject, size, channels }: store.Waiting,
): Promise<string | null> {
  return inTx(ctx, async (inner) => {
    const standing = await whatStandsAgainst(inner.db, offer.id, [{ ctx, subject }], { look: true });
    for (const channel of channels) {
      const pool = { left: size, releasesAt: offer.opensAt, channel };
      const against = standing.against({ ctx, subject, size }, { offer, pool });
      if (against) return textFor(ctx)(`refusal.${against.id}`, against.data ?? {});
    }
    return null;
  });
}

const mostShown = 200;

/** What staff of an offer have to decide, by name. */
export async function queueView(ctx: Ctx, offerId: string): Promise<Static<(typeof queueOf)["answer"]>> {
  const offer = await offerNow(ctx, offerId);
  const held = await heldAt(ctx.db, offerId);
  const waiting = await store.line(ctx.db, offerId, mostShown);
  const subjects = [...held, ...waiting].flatMap(({ subject }) => subject ?? []);
  const names = await namesOfSubjects(ctx.db, subjects);
  // As at the door: digits only of those who left no name.
  const tails = await phoneTailsOf(
    ctx.db,
    subjects.filter((subject) => !names.has(subject)),
  );
  const groups = await organisationsOf(
    ctx.db,
    held.flatMap(({ organisationId }) => organisationId ?? []),
  );
  const who = ({
    subject,
    size,
    organisationId = null,
  }: {
    subject: string | null;
    size: number;
    organisationId?: string | null;
  }) => ({
    name: names.get(subject ?? "") ?? groups.get(organisationId ?? "")?.name ?? null,
    phoneTail: tails.get(subject ?? "") ?? null,
    size,
  });
  const pools = await offerStore.pools(ctx.db, [offerId]);
  return {
    ...timesOf(offer),
    about: aboutView((await aboutOf(ctx, [offer])).get(offer.ref)),
    left: pools.reduce((sum, pool) => sum + placesLeft(pool), 0),
    held: held.map((claim) => ({
      claimId: claim.id,
      ...who(claim),
      for: claim.heldFor,
      until: (claim.heldUntil ?? offer.startsAt).toString(),
      madeAt: claim.madeAt.toString(),
    })),
    waiting: waiting.map((entry) => ({
      waitingId: entry.id,
      ...who(entry),
      since: entry.madeAt.toString(),
      first: entry.priority > 0,
      passedOver: entry.passedOver !== null,
    })),
    allWaiting: (await store.ahead(ctx.db, offerId, null)).entries,
    can: may["waiting.move-up"](ctx.actor, offer) ? ["move-up"] : [],
  };
}

/** Where somebody waits now. What is offered to them stands among their claims. */
export async function ownLines(ctx: Ctx, subject: string): Promise<Static<(typeof myLines)["answer"]>> {
  const entries = await entriesWithOffers(ctx, subject);
  return {
    items: entries
      .filter(({ state }) => state === "waiting")
      .map(({ offer, about, size }) => ({
        offerId: offer.id,
        about: aboutView(about),
        startsAt: offer.startsAt.toString(),
        size,
      }))
      .toSorted((a, b) => a.startsAt.localeCompare(b.startsAt)),
  };
}

/** Where somebody has waited, for what is written out to them. */
export async function waitingRows(ctx: Ctx, subject: string) {
  return (await entriesWithOffers(ctx, subject)).map(({ about, size, wheelchairs, madeAt, state }) => ({
    about: about?.title ?? null,
    size,
    wheelchairs,
    madeAt: madeAt.toString(),
    state,
  }));
}

async function entriesWithOffers(ctx: Ctx, subject: string) {
  const entries = await store.entriesOf(ctx.db, subject);
  const offers = await offerStore.offers(
    ctx.db,
    entries.map(({ offerId }) => offerId),
  );
  const about = await aboutOf(ctx, offers);
  const offerOf = new Map(offers.map((offer) => [offer.id, offer]));
  return entries.flatMap((entry) => {
    const offer = offerOf.get(entry.offerId);
    return offer ? [{ ...entry, offer, about: about.get(offer.ref) }] : [];
  });
}
