/** A house asks for days of a touring exhibition; the owner agrees or refuses; either calls it off while it has not arrived. */
import { Temporal } from "temporal-polyfill";
import { organisationOf, organisationsOf, placeOf } from "#places";
import { audit } from "#platform/audit";
import { type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { type FieldFault, found, invalid, type Problem, refused } from "#platform/errors";
import { mostLegDays } from "./contract.ts";
import * as store from "./leg-store.ts";
import { legToChange } from "./leg-to-change.ts";
import { announceLeg, tellHouses } from "./tell.ts";
import { lockTouring, type Touring } from "./touring-store.ts";

export interface Asked {
  organisationId: string;
  placeId: string;
  /** Both are days on which it is shown. */
  from: string;
  through: string;
  message: string;
}

/** Asks for it. Days that are another's already are refused with whose; who asks first for days that are free has no right to them. */
export async function askForLeg(
  ctx: TxCtx,
  { id: touringId, ...asked }: Asked & { id: string },
): Promise<{ id: string; version: number }> {
  const touring = found(await lockTouring(ctx.db, touringId), "touring", touringId);
  if (!touring.offered && touring.organisationId !== asked.organisationId)
    throw refused("touring.not-offered");
  const organisation = found(
    await organisationOf(ctx.db, asked.organisationId),
    "organisation",
    asked.organisationId,
  );
  const faults = [...dayFaults(ctx, touring, asked), ...(await placeFaults(ctx, organisation.path, asked))];
  if (faults.length > 0) throw invalid(faults);
  const id = newId(ctx.clock().epochMilliseconds);
  const leg = {
    ...asked,
    ...{ id, touringId, ownerId: touring.organisationId, orgPath: organisation.path },
    ...{ betweenDays: touring.betweenDays, message: asked.message.trim() },
  };
  const other = await store.inTheWay(ctx.db, leg);
  if (other) throw await taken(ctx, other);
  await store.insertLeg(ctx.db, leg, ctx.clock());
  const made = found(await store.leg(ctx.db, id), "tour-leg", id);
  await announceLeg(ctx, "tour.leg-asked", made);
  await tellHouses(ctx, made, {
    paths: [made.ownerPath],
    what: "asked",
    values: { house: organisation.name },
  });
  await audit(ctx, { what: "tour-leg.asked", on: { kind: "tour-leg", id }, detail: { touring: touringId } });
  return { id, version: 1 };
}

/** The owner agrees, or refuses and says why. */
export async function answerLeg(
  ctx: TxCtx,
  { id, version, agreed, reason }: { id: string; version: number; agreed: boolean; reason?: string },
): Promise<{ id: string; version: number }> {
  const { leg } = await legToChange(ctx, { id, version, way: "answer" });
  if (!agreed) {
    if (!reason?.trim()) throw invalid([{ field: "/body/reason", id: "missing" }]);
    await store.endLeg(ctx.db, id, { state: "refused", because: reason.trim() }, ctx.clock());
  } else {
    if (leg.through < today(ctx).toString()) throw refused("touring.days-over");
    if (!(await store.agreeLeg(ctx.db, id, ctx.clock()))) {
      const other = await store.inTheWay(ctx.db, leg);
      throw other ? await taken(ctx, other) : new Error(`leg ${id} is refused its days by nobody`);
    }
  }
  const what = agreed ? "agreed" : "refused";
  await announceLeg(ctx, `tour.leg-${what}`, leg);
  await tellHouses(ctx, leg, { paths: [leg.orgPath], what, values: { reason: reason?.trim() ?? "" } });
  await audit(ctx, {
    what: `tour-leg.${what}`,
    on: { kind: "tour-leg", id },
    ...(!agreed && { detail: { reason } }),
  });
  return { id, version: version + 1 };
}

/** Calls it off, also while the crates are on their way: they turn round. Nothing was lent. */
export async function cancelLeg(
  ctx: TxCtx,
  { id, version, reason }: { id: string; version: number; reason: string },
): Promise<{ id: string; version: number }> {
  const { leg } = await legToChange(ctx, { id, version, way: "cancel" });
  const because = reason.trim();
  await store.endLeg(ctx.db, id, { state: "cancelled", because }, ctx.clock());
  await announceLeg(ctx, "tour.leg-cancelled", leg);
  await tellHouses(ctx, leg, {
    paths: [leg.ownerPath, leg.orgPath],
    what: leg.eventId === null ? "cancelled" : "cancelled-shown",
    values: { reason: because },
  });
  await audit(ctx, {
    what: "tour-leg.cancelled",
    on: { kind: "tour-leg", id },
    detail: { was: leg.state, reason: because },
  });
  return { id, version: version + 1 };
}

async function taken(
  ctx: TxCtx,
  { organisationId, from, through, betweenDays }: store.Leg,
): Promise<Problem> {
  const house = (await organisationsOf(ctx.db, [organisationId])).get(organisationId)?.name ?? "";
  return refused("touring.taken", { house, from, through, days: betweenDays });
}

function dayFaults(ctx: TxCtx, { lentFrom, lentThrough }: Touring, { from, through }: Asked): FieldFault[] {
  if (through < from) return [{ field: "/body/through", id: "touring.days-reversed" }];
  const days = Temporal.PlainDate.from(from).until(through).days + 1;
  const faults: FieldFault[] = [];
  if (from < today(ctx).toString()) faults.push({ field: "/body/from", id: "touring.day-past" });
  if (from < lentFrom)
    faults.push({ field: "/body/from", id: "touring.before-lent", data: { from: lentFrom } });
  if (lentThrough !== null && through > lentThrough)
    faults.push({ field: "/body/through", id: "touring.after-lent", data: { through: lentThrough } });
  if (days > mostLegDays)
    faults.push({ field: "/body/through", id: "touring.too-long", data: { most: mostLegDays } });
  return faults;
}

async function placeFaults(ctx: TxCtx, orgPath: string, { placeId }: Asked): Promise<FieldFault[]> {
  const place = await placeOf(ctx.db, placeId);
  if (!place || place.endedOn) return [{ field: "/body/placeId", id: "event.unknown-place" }];
  const own = (await organisationsOf(ctx.db, [place.organisationId])).get(place.organisationId);
  return own?.path.startsWith(orgPath) ? [] : [{ field: "/body/placeId", id: "touring.not-own-place" }];
}
