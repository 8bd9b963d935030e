/** A change that waits is confirmed by another person, or not. */
import { audit } from "#platform/audit";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
import { found, invalid, refused } from "#platform/errors";
import { addHistory, type Changed, type HistoryRow } from "#platform/publishing";
import { changeFacility } from "../facility/change.ts";
import { endFacility } from "../facility/end.ts";
import { type FacilityRow, facilities, lockFacility } from "../facility/facility-store.ts";
import { moveFacility } from "../facility/move.ts";
import { kinds } from "../kinds/kind-store.ts";
import { organisationOf } from "../network/organisation-store.ts";
import { whatChanges } from "./changed.ts";
import { mayDecide } from "./may-decide.ts";
import { placeThing } from "./place-thing.ts";
import { type Asked, dropWaiting, type Waiting, waitingOf } from "./waiting-store.ts";

interface Named {
  placeId: string;
  /** The change that was read. */
  id: string;
}

/**
 * Carries it out in the name of whoever asked, checked as it is today; the history has both. Refuses the one who asked, unless
 * the station has one person by now.
 */
export async function confirmChange(ctx: TxCtx, named: Named): Promise<void> {
  const { place, waiting } = await taken(ctx, named);
  const { can, rule, made } = await mayDecide(ctx, place, waiting);
  if (made) throw refused("place.change-made-lately");
  if (!can.includes("confirm")) throw refused("publishing.own-work", { step: "approve" });
  await carryOut(ctx, place, waiting);
  const [after = place] = await facilities(ctx.db, [place.id]);
  await addDecision(ctx, after, {
    step: "approve",
    barred: [waiting.askedBy],
    reason: null,
    onePersonRule: rule,
  });
  await told(ctx, "place.change-confirmed", waiting);
}

/** It is not done: whoever asked takes it back, another says why not. */
export async function declineChange(
  ctx: TxCtx,
  { reason = "", ...named }: Named & { reason?: string },
): Promise<void> {
  const { place, waiting, me } = await taken(ctx, named);
  const own = me === waiting.askedBy;
  if (!own && !reason.trim()) throw invalid([{ field: "/body/reason", id: "missing" }]);
  const parts = await whatIsAsked(ctx, place, waiting.asked);
  // What became true meanwhile is declined all the same.
  for (const changed of parts.length > 0 ? parts : [null])
    await addDecision(ctx, place, {
      step: own ? "take-back" : "send-back",
      barred: [],
      reason: reason.trim() || null,
      onePersonRule: null,
      changed,
    });
  await told(ctx, "place.change-declined", waiting);
}

/** What a change that waits would make of the place, in words: each part from its own day on. */
export async function whatIsAsked(ctx: Ctx, place: FacilityRow, asked: Asked): Promise<Changed[]> {
  const kind = asked.kind && (await kinds(ctx.db)).find(({ code }) => code === asked.kind);
  const organisation = asked.organisationId && (await organisationOf(ctx.db, asked.organisationId));
  const day = today(ctx).toString();
  const counted = { ...(kind && { kindName: kind.name }), ...(asked.level && { level: asked.level }) };
  const moved = {
    ...(organisation && { organisationName: organisation.name }),
    ...(asked.divisionCode && { divisionCode: asked.divisionCode }),
  };
  const parts = [
    { part: counted, on: day },
    { part: moved, on: asked.on ?? day },
    { part: { ...(asked.endedOn && { endedOn: asked.endedOn }) }, on: asked.endedOn ?? day },
  ].filter(({ part }) => Object.keys(part).length > 0);
  const changes: Changed[] = [];
  for (const { part, on } of parts)
    changes.push(...(await whatChanges(ctx, [{ before: place, after: { ...place, ...part } }], on)));
  return changes.filter(({ fields }) => fields.length > 0);
}

async function taken(ctx: TxCtx, { placeId, id }: Named) {
  const me = ctx.actor.subject;
  if (me === null) throw new Error("a change is decided by a named person");
  const place = found(await lockFacility(ctx.db, placeId), "place", placeId);
  const waiting = (await waitingOf(ctx.db, [placeId])).get(placeId);
  if (waiting?.id !== id || !(await dropWaiting(ctx.db, id))) throw refused("place.change-decided");
  return { place, waiting, me };
}

async function carryOut(
  ctx: TxCtx,
  { id: placeId, version }: FacilityRow,
  { asked, reason, askedBy }: Waiting,
) {
  const { kind, level, organisationId, divisionCode, on, endedOn } = asked;
  const confirmed = { by: askedBy };
  const changes = { ...(kind !== undefined && { kind }), ...(level !== undefined && { level }) };
  if (Object.keys(changes).length > 0)
    await changeFacility(ctx, { placeId, version, changes, reason }, confirmed);
  const to = {
    ...(organisationId !== undefined && { organisationId }),
    ...(divisionCode !== undefined && { divisionCode }),
  };
  if (on !== undefined) await moveFacility(ctx, placeId, { ...to, on, reason }, confirmed);
  if (endedOn !== undefined) await endFacility(ctx, placeId, endedOn, { reason, confirmed });
}

type Decision = Pick<HistoryRow, "step" | "barred" | "reason" | "onePersonRule" | "changed">;

async function addDecision(
  ctx: TxCtx,
  { id, version, state }: FacilityRow,
  decision: Decision,
): Promise<void> {
  const stays = { version, from: state, to: state, scheduledFor: null };
  const row = { ...stays, ...decision, thing: id, by: ctx.actor.subject, at: ctx.clock() };
  await addHistory(ctx.db, placeThing, [row]);
}

async function told(ctx: TxCtx, what: string, { placeId, asked }: Waiting): Promise<void> {
  await audit(ctx, { what, on: { kind: "place", id: placeId }, detail: { asked } });
}
