/** Approval in steps: the house, then the organisation above it, each by another person; the time is taken meanwhile. */
import { audit } from "#platform/audit";
import { principal } from "#platform/auth";
import type { TxCtx } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { announce } from "#platform/events";
import * as store from "./answer-store.ts";
import { noteGone } from "./give-back.ts";
import { newsOf } from "./news.ts";
import { endReservations, type Reservation, reservationOf } from "./reservation-store.ts";
import { resourceOf } from "./resource-store.ts";
import { tellHolders } from "./tell.ts";

/** The step that is asked next, or null. */
export const nextStep = ({
  state,
  approval,
  approved,
}: Pick<Reservation, "state" | "approval" | "approved">) =>
  state === "requested" ? (approval[approved] ?? null) : null;

/** Approves the step it waits for, or refuses it with a reason. Nobody answers what they asked for, nor two steps of one. */
export async function answerReservation(
  ctx: TxCtx,
  { id, answer, reason = "" }: { id: string; answer: "approve" | "refuse"; reason?: string },
): Promise<{ state: "requested" | "confirmed" | "refused" }> {
  if (answer === "refuse" && reason === "") throw refused("approval.reason-needed");
  const one = found(await reservationOf(ctx.db, id), "reservation", id);
  const resource = found(await resourceOf(ctx.db, one.resourceId), "room", one.resourceId);
  const by = ctx.actor.subject;
  if (!by || nextStep(one) === null) throw refused("reservation.not-awaiting");
  if (by === one.madeBy || principal(ctx.actor)?.subject === one.subject)
    throw refused("reservation.own-answer");
  const now = ctx.clock();
  const step = one.approved;
  const approved = answer === "approve" ? await store.approveStep(ctx.db, { id, step }, now) : null;
  const gone =
    answer === "refuse"
      ? await endReservations(ctx.db, [id], { as: "refused", from: ["requested"], because: reason, now })
      : [];
  if (!approved && gone.length === 0) throw refused("reservation.not-awaiting");
  try {
    await store.insertAnswer(ctx.db, { reservationId: id, step, by, approved: approved !== null, at: now });
  } catch (error) {
    if (
      error instanceof Error &&
      "constraint" in error &&
      error.constraint === "reservation_answer_each_another"
    )
      throw refused("reservation.another-answers");
    throw error;
  }
  if (gone.length > 0) {
    await noteGone(ctx, resource, gone, "refused");
    await tellHolders(ctx, "notice.reservation.refused", [{ reservation: one, reason }]);
    return { state: "refused" };
  }
  await audit(ctx, {
    what: "reservation.approved",
    on: { kind: "reservation", id },
    subject: one.subject,
    detail: { step },
  });
  if (approved?.state === "confirmed") {
    await announce(ctx, "reservation.confirmed", newsOf(resource, one));
    await tellHolders(ctx, "notice.reservation.approved", [{ reservation: one }]);
  }
  return { state: approved?.state ?? "requested" };
}
