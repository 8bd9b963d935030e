/** One event as the public sees it. */
import { Temporal } from "temporal-polyfill";
import { drawsOf, type PenaltyRules, penaltyRulesFor, roomsGone } from "#booking";
import { accountOf, ageOn } from "#people";
import { principal } from "#platform/auth";
import { type Ctx, textFor } from "#platform/ctx";
import { found, notFound, refused } from "#platform/errors";
import { hasContest } from "../contest/contest-store.ts";
import type { EventView, SessionView } from "../contract.ts";
import * as store from "../event-store.ts";
import { hasGuide } from "../exhibition/audio/guide-store.ts";
import { type DayAsked, toldDay } from "../exhibition/entry-days.ts";
import { streamShown } from "../online/stream.ts";
import { streamsOf } from "../online/stream-store.ts";
import { permitOf } from "../permit/permit-store.ts";
import { offerIs, offerKind, offerTerms } from "../publishing/offers.ts";
import { plannedOffer } from "../publishing/planned-offer.ts";
import { useKind } from "../publishing/rooms.ts";
import { stepsFor } from "../publishing/steps-for.ts";
import type { Session } from "../session-store.ts";
import { admissionOf } from "./admission.ts";
import { reasonAgainstAge } from "./ages.ts";
import { type OfferNow, organiserNames, placeNames, seriesBrief, seriesChains } from "./around.ts";
import { type PlaceClosed, placesClosed } from "./place-closed.ts";
import { ruleSentences } from "./rule-sentences.ts";
import { toldIn } from "./words.ts";

/** A published event. One that was withdrawn says so; drafts do not exist for the public. */
export async function showEvent(ctx: Ctx, id: string, asked: DayAsked = {}): Promise<EventView> {
  const event = found(await store.event(ctx.db, id), "event", id);
  if (event.state === "withdrawn") throw refused("event.withdrawn", {}, { status: 410 });
  if (event.state !== "published") throw notFound("event", id);
  return eventView(ctx, event, asked);
}

/** The same view of an event in any state, for those who write and check it. */
export async function previewEvent(ctx: Ctx, id: string): Promise<EventView> {
  return eventView(ctx, found(await store.event(ctx.db, id), "event", id), {});
}

async function eventView(ctx: Ctx, event: store.Event, asked: DayAsked): Promise<EventView> {
  const { entry, sessions, under } = await toldDay(ctx, event.id, asked);
  const { offers } = under;
  const joint = await store.jointOrganisers(ctx.db, [event.id]);
  const placeOf = await placeNames(ctx, [event, ...sessions]);
  const organiserOf = await organiserNames(ctx, [
    event.organisationId,
    ...joint.map((j) => j.organisationId),
  ]);
  const chain = event.seriesId ? (await seriesChains(ctx, [event])).get(event.seriesId) : undefined;
  const planned = sessions.flatMap((session) =>
    session.booking && !session.offerId
      ? [{ ...plannedRuled(event, session), ...offerTerms(session, session.booking) }]
      : [],
  );
  const offerIds = sessions.flatMap(({ offerId }) => offerId ?? []);
  const rules = await under.shown(new Set(offerIds), planned);
  const draws = await drawsOf(ctx, offerIds);
  const ahead = sessions.filter(({ cancelledAt, endsAt }) => !cancelledAt && isAhead(ctx, endsAt));
  const closed = await placesClosed(ctx, ahead);
  const roomless = await roomsGone(ctx, useKind, ahead);
  const penalties = await penaltyRulesFor(ctx, { orgPath: event.orgPath, kind: offerKind });
  const streams = event.mode === "on-site" ? null : await streamsOf(ctx.db, ids(sessions));
  const born = event.ageFrom === null && event.ageTo === null ? null : await bornOf(ctx);
  return {
    id: event.id,
    ...toldIn(event, ctx.locale),
    kind: event.kind,
    mode: event.mode,
    ageFrom: event.ageFrom,
    ageTo: event.ageTo,
    link: event.link,
    place: placeOf(event),
    organiser: organiserOf(event.organisationId),
    jointOrganisers: joint.map(({ organisationId }) => organiserOf(organisationId)),
    series: (chain ?? []).map((series) => seriesBrief(ctx, series)),
    permit: await permitOf(ctx.db, event.id),
    contest: await hasContest(ctx.db, event.id),
    guide: event.kind === "exhibition" && (await hasGuide(ctx.db, event.id)),
    state: event.state,
    cancelledBecause: event.cancelledBecause,
    changedAt: event.changedAt.toString(),
    entry,
    sessions: sessions.map((session) => ({
      ...sessionView(ctx, session, session.offerId ? offers.get(session.offerId) : undefined, penalties),
      drawId: draws.get(session.offerId ?? "")?.drawId ?? null,
      houseRules: rules.get(session.offerId ?? session.id) ?? { rules: [], unmet: [] },
      notForAge:
        born === null
          ? null
          : reasonAgainstAge(
              event,
              ageOn(born, session.startsAt.toZonedDateTimeISO(ctx.city.zone).toPlainDate()),
            ),
      place: placeOf(session),
      placeClosed: closedView(closed.get(session.id)),
      roomGone: roomless.has(session.id),
      stream: streams && streamShown(session, streams.get(session.id) ?? null, ctx.clock()),
    })),
    can: await stepsFor(ctx, event),
  };
}

/** What rules of houses look at in a session whose offer is not made yet. */
const plannedRuled = (event: store.Event, session: Session) => ({
  ...offerIs(event, session),
  id: session.id,
  kind: offerKind,
  orgPath: event.orgPath,
});

const ids = (sessions: readonly { id: string }[]) => sessions.map(({ id }) => id);

/** The day of birth of the one it would be booked for; a helper is told nothing of it. */
async function bornOf(ctx: Ctx): Promise<string | null> {
  const person = ctx.actor.onBehalfOf?.as === "helper" ? null : principal(ctx.actor);
  return person && ((await accountOf(ctx.db, person.account))?.born ?? null);
}

const isAhead = (ctx: Ctx, moment: Temporal.Instant) => Temporal.Instant.compare(moment, ctx.clock()) > 0;

const closedView = (closed: PlaceClosed | undefined): SessionView["placeClosed"] =>
  closed ? { until: closed.kind === "closure" ? (closed.closure.endsAt?.toString() ?? null) : null } : null;

function sessionView(
  ctx: Ctx,
  session: Session,
  made: OfferNow | undefined,
  penalties: PenaltyRules,
): Omit<
  SessionView,
  "place" | "placeClosed" | "roomGone" | "notForAge" | "houseRules" | "stream" | "drawId"
> {
  const offer = made ?? (session.booking ? plannedOffer(session, session.booking) : null);
  const now = ctx.clock();
  const last = offer && penalties.lastMoment(offer.rules, session.startsAt);
  const over = last !== null && Temporal.Instant.compare(now, last.until) > 0;
  const occasion = { ...session, needsBooking: session.booking !== null };
  return {
    id: session.id,
    label: session.label,
    entry: session.entry,
    language: session.language,
    startsAt: session.startsAt.toString(),
    endsAt: session.endsAt.toString(),
    previousStartsAt: session.previousStartsAt?.toString() ?? null,
    begun: !isAhead(ctx, session.startsAt),
    admission: admissionOf(occasion, offer, { now, actor: ctx.actor }),
    cancelledBecause: session.cancelledBecause,
    cutShort: session.cutShort,
    offer: offer &&
      last && {
        id: offer.id,
        opensAt: offer.opensAt,
        closesAt: offer.closesAt,
        maxPerClaim: offer.rules.maxPerClaim,
        waitingList: offer.rules.waitingList ?? false,
        seated: made?.rules.seated ?? false,
        final: over && !last.lateCounts,
        pools: offer.pools,
        rules: [
          ...ruleSentences(offer.rules, session.startsAt, Temporal.Instant.from(offer.closesAt), {
            text: textFor(ctx),
            cancelUntil: over ? null : last.until,
          }),
          ...penalties.says,
        ],
      },
  };
}
