/** A place goes one step on the way from draft to published, or back. */
import { type TxCtx, today } from "#platform/ctx";
import { found, invalid, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { type PublicationRow, recordStep, type StepWanted, stepRow } from "#platform/publishing";
import { type FacilityRow, lockFacility } from "../facility/facility-store.ts";
import { placeThing } from "./place-thing.ts";
import { missingFrom } from "./readiness.ts";
import { setState } from "./steps-store.ts";

export interface PlaceStep extends StepWanted {
  id: string;
  /** The version of the facts that was read: nobody approves what they have not seen. */
  version: number;
}

/** Takes the step, or refuses with the first reason against it. */
export async function takePlaceStep(
  ctx: TxCtx,
  { id, version, ...wanted }: PlaceStep,
): Promise<{ id: string; state: string }> {
  const place = found(await lockFacility(ctx.db, id), "place", id);
  if (place.endedOn) throw refused("place.ended", { day: place.endedOn });
  if (place.version !== version) throw refused("publishing.changed-meanwhile");
  const row = await stepRow(ctx, placeThing, place, wanted);
  if (wanted.step === "submit" || wanted.step === "schedule" || wanted.step === "publish") {
    const missing = missingFrom(place);
    if (missing.length > 0)
      throw invalid(missing.map((field) => ({ field: `/body/${field}`, id: `place.no-${field}` })));
  }
  await goOn(ctx, place, row);
  return { id, state: row.to };
}

/** Writes the step that nothing speaks against any more, and all that comes with it. */
export async function goOn(ctx: TxCtx, place: FacilityRow, row: PublicationRow): Promise<void> {
  const { id } = place;
  await setState(ctx.db, id, row.to, ctx.clock());
  await recordStep(ctx, placeThing, place, row);
  if (row.step !== "publish" && row.step !== "withdraw") return;
  const { kind, level, divisionCode, organisationId, since } = place;
  // It counts from the day it is seen, and not before it is there.
  const [, on = since] = [since, today(ctx).toString()].toSorted();
  await announce(ctx, row.step === "publish" ? "place.published" : "place.withdrawn", {
    placeId: id,
    kind,
    level,
    divisionCode,
    organisationId,
    on,
  });
}
