/** One event as staff see it: as written, with what is missing, what happened and what one may do. */
import type { Static } from "typebox";
import { arrangesAt, servesAt } from "#booking";
import { namesOfSubjects } from "#people";
import { type Ctx, textFor } from "#platform/ctx";
import { found } from "#platform/errors";
import { publishingView } from "#platform/publishing";
import { readinessFaults } from "../drafting/readiness.ts";
import { eventText, sessionText } from "../drafting/texts.ts";
import { warningsOf } from "../drafting/warnings.ts";
import * as store from "../event-store.ts";
import { type DayAsked, type ToldDay, toldDay } from "../exhibition/entry-days.ts";
import { admissionOf } from "../finding/admission.ts";
import { organiserNames, placeNames } from "../finding/around.ts";
import { may, mayWrite } from "../may.ts";
import { permitOf } from "../permit/permit-store.ts";
import { permitNeeded } from "../permit/permits.ts";
import { eventThing } from "../publishing/event-kind.ts";
import { plannedOffer } from "../publishing/planned-offer.ts";
import { stepsFor } from "../publishing/steps-for.ts";
import type { getDeskEvent } from "./contract.ts";

type Answer = Static<(typeof getDeskEvent)["answer"]>;

export async function showDesk(ctx: Ctx, id: string, asked: DayAsked = {}): Promise<Answer> {
  const event = found(await store.event(ctx.db, id), "event", id);
  const told = await toldDay(ctx, id, asked);
  const { sessions } = told;
  const joint = await store.jointOrganisers(ctx.db, [id]);
  const placeOf = await placeNames(ctx, [event, ...sessions]);
  const organiserOf = await organiserNames(ctx, [
    event.organisationId,
    ...joint.map((j) => j.organisationId),
  ]);
  return {
    id,
    version: event.version,
    state: event.state,
    organiser: organiserOf(event.organisationId),
    jointOrganisers: joint.map(({ organisationId }) => organiserOf(organisationId)),
    cancelledBecause: event.cancelledBecause,
    text: eventText(
      event,
      joint.map(({ organisationId }) => organisationId),
    ),
    place: placeOf(event),
    entry: told.entry,
    sessions: sessionViews(ctx, event, { ...told, placeOf }),
    missing: await missingOf(ctx, event),
    permit: await permitOf(ctx.db, id),
    permitNeeded: (await permitNeeded(ctx, event))?.rule.basis ?? null,
    mayPermit: event.state !== "withdrawn" && !event.cancelledAt && may["event.permit"](ctx.actor, event),
    warnings: await warningsOf(ctx, event),
    ...(await publishingView(ctx, eventThing, event, (subjects) => namesOfSubjects(ctx.db, subjects))),
    can: await stepsFor(ctx, event),
  };
}

async function missingOf(ctx: Ctx, event: store.Event): Promise<Answer["missing"]> {
  if (event.state !== "draft" && event.state !== "approved") return [];
  const text = textFor(ctx);
  const faults = await readinessFaults(ctx.db, event, ctx.clock());
  return faults.map(({ field, id, data }) => ({ field, message: text(`invalid.${id}`, data) }));
}

function sessionViews(
  ctx: Ctx,
  event: store.Event,
  {
    sessions,
    under: { offers },
    placeOf,
  }: Pick<ToldDay, "sessions" | "under"> & { placeOf: Awaited<ReturnType<typeof placeNames>> },
): Answer["sessions"] {
  const now = ctx.clock();
  const settled = event.state === "draft" || (event.state === "published" && !event.cancelledAt);
  const serves = servesAt(ctx.actor, event);
  const writes = settled && mayWrite(ctx.actor, event);
  return sessions.map((session) => {
    const offer = session.offerId ? (offers.get(session.offerId) ?? null) : null;
    const over = session.endsAt.epochNanoseconds <= now.epochNanoseconds;
    const editable = writes && !session.cancelledAt && (event.state === "draft" || !over);
    return {
      id: session.id,
      text: sessionText(session, event),
      entry: session.entry,
      language: session.language,
      place: placeOf(session),
      admission: admissionOf(
        { ...session, needsBooking: session.booking !== null },
        offer ?? (session.booking ? plannedOffer(session, session.booking) : null),
        { now, actor: ctx.actor },
      ),
      over,
      cancelledBecause: session.cancelledBecause,
      claimed: offer ? offer.quota - offer.left : 0,
      quota: offer?.quota ?? session.booking?.pools.reduce((sum, { quota }) => sum + quota, 0) ?? null,
      queue: offer && (offer.rules.waitingList || offer.rules.approval) && serves ? offer.id : null,
      counter:
        offer && !over && serves && offer.pools.some(({ channel }) => channel === "counter")
          ? offer.id
          : null,
      seating: offer && !over && offer.state === "open" && arrangesAt(ctx.actor, event) ? offer.id : null,
      can: editable ? (["edit", event.state === "draft" ? "remove" : "cancel"] as const).slice() : [],
    };
  });
}
