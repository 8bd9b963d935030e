/** People enter a draw, change their entry, and withdraw it, until the close. */
import { entryNumber } from "#libs/draw";
import { audit } from "#platform/audit";
import { principal } from "#platform/auth";
import type { TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, refused } from "#platform/errors";
import { poolNow } from "../draw-from.ts";
import type { Offer } from "../offer.ts";
import * as offerStore from "../offer-store.ts";
import { aboutOf } from "../views.ts";
import { whatStandsAgainst } from "../what-stands-against.ts";
import * as store from "./draw-store.ts";
import * as entries from "./entry-store.ts";
import { standsToGroups } from "./in-groups.ts";
import { phaseOf, takesEntries } from "./phase.ts";
import { type EntryWish, reasonAgainstEntry } from "./rules.ts";

function whose(ctx: TxCtx): string {
  const subject = principal(ctx.actor)?.subject;
  if (!subject) throw new Error("an entry needs a person");
  return subject;
}

async function openDraw(ctx: TxCtx, drawId: string): Promise<store.Draw> {
  const draw = found(await store.shareDraw(ctx.db, drawId), "draw", drawId);
  const phase = phaseOf(draw, ctx.clock());
  if (phase === "called-off") throw refused("drawing.called-off");
  if (phase === "coming") throw refused("drawing.not-yet", { at: draw.opensAt.toString() });
  if (!takesEntries(phase)) throw refused("drawing.closed", { at: draw.closesAt.toString() });
  return draw;
}

/**
 * Enters for oneself or whom one acts for, or changes the entry; one a person and draw. The rules of every occasion chosen are asked as for
 * a claim, and it is of those of the draw's groups that the city's records say. The number is random, stays with the entry, and is told to nobody else.
 */
export async function enterDraw(
  ctx: TxCtx,
  { drawId, ...wish }: EntryWish & { drawId: string },
): Promise<{ number: string }> {
  const subject = whose(ctx);
  const draw = await openDraw(ctx, drawId);
  const lots = await store.lotsOf(ctx.db, drawId);
  const offers = new Map(
    (
      await offerStore.offers(
        ctx.db,
        lots.map(({ offerId }) => offerId),
      )
    ).map((offer) => [offer.id, offer]),
  );
  const about = await aboutOf(ctx, [...offers.values()]);
  const choosable = lots.map(({ code, places, state, ref }) => {
    const lot = { places, open: state === "open", title: about.get(ref)?.title ?? "" };
    return [code, lot] as const;
  });
  const against = reasonAgainstEntry(wish, { ...draw, lots: new Map(choosable) });
  if (against) throw refused(against.id, against.data);
  for (const { code, offerId, places } of lots) {
    const offer = offers.get(offerId);
    if (!offer || !wish.choices.includes(code)) continue;
    await refuseByRules(ctx, { offer, subject, size: wish.size, places });
  }
  const kinds = lots.map(({ kind }) => kind);
  const groups = (await standsToGroups(ctx, draw, { subject, kinds })).flatMap(({ group, against }) =>
    against ? [] : [group.id],
  );
  const now = ctx.clock();
  // Numbers are random: that one is taken already happens once in a trillion, and then the next is.
  for (;;) {
    const id = newId();
    const number = entryNumber(ctx.random(5));
    if (await entries.putEntry(ctx.db, { ...wish, id, drawId, subject, number, groups }, now)) break;
  }
  const entry = found(await entries.entryOf(ctx.db, drawId, subject), "draw-entry", drawId);
  await audit(ctx, {
    what: "draw.entered",
    on: { kind: "draw", id: drawId },
    subject,
    detail: { size: wish.size },
  });
  return { number: entry.number };
}

/** As if all places were there and could be claimed now: whether some are left, only the draw says. */
async function refuseByRules(
  ctx: TxCtx,
  { offer, subject, size, places }: { offer: Offer; subject: string; size: number; places: number },
): Promise<void> {
  const standing = await whatStandsAgainst(ctx.db, offer.id, [{ ctx, subject }], { look: true });
  const [pool] = (await offerStore.pools(ctx.db, [offer.id])).filter(({ channel }) => channel === "online");
  if (!pool) throw refused("claim.no-such-pool");
  const narrowed = standing.under(offer, "online");
  const free = {
    ...poolNow(narrowed, pool),
    left: places,
    releasesAt: ctx.clock(),
    awaitsDraw: null,
    toBeDrawn: false,
  };
  const against = standing.against({ ctx, subject, size }, { offer: narrowed, pool: free });
  if (against) throw refused(against.id, against.data, { next: against.next ?? null });
}

/** Withdraws one's entry; twice is once. */
export async function withdrawEntry(ctx: TxCtx, drawId: string): Promise<{ state: "withdrawn" }> {
  const subject = whose(ctx);
  await openDraw(ctx, drawId);
  const entry = found(await entries.entryOf(ctx.db, drawId, subject), "draw-entry", drawId);
  if (entry.state === "withdrawn") return { state: "withdrawn" };
  await entries.withdraw(ctx.db, drawId, subject, ctx.clock());
  await audit(ctx, { what: "draw.withdrawn", on: { kind: "draw", id: drawId }, subject });
  return { state: "withdrawn" };
}
