/** A hand-over is drawn up, changed, refused or withdrawn. Nothing of it is true before both sides have signed and its day has come. */
import { audit } from "#platform/audit";
import { type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { type FieldFault, found, invalid, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { beforeHistory } from "../facility/before-history.ts";
import { type FacilityRow, facilities, lockFacility } from "../facility/facility-store.ts";
import { organisationOf } from "../network/organisation-store.ts";
import { refusing } from "../refusing.ts";
import * as store from "./handover-store.ts";
import { digestOf, type Inventory, takeInventory, type Written } from "./inventory.ts";
import { voidSignatures } from "./void.ts";

export interface HandoverTerms extends Written {
  /** First day of the receiving organisation. */
  effectiveOn: string;
  /** Needed, and allowed, only for a day that is past. */
  lateBecause?: string | null;
  terms?: string;
}

/** Draws up a hand-over of a place. Refuses a second open one, a day past without a reason, and handing over to oneself. */
export async function drawUpHandover(
  ctx: TxCtx,
  placeId: string,
  { toOrganisationId, ...input }: HandoverTerms & { toOrganisationId: string },
): Promise<{ id: string }> {
  const place = found(await lockFacility(ctx.db, placeId), "place", placeId);
  if (place.endedOn) throw refused("place.ended", { day: place.endedOn });
  const to = found(await organisationOf(ctx.db, toOrganisationId), "organisation", toOrganisationId);
  if (to.id === place.organisationId)
    throw invalid([{ field: "/body/toOrganisationId", id: "handover.to-itself" }]);
  const id = newId();
  const document = await written(ctx, { place, fromId: place.organisationId, toId: to.id }, input);
  await refusing({ handover_one_at_a_time: () => refused("place.handover-open") }, () =>
    store.insertHandover(ctx.db, { ...document, id, drawnUpAt: ctx.clock(), drawnUpBy: ctx.actor.subject }),
  );
  const parties = { fromOrganisationId: place.organisationId, toOrganisationId: to.id };
  await audit(ctx, {
    what: "handover.drawn-up",
    on: { kind: "handover", id },
    detail: { place: placeId, ...parties, on: document.effectiveOn },
  });
  await announce(ctx, "place.handover-drawn-up", {
    handoverId: id,
    placeId,
    ...parties,
    on: document.effectiveOn,
  });
  return { id };
}

/** Writes the document anew with the inventory of this moment. Whatever changes, signatures given before stand for nothing. */
export async function changeHandover(
  ctx: TxCtx,
  id: string,
  { version, ...input }: HandoverTerms & { version: number },
): Promise<void> {
  const handover = await unfinished(ctx, id);
  if (handover.version !== version) throw refused("handover.changed-meanwhile");
  const [place] = await facilities(ctx.db, [handover.placeId]);
  const document = await written(ctx, { ...handover, place: found(place, "place", handover.placeId) }, input);
  if (document.digest === handover.digest) return;
  await voidSignatures(ctx, handover);
  await store.updateHandover(ctx.db, { ...document, id });
  await audit(ctx, {
    what: "handover.changed",
    on: { kind: "handover", id },
    detail: { on: document.effectiveOn, digest: document.digest },
  });
}

/** The receiving side will not have it. */
export const refuseHandover = (ctx: TxCtx, id: string, because: string) =>
  endWith(ctx, id, "refused", because);

/** The giving side takes it back. */
export const withdrawHandover = (ctx: TxCtx, id: string, because: string) =>
  endWith(ctx, id, "withdrawn", because);

async function endWith(
  ctx: TxCtx,
  id: string,
  state: "refused" | "withdrawn",
  because: string,
): Promise<void> {
  const handover = await unfinished(ctx, id);
  await store.endHandover(ctx.db, {
    id,
    state,
    at: ctx.clock(),
    by: ctx.actor.subject,
    because: because.trim(),
  });
  await audit(ctx, {
    what: `handover.${state}`,
    on: { kind: "handover", id },
    detail: { because: because.trim() },
  });
  await announce(ctx, "place.handover-ended", { handoverId: id, placeId: handover.placeId, how: state });
}

/** The document, locked; refuses one that has taken effect or ended. */
export async function unfinished(ctx: TxCtx, id: string): Promise<store.Handover> {
  const handover = found(await store.lockHandover(ctx.db, id), "handover", id);
  if (handover.state === "effective") throw refused("handover.effective");
  if (handover.state !== "open" && handover.state !== "signed") throw refused("handover.ended");
  return handover;
}

interface About {
  place: FacilityRow;
  fromId: string;
  toId: string;
}

async function written(ctx: TxCtx, { place, fromId, toId }: About, input: HandoverTerms) {
  const { id: placeId } = place;
  const tooEarly = beforeHistory(input.effectiveOn, place);
  const day = today(ctx).toString();
  const { effectiveOn } = input;
  const lateBecause = input.lateBecause?.trim() || null;
  const faults: FieldFault[] = [
    ...(effectiveOn < day && !lateBecause
      ? [{ field: "/body/lateBecause", id: "handover.late-reason" }]
      : []),
    ...(effectiveOn >= day && lateBecause ? [{ field: "/body/lateBecause", id: "handover.not-late" }] : []),
    ...(tooEarly ? [{ field: "/body/effectiveOn", ...tooEarly }] : []),
  ];
  if (faults.length > 0) throw invalid(faults);
  const inventory: Inventory = await takeInventory(ctx, { placeId, organisationId: fromId }, input);
  const unknown = input.staff.findIndex(
    ({ subject }) => !inventory.staff.some((one) => one.subject === subject),
  );
  if (unknown >= 0) throw invalid([{ field: `/body/staff/${unknown}/subject`, id: "handover.no-staff" }]);
  const signed = {
    placeId,
    fromId,
    toId,
    effectiveOn,
    lateBecause,
    terms: input.terms?.trim() ?? "",
    inventory,
  };
  return { ...signed, digest: digestOf(signed) };
}
