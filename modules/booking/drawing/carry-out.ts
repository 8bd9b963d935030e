/** The result of a draw becomes claims and a line: occasion by occasion, each in one transaction, so that a kill between them harms nothing. */
import { Temporal } from "temporal-polyfill";
import { auditAll } from "#platform/audit";
import { type Ctx, inTx, systemCtx, type TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found } from "#platform/errors";
import { announceAll } from "#platform/events";
import { newsOfTaken } from "../news.ts";
import { type Against, lastCall, type Offer } from "../offer.ts";
import * as offerStore from "../offer-store.ts";
import { takePlaces } from "../take-places.ts";
import { isWantOfPlaces } from "../waiting/line.ts";
import { tendOffer } from "../waiting/tend.ts";
import { insertDrawn, leave } from "../waiting/waiting-store.ts";
import { whatStandsAgainst } from "../what-stands-against.ts";
import * as store from "./draw-store.ts";
import { freezeOrTell } from "./freeze.ts";
import * as resultStore from "./result-store.ts";
import { standsUntil } from "./rules.ts";
import { type DrawNotice, tellEach } from "./tell.ts";

/** Does what of a drawn draw is not done yet. `before`: asked before each lot, so that tests can stop it there. */
export async function carryOut(
  ctx: Ctx,
  drawId: string,
  before: (offerId: string) => void = () => {},
): Promise<void> {
  // The city does it, not the one who confirmed the value.
  const city = systemCtx(ctx, ctx.requestId);
  const lots = await store.lotsOf(city.db, drawId);
  for (const { offerId } of lots.toSorted((a, b) => (a.offerId < b.offerId ? -1 : 1))) {
    before(offerId);
    await inTx(city, (inner) => carryOutLot(inner, drawId, offerId));
  }
  await inTx(city, (inner) => tellResults(inner, drawId));
}

/** By the minute: what entries closed for is frozen, or people are told that it is too late for that, and what was drawn is carried out. One that fails is logged and stops no other. */
export async function tendDraws(ctx: Ctx): Promise<void> {
  const city = systemCtx(ctx, ctx.requestId);
  for (const drawId of await store.drawsDue(city.db, city.clock())) {
    try {
      const draw = await store.draw(city.db, drawId);
      if (draw?.drawnAt) await carryOut(city, drawId);
      else await inTx(city, (inner) => freezeOrTell(inner, drawId));
    } catch (error) {
      city.log.error({ err: error, draw: drawId }, "a draw cannot be tended");
    }
  }
}

async function carryOutLot(ctx: TxCtx, drawId: string, offerId: string): Promise<void> {
  const lot = await store.lockLot(ctx.db, drawId, offerId);
  if (!lot) return;
  const draw = found(await store.draw(ctx.db, drawId), "draw", drawId);
  const all = await resultStore.drawnFor(ctx.db, drawId, lot.code);
  const there = all.flatMap((one) => (one.subject === null ? [] : [{ ...one, subject: one.subject }]));
  const became: Parameters<typeof resultStore.setBecame>[2][number][] = all
    .filter(({ subject }) => subject === null)
    .map(({ number }) => ({ number, became: "withdrawn" }));
  const drawn = there.filter(({ result }) => result === "given");
  const taken = await give(ctx, draw, offerId, drawn);
  became.push(...taken.became);
  const waiting = [...taken.tooFew, ...there.filter(({ result }) => result === "waiting")];
  if (taken.closed) became.push(...waiting.map(({ number }) => ({ number, became: "cancelled" as const })));
  else {
    await store.letWait(ctx.db, offerId);
    await insertDrawn(
      ctx.db,
      offerId,
      waiting.map(({ subject, size }) => ({ id: newId(), subject, size })),
      ctx.clock(),
    );
    became.push(...waiting.map(({ number }) => ({ number, became: "waiting" as const })));
  }
  await resultStore.setBecame(ctx.db, { drawId, code: lot.code }, became);
  // What was passed over is the line's, in the order of the draw.
  if (!taken.closed) await tendOffer(ctx, offerId);
}

type Drawn = resultStore.DrawnEntry & { subject: string };

/** Takes the places for those who were drawn, in their order; the rules are asked once more, and who does not meet one is passed over. */
async function give(ctx: TxCtx, draw: store.Draw, offerId: string, drawn: readonly Drawn[]) {
  const asking = drawn.map((one) => ({ ...one, ctx, channels: ["online"] as const }));
  const standing = asking.length > 0 ? await whatStandsAgainst(ctx.db, offerId, asking) : null;
  // The offer too: it is told below that who was not drawn waits.
  const offer = found(await offerStore.lockOffer(ctx.db, offerId), "offer", offerId);
  await offerStore.lockPools(ctx.db, [offerId]);
  await store.endLots(ctx.db, { drawId: draw.id, offerIds: [offerId] }, ctx.clock());
  if (offer.state === "closed") {
    const became = drawn.map(({ number }) => ({ number, became: "cancelled" as const }));
    return { closed: true, became, tooFew: [] };
  }
  if (!standing) return { closed: false, became: [], tooFew: [] };
  const now = ctx.clock();
  const ends = lastCall(standing.under(offer, "online"));
  // Where the occasion was moved so near that nobody could answer in time, places are confirmed at once.
  const hold = draw.confirmBy &&
    Temporal.Instant.compare(now, ends) < 0 && {
      for: "draw" as const,
      until: standsUntil(draw.confirmBy, { now, ends }),
    };
  const { outcomes, held } = await takePlaces(ctx.db, {
    offerId,
    state: "confirmed",
    byDraw: true,
    ...(hold && { hold }),
    asking,
    under: standing.under,
    against: (asks, { offer, pool }) =>
      standing.against(asks, { offer: asEntered(offer, asks), pool: pool && { ...pool, releasesAt: now } }),
  });
  const took = outcomes.flatMap(({ asks, took }) => (took ? [{ ...asks, ...took }] : []));
  await standing.keepAlone(took.map(({ id }) => ({ id, channel: "online" })));
  // Who waited for a space that is not drawn has places now.
  await leave(
    ctx.db,
    offerId,
    took.map(({ subject }) => subject),
    now,
  );
  await announceAll(
    ctx,
    took.map(({ id, size, pool }) => newsOfTaken(offer, { id, size, channel: pool.channel }, held)),
  );
  await auditAll(
    ctx,
    took.map(({ id, subject, size }) => ({
      what: held ? "claim.held" : "claim.confirmed",
      on: { kind: "claim", id },
      subject,
      detail: { size, draw: draw.id },
    })),
  );
  const refused = outcomes.flatMap(({ asks, refusal }) =>
    refusal ? [{ asks, because: withoutName(refusal) }] : [],
  );
  // Fewer places than were frozen: who was drawn comes first in line.
  const tooFew = refused.filter(({ because }) => isWantOfPlaces(because)).map(({ asks }) => asks);
  return {
    closed: false,
    tooFew,
    became: [
      ...took.map(({ number, id }) => ({
        ...{ number, claimId: id, became: held ? ("held" as const) : ("confirmed" as const) },
      })),
      ...refused
        .filter(({ because }) => !isWantOfPlaces(because))
        .map(({ asks: { number }, because }) => ({ number, because, became: "passed-over" as const })),
    ],
  };
}

/**
 * An offer as it is to those whom a draw gives its places: what counts is what is new about the person. When it opens and closes, how many
 * one claim may have and whether staff approve it was settled when they entered, whatever was changed of it since.
 */
const asEntered = (offer: Offer, { size }: { size: number }): Offer => ({
  ...offer,
  closesAt: offer.endsAt,
  rules: { ...offer.rules, maxPerClaim: Math.max(size, offer.rules.maxPerClaim), approval: false },
});

/** What is kept of a refusal: that somebody has a place already is told without their name. */
const withoutName = ({ id, data }: Pick<Against, "id" | "data">): Against =>
  id === "claim.already" ? { id: "drawing.has-places" } : { id, data };

const noticeOf: Record<resultStore.Became, DrawNotice> = {
  confirmed: "notice.draw.confirmed",
  held: "notice.draw.held",
  waiting: "notice.draw.in-line",
  "passed-over": "notice.draw.passed-over",
  cancelled: "notice.draw.cancelled",
  withdrawn: "notice.draw.not",
};

/** Who came along has nothing to confirm and no place of their own in the line. */
function noticeFor({ own, best, drawn }: Awaited<ReturnType<typeof resultStore.toTell>>[number]): DrawNotice {
  if (!own) return "notice.draw.together";
  if (best === null) return "notice.draw.not";
  return best === "waiting" && drawn ? "notice.draw.first-in-line" : noticeOf[best];
}

/** Everybody in the draw is told once what they got, and who came onto an entry by its code what it got. */
async function tellResults(ctx: TxCtx, drawId: string): Promise<void> {
  const draw = found(await store.lockDraw(ctx.db, drawId), "draw", drawId);
  if (!draw.drawnAt || (await store.setTold(ctx.db, drawId, ctx.clock())) === 0) return;
  const all = await resultStore.toTell(ctx.db, drawId);
  const same = Map.groupBy(
    all,
    ({ own, best, turn, drawn }) => `${own}:${best}:${best === "waiting" ? turn : ""}:${drawn}`,
  );
  await tellEach(
    ctx,
    draw,
    [...same.values()].flatMap((those) => {
      const [first] = those;
      if (!first) return [];
      const key = noticeFor(first);
      const until = draw.confirmBy ?? draw.revealBy;
      const values = {
        until,
        ...(!first.own && { best: first.best === "passed-over" ? "passed" : (first.best ?? "not") }),
        ...(first.turn !== null && { turn: first.turn }),
      };
      return [{ key, to: those.map(({ subject }) => subject), values }];
    }),
  );
}
