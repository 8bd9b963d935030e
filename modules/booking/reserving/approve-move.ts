/** What somebody wants who asks a holder to move is approved as a reservation would be, step by step, before the holder hears of it. */
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { answerUntil, askHolder, oneAtATime, tellAsker } from "./move.ts";
import * as store from "./move-store.ts";
import { reservationOf } from "./reservation-store.ts";

/** The step that is asked next, or null. */
export const nextStepOfMove = ({ state, approval, approved }: store.MoveRequest) =>
  state === "requested" ? (approval[approved] ?? null) : null;

/** Approves the step it waits for, after the last of which the holder is asked; or refuses it with a reason. Nobody answers what they asked for, nor two steps. */
export async function approveMove(
  ctx: TxCtx,
  { id, answer, reason = "" }: { id: string; answer: "approve" | "refuse"; reason?: string },
): Promise<{ state: "requested" | "open" | "refused" }> {
  if (answer === "refuse" && reason === "") throw refused("approval.reason-needed");
  const request = found(await store.requestOf(ctx.db, id), "move", id);
  const by = ctx.actor.subject;
  if (!by || nextStepOfMove(request) === null) throw refused("reservation.not-awaiting");
  if (by === request.madeBy) throw refused("reservation.own-answer");
  const now = ctx.clock();
  const step = request.approved;
  const state =
    answer === "refuse"
      ? (await store.refuseRequest(ctx.db, { id, step, because: reason }, now)) > 0 && "refused"
      : (await approveStep(ctx, request, now))?.state;
  if (!state) throw refused("reservation.not-awaiting");
  await noteAnswer(ctx, { requestId: id, step, by, approved: state !== "refused", at: now });
  await audit(ctx, {
    what: state === "refused" ? "move.refused" : "move.approved",
    on: { kind: "reservation", id: request.reservationId },
    detail: { request: id, step },
  });
  if (state === "refused") await tellAsker(ctx, request, "notice.move.refused", reason);
  if (state === "open") {
    const holder = found(
      await reservationOf(ctx.db, request.reservationId),
      "reservation",
      request.reservationId,
    );
    await askHolder(ctx, holder, { ...request, answerBy: answerUntil(request.answerBy, now) });
    await tellAsker(ctx, request, "notice.move.approved");
  }
  return { state };
}

const approveStep = (ctx: TxCtx, request: store.MoveRequest, now: ReturnType<TxCtx["clock"]>) => {
  const until = answerUntil(request.answerBy, now);
  return oneAtATime(() => store.approveRequest(ctx.db, { id: request.id, step: request.approved, until }));
};

async function noteAnswer(ctx: TxCtx, one: Parameters<typeof store.insertApproval>[1]): Promise<void> {
  try {
    await store.insertApproval(ctx.db, one);
  } catch (error) {
    if (error instanceof Error && "constraint" in error && error.constraint === "move_approval_each_another")
      throw refused("reservation.another-answers");
    throw error;
  }
}
