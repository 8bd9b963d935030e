/** What somebody has already at the time of an occasion: a hint, never a reason against it. */
import { Temporal } from "temporal-polyfill";
import type { Static } from "typebox";
import type { Ctx } from "#platform/ctx";
import type { Db } from "#platform/db";
import { current, isOneOf } from "./claim-state.ts";
import * as claimStore from "./claim-store.ts";
import type { ClaimView, OverlapView } from "./contract.ts";
import { meet, type Span, timesTaken } from "./occasions.ts";
import type { Offer } from "./offer.ts";
import * as offerStore from "./offer-store.ts";
import { describeResources } from "./reserving/naming.ts";
import { resourcesById } from "./reserving/resource-store.ts";
import type { About } from "./slots.ts";
import { aboutOf, claimViews } from "./views.ts";

type Overlap = Static<typeof OverlapView>;

interface Clash extends claimStore.Meanwhile {
  /** How many occasions of it are at the time of one of this. */
  times: number;
}

/** A person's claim on an offer that is expected or in, and what else they have at that time, soonest first. */
export async function claimOn(
  ctx: Ctx,
  { id }: Pick<Offer, "id">,
  subject: string,
): Promise<{ claim: Static<typeof ClaimView> | null; overlaps: Overlap[] }> {
  const claim = await claimStore.claimOf(ctx.db, id, subject);
  const [view = null] = claim && isOneOf(current, claim.state) ? await claimViews(ctx, [claim]) : [];
  const [overlaps = []] = await overlapViewsOf(ctx.db, id, [{ ctx, subject }]);
  return { claim: view, overlaps };
}

/** What else many who ask have, in their order and each in their language: one statement, and what it is where there is something. */
export async function overlapViewsOf(
  db: Db,
  offerId: string,
  asking: readonly { ctx: Ctx; subject: string }[],
): Promise<Overlap[][]> {
  const [first] = asking;
  const some = await claimStore.meanwhile(
    db,
    asking.map(({ subject }) => subject),
    { offerId },
  );
  if (!first || some.length === 0) return asking.map(() => []);
  const clashes = Map.groupBy(await clashesOf({ ...first.ctx, db }, offerId, some), ({ subject }) => subject);
  const titles = new Map<string, (one: Clash) => Overlap["about"]>();
  for (const [locale, theirs] of Map.groupBy(asking, ({ ctx }) => ctx.locale)) {
    const all = theirs.flatMap(({ subject }) => clashes.get(subject) ?? []);
    if (theirs[0]) titles.set(locale, await toldOf({ ...theirs[0].ctx, db }, all));
  }
  return asking.map(({ ctx, subject }) =>
    (clashes.get(subject) ?? []).map((one) => viewOf(one, titles.get(ctx.locale)?.(one) ?? null)),
  );
}

/** What a person has at a time for which they want, or have, something to reserve; `without`: that reservation. Soonest first. */
export async function overlapsAt(
  ctx: Ctx,
  subject: string,
  times: Span,
  without: string | null = null,
): Promise<Overlap[]> {
  const { startsAt, endsAt } = times;
  const some = await claimStore.meanwhile(ctx.db, [subject], { startsAt, endsAt, without });
  if (some.length === 0) return [];
  const clashes = await clashesWith(ctx, { ...times, kind: null, ref: null }, some);
  const told = await toldOf(ctx, clashes);
  return clashes.map((one) => viewOf(one, told(one)));
}

const viewOf = (one: Clash, about: Overlap["about"]): Overlap => ({
  claimId: one.claimId,
  reservationId: one.reservationId,
  startsAt: one.startsAt.toString(),
  endsAt: one.endsAt.toString(),
  times: one.times,
  about,
});

async function clashesOf(ctx: Ctx, offerId: string, some: readonly claimStore.Meanwhile[]): Promise<Clash[]> {
  const asked = await offerStore.offer(ctx.db, offerId);
  return asked ? clashesWith(ctx, asked, some) : [];
}

/** Those that take place at the time of one of its occasions, each with the first of its own that does. */
async function clashesWith(
  ctx: Ctx,
  asked: Pick<claimStore.Meanwhile, "kind" | "ref" | "startsAt" | "endsAt">,
  some: readonly claimStore.Meanwhile[],
): Promise<Clash[]> {
  // A reservation has no kind and is one occasion.
  const occasion = <O extends Span & { kind: string | null; ref: string | null }>(one: O) => ({
    ...one,
    kind: one.kind ?? "",
    ref: one.ref ?? "",
  });
  const spansOf = await timesTaken(ctx, [asked, ...some].map(occasion));
  const own = spansOf(occasion(asked));
  return some
    .flatMap((one): Clash[] => {
      const at = spansOf(occasion(one))
        .filter((span) => meet([span], own))
        .toSorted((a, b) => Temporal.Instant.compare(a.startsAt, b.startsAt));
      const [soonest] = at;
      if (!soonest) return [];
      return [{ ...one, startsAt: soonest.startsAt, endsAt: soonest.endsAt, times: at.length }];
    })
    .toSorted((a, b) => Temporal.Instant.compare(a.startsAt, b.startsAt));
}

/** What each is for: the occasion of a claim, or the room of a reservation. */
async function toldOf(ctx: Ctx, all: readonly Clash[]): Promise<(one: Clash) => Overlap["about"]> {
  const claims = all.flatMap(({ kind, ref }) => (kind && ref ? [{ kind, ref }] : []));
  const about: ReadonlyMap<string, About> = await aboutOf(ctx, claims);
  const rooms = [...new Set(all.flatMap(({ resourceId }) => resourceId ?? []))];
  const is = await describeResources(ctx, rooms.length > 0 ? await resourcesById(ctx.db, rooms) : []);
  return ({ ref, resourceId, reservationId }) => {
    if (!resourceId || !reservationId) return about.get(ref ?? "") ?? null;
    const room = is.get(resourceId);
    const place = room?.place && { id: room.place.id, name: room.placeName ?? "" };
    const href = `/reservations/${reservationId}`;
    return { kind: "reservation", ref: reservationId, title: room?.name ?? "", href, place: place ?? null };
  };
}
