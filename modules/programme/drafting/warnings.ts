/** What whoever checks or publishes an event should know, and nothing that forbids it: its place is closed then, or taken. */
import { placesOf } from "#places";
import { type Ctx, textFor } from "#platform/ctx";
import { named, type Text } from "#platform/i18n";
import type { Warning } from "../desk/contract.ts";
import type * as store from "../event-store.ts";
import * as sessionStore from "../session-store.ts";
import { type ClosedThen, closedThen } from "./closed-then.ts";
import { overlapsOf } from "./overlap-store.ts";

/** A warning for each coming session whose place is closed then, and for each whose room another event has too, in the reader's language. */
export async function warningsOf(
  ctx: Ctx,
  event: Pick<store.Event, "id" | "cancelledAt">,
): Promise<Warning[]> {
  if (event.cancelledAt) return [];
  const now = ctx.clock();
  const coming = (await sessionStore.sessionsOf(ctx.db, [event.id])).filter(
    ({ cancelledAt, endsAt }) => !cancelledAt && endsAt.epochNanoseconds > now.epochNanoseconds,
  );
  const places = await placesOf(ctx.db, [
    ...new Set(coming.flatMap(({ placeId }) => (placeId ? [placeId] : []))),
  ]);
  const text = textFor(ctx);
  const closings = coming.flatMap((session): Warning[] => {
    const place = session.placeId ? places.get(session.placeId) : undefined;
    const closed = place && closedThen(place, session, ctx.city.zone);
    if (!place || !closed) return [];
    const name = named(place, ctx.locale);
    const closure = closed.kind === "closure" ? closed.closure : null;
    return [
      {
        sessionId: session.id,
        startsAt: session.startsAt.toString(),
        place: { id: place.id, name },
        kind: closed.kind,
        reason: closure?.reason ?? null,
        words: closure?.words ?? (closed.kind === "outside-hours" ? closed.why : ""),
        closedFrom: closure?.startsAt.toString() ?? null,
        closedUntil: closure?.endsAt?.toString() ?? null,
        message: closedSentence(closed, { at: session.startsAt.toString(), place: name }, text),
      },
    ];
  });
  const overlaps = (await overlapsOf(ctx.db, event.id, now)).flatMap((one): Warning[] => {
    const place = places.get(one.placeId);
    if (!place) return [];
    const name = named(place, ctx.locale);
    const startsAt = one.startsAt.toString();
    return [
      {
        sessionId: one.sessionId,
        startsAt,
        place: { id: place.id, name },
        kind: "overlap",
        reason: null,
        words: one.title,
        closedFrom: null,
        closedUntil: null,
        message: text("warning.overlap", {
          at: startsAt,
          place: name,
          title: one.title,
          from: one.at.toString(),
        }),
      },
    ];
  });
  return [...closings, ...overlaps];
}

// texts: place.closure.*
/** In which way the place is closed then. */
export function closedSentence(
  closed: ClosedThen,
  values: { at: string; place: string },
  text: Text,
): string {
  if (closed.kind === "not-public") return text("warning.place-not-public", values);
  if (closed.kind === "ended") return text("warning.place-ended", values);
  if (closed.kind === "outside-hours") {
    if (closed.why === "") return text("warning.place-hours", values);
    return text("warning.place-exception", { ...values, why: closed.why });
  }
  const { startsAt, endsAt, reason } = closed.closure;
  const why = text(`place.closure.${reason}`);
  const from = startsAt.toString();
  if (endsAt === null) return text("warning.place-closed-from", { ...values, why, from });
  return text("warning.place-closed", { ...values, why, from, until: endsAt.toString() });
}
