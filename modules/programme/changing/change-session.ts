/** Changing one session: in a draft freely, in public with a reason; another time or place is told to every holder. */

import { Temporal } from "temporal-polyfill";
import { changeOffer, holdersOf } from "#booking";
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { found, invalid, refused } from "#platform/errors";
import { announce } from "#platform/events";
import type { SessionText } from "../desk/contract.ts";
import { refuseUncounted, sessionRows } from "../drafting/draft-sessions.ts";
import { editDraftSession, eventToWrite } from "../drafting/write-event.ts";
import * as store from "../event-store.ts";
import { insertMoves } from "../moved/move-store.ts";
import { refuseWithoutPermit } from "../permit/permits.ts";
import { newsOf } from "../publishing/news.ts";
import { offerIs, offerTerms, openOffers } from "../publishing/offers.ts";
import { holdRooms } from "../publishing/rooms.ts";
import * as sessionStore from "../session-store.ts";
import type { Changed } from "./change-event.ts";
import { type Concern, sessionConcerns } from "./difference.ts";
import { publicReason, recordChange } from "./record.ts";
import { tell, tellingsOfMove, tellWaiting } from "./tell.ts";

/** Edits a session. One that is over or cancelled stays as it was. */
export async function editSession(
  ctx: TxCtx,
  input: { id: string; version: number; session: SessionText; reason?: string },
): Promise<Changed> {
  const session = found(await sessionStore.session(ctx.db, input.id), "session", input.id);
  const event = await eventToWrite(ctx, session.eventId, input.version);
  if (event.state === "draft")
    return { ...(await editDraftSession(ctx, event, session, input.session)), told: 0 };
  const reason = publicReason(event, input.reason);
  const now = ctx.clock();
  if (session.cancelledAt || Temporal.Instant.compare(session.endsAt, now) <= 0)
    throw refused("session.over-or-cancelled");
  const [row] = await sessionRows(ctx.db, event, [input.session], now, () => "/body/session");
  if (!row) throw new Error("one text makes one row");
  const concerns = sessionConcerns(session, row);
  // What is on may go on for longer.
  const startMoves = !row.startsAt.equals(session.startsAt);
  if (startMoves && Temporal.Instant.compare(row.startsAt, now) < 0) {
    throw invalid([{ field: "/body/session/startsAt", id: "session.in-past" }]);
  }
  if (session.offerId && !row.booking) throw refused("session.booking-stays");
  refuseUncounted(event, [row], () => "/body/session");
  const done = await sessionStore.updateSession(ctx.db, session.id, row, { moved: concerns.length > 0, now });
  if (!done) throw invalid([{ field: "/body/session/startsAt", id: "session.there-already" }]);
  const offerDone = await changeItsOffer(ctx, event, { ...session, ...row }, { concerns, reason });
  if (concerns.length > 0 || !row.endsAt.equals(session.endsAt))
    await holdRooms(ctx, event, [{ ...session, ...row }]);
  const version = await store.touchEvent(ctx.db, event.id, now);
  await refuseWithoutPermit(ctx, event);
  await recordChange(ctx, event, { step: "change", version, reason });
  let { told } = offerDone;
  if (concerns.length > 0) {
    const moves = [{ sessionId: session.id, was: session }];
    const [moveId] = await insertMoves(ctx.db, moves, { reason, now });
    const telling = {
      moveId,
      event,
      session: { ...session, ...row },
      before: session,
      reason,
    };
    const holders = session.offerId ? await holdersOf(ctx.db, session.offerId) : [];
    const { comeAgain } = offerDone;
    const others = holders.filter(({ subject }) => !comeAgain.includes(subject));
    const what = concerns.includes("time") ? "time-changed" : "place-changed";
    told += await tell(ctx, [
      ...tellingsOfMove(telling, `notice.${what}`, others),
      { ...telling, key: "notice.time-changed-come-again", to: comeAgain },
    ]);
    told += await tellWaiting(ctx, [{ ...telling, what }]);
  }
  await announce(ctx, "event.changed", {
    ...(await newsOf(ctx.db, event)),
    sessionIds: [session.id],
    what: concerns.length > 0 ? concerns : ["booking"],
  });
  await audit(ctx, {
    what: "session.changed",
    on: { kind: "session", id: session.id },
    detail: { version, concerns, told },
  });
  return { id: event.id, version, state: event.state, told };
}

/** Answers who was in and has to come again, because the door is shut until the new time; and how many were told, of groups and who waited. */
async function changeItsOffer(
  ctx: TxCtx,
  event: store.Event,
  session: sessionStore.Session,
  { concerns, reason }: { concerns: readonly Concern[]; reason: string },
): Promise<{ comeAgain: string[]; told: number }> {
  const none = { comeAgain: [], told: 0 };
  if (!session.booking) return none;
  if (session.offerId) {
    return changeOffer(ctx, session.offerId, {
      is: offerIs(event, session),
      ...offerTerms(session, session.booking),
      ...(concerns.length > 0 && { move: { elsewhere: concerns.includes("place"), reason } }),
    });
  }
  await openOffers(ctx, event, [session]);
  return none;
}
