/** The work itself: it begins, goes on, and ends well or not. */
import { audit } from "#platform/audit";
import { type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, invalid, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { liftClosure } from "../closures/closures.ts";
import { facilities } from "../facility/facility-store.ts";
import { refusing } from "../refusing.ts";
import { ownRenovation, plannedSum } from "./plan.ts";
import * as store from "./renovation-store.ts";

interface Of {
  placeId: string;
  id: string;
}

/** The work begins. Refuses a day that lies ahead, and a second project under way at the same place. */
export async function startRenovation(ctx: TxCtx, { placeId, id }: Of, on: string): Promise<void> {
  const { money } = await ownRenovation(ctx, placeId, id);
  refuseAhead(ctx, on);
  const started = await refusing(
    { renovation_one_under_way: () => refused("renovation.another-under-way") },
    () => store.startRenovation(ctx.db, id, on),
  );
  if (!started) throw refused("renovation.not-planned");
  await tell(ctx, { placeId, id }, "renovation.started", { on });
  await announce(ctx, "place.renovation-started", {
    placeId,
    renovationId: id,
    organisationId: await organisationOfPlace(ctx, placeId),
    on,
    planned: plannedSum(money),
  });
}

export interface ProgressInput {
  on: string;
  percent: number;
  /** Yuan, all that has been spent up to that day. */
  spent: number;
  words?: string | undefined;
}

/** How far the work is. Refuses days before it began or that lie ahead, and work that is not under way. */
export async function reportProgress(ctx: TxCtx, { placeId, id }: Of, input: ProgressInput): Promise<void> {
  const { state, startedOn } = await ownRenovation(ctx, placeId, id);
  if (state !== "under-way") throw refused("renovation.not-under-way");
  refuseAhead(ctx, input.on);
  if (startedOn && input.on < startedOn)
    throw invalid([{ field: "/body/on", id: "renovation.before-start", data: { day: startedOn } }]);
  const progress = newId();
  await store.insertProgress(ctx.db, {
    id: progress,
    renovationId: id,
    onDay: input.on,
    percent: input.percent,
    spent: input.spent,
    words: input.words?.trim() ?? "",
    by: ctx.actor.subject,
    recordedAt: ctx.clock(),
  });
  const { on, percent, spent } = input;
  await audit(ctx, {
    what: "renovation.progress",
    on: { kind: "place", id: placeId },
    detail: { renovation: id, progress, day: on, percent, spent },
  });
}

export interface FinishInput {
  on: string;
  areaBefore?: number | null | undefined;
  areaAfter?: number | null | undefined;
  capacityBefore?: number | null | undefined;
  capacityAfter?: number | null | undefined;
  /** Lifts the closure that belongs to the project, if it still stands. */
  reopen: boolean;
}

/** The work is done. Refuses days before it began or that lie ahead, and work that is not under way. */
export async function finishRenovation(ctx: TxCtx, { placeId, id }: Of, input: FinishInput): Promise<void> {
  const now = await ownRenovation(ctx, placeId, id);
  refuseAhead(ctx, input.on);
  if (now.startedOn && input.on < now.startedOn)
    throw invalid([{ field: "/body/on", id: "renovation.before-start", data: { day: now.startedOn } }]);
  const result = {
    on: input.on,
    areaBefore: input.areaBefore ?? now.areaBefore,
    areaAfter: input.areaAfter ?? null,
    capacityBefore: input.capacityBefore ?? now.capacityBefore,
    capacityAfter: input.capacityAfter ?? null,
  };
  if (!(await store.finishRenovation(ctx.db, id, result))) throw refused("renovation.not-under-way");
  if (input.reopen) await reopen(ctx, now);
  await tell(ctx, { placeId, id }, "renovation.finished", result);
  const place = found((await facilities(ctx.db, [placeId]))[0], "place", placeId);
  await announce(ctx, "place.renovation-finished", {
    renovationId: id,
    placeId,
    kind: place.kind,
    level: place.level,
    divisionCode: place.divisionCode,
    organisationId: place.organisationId,
    on: input.on,
    spent: now.progress[0]?.spent ?? 0,
    areaBefore: result.areaBefore,
    areaAfter: result.areaAfter,
  });
}

/** The project is given up, with the reason. Refuses one that has ended. */
export async function stopRenovation(
  ctx: TxCtx,
  { placeId, id }: Of,
  { on, reason, reopen: opens }: { on: string; reason: string; reopen: boolean },
): Promise<void> {
  const now = await ownRenovation(ctx, placeId, id);
  refuseAhead(ctx, on);
  if (reason.trim() === "") throw invalid([{ field: "/body/reason", id: "missing" }]);
  if (now.startedOn && on < now.startedOn)
    throw invalid([{ field: "/body/on", id: "renovation.before-start", data: { day: now.startedOn } }]);
  if (!(await store.stopRenovation(ctx.db, id, { on, reason: reason.trim() })))
    throw refused("renovation.ended");
  if (opens) await reopen(ctx, now);
  await tell(ctx, { placeId, id }, "renovation.stopped", { on, reason: reason.trim() });
  await announce(ctx, "place.renovation-stopped", {
    placeId,
    renovationId: id,
    organisationId: await organisationOfPlace(ctx, placeId),
    on,
    started: now.startedOn !== null,
    planned: plannedSum(now.money),
    spent: now.progress[0]?.spent ?? 0,
  });
}

async function organisationOfPlace(ctx: TxCtx, placeId: string): Promise<string> {
  return found((await facilities(ctx.db, [placeId]))[0], "place", placeId).organisationId;
}

async function reopen(ctx: TxCtx, { placeId, closureId }: store.Renovation): Promise<void> {
  if (closureId) await liftClosure(ctx, placeId, closureId);
}

async function tell(
  ctx: TxCtx,
  { placeId, id }: Of,
  what: string,
  detail: Record<string, unknown>,
): Promise<void> {
  await audit(ctx, { what, on: { kind: "place", id: placeId }, detail: { renovation: id, ...detail } });
}

function refuseAhead(ctx: TxCtx, on: string): void {
  if (on > today(ctx).toString()) throw invalid([{ field: "/body/on", id: "day.in-future" }]);
}
