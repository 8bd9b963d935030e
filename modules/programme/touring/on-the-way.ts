/** The crates go round: sent, arrived, shown, handed on or home; what was found of them each time. */
import { organisationsOf } from "#places";
import { audit } from "#platform/audit";
import { type TxCtx, today } from "#platform/ctx";
import { invalid, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { createEvent } from "../drafting/write-event.ts";
import { reporting } from "../may.ts";
import type { CheckMoment, CratesFound } from "./contract.ts";
import { cratesWrong, daysIn, isTroubled } from "./leg.ts";
import * as store from "./leg-store.ts";
import { legToChange } from "./leg-to-change.ts";
import { announceLeg, newsOf, tellHouses } from "./tell.ts";
import type { Touring } from "./touring-store.ts";

interface Named {
  id: string;
  version: number;
}
type WithCrates = Named & { found: CratesFound };

/** From home. Refuses while the crates are at another house, or on a way. */
export async function sendLeg(ctx: TxCtx, { id, version }: Named): Promise<Named> {
  const { leg } = await legToChange(ctx, { id, version, way: "send" });
  const holder = await store.holdingCrates(ctx.db, leg.touringId);
  if (holder) {
    const house =
      (await organisationsOf(ctx.db, [holder.organisationId])).get(holder.organisationId)?.name ?? "";
    throw refused("touring.elsewhere", { house }, { next: `/desk/tour-legs/${holder.id}` });
  }
  await goesOff(ctx, leg);
  return { id, version: version + 1 };
}

async function goesOff(ctx: TxCtx, leg: store.Leg): Promise<void> {
  await store.sendLeg(ctx.db, leg.id, today(ctx), ctx.clock());
  await announceLeg(ctx, "tour.leg-sent", leg);
  await tellHouses(ctx, leg, { paths: [leg.orgPath], what: "sent", roles: reporting });
  await audit(ctx, { what: "tour-leg.sent", on: { kind: "tour-leg", id: leg.id } });
}

export async function receiveLeg(ctx: TxCtx, { id, version, found }: WithCrates): Promise<Named> {
  const { leg, touring } = await legToChange(ctx, { id, version, way: "arrive" });
  await store.receiveLeg(ctx.db, id, today(ctx), ctx.clock());
  await announceLeg(ctx, "tour.leg-arrived", leg);
  await audit(ctx, { what: "tour-leg.arrived", on: { kind: "tour-leg", id } });
  await noteFound(ctx, { leg, touring, at: "arrival", found });
  return { id, version: version + 1 };
}

/** Begins the exhibition it becomes at the borrower's place. The owner organises it jointly, so that it is counted once. */
export async function beginEvent(ctx: TxCtx, { id, version }: Named): Promise<Named & { eventId: string }> {
  const { leg, touring } = await legToChange(ctx, { id, version, way: "begin-event" });
  if (leg.eventId) throw refused("touring.has-event", {}, { next: `/desk/events/${leg.eventId}` });
  const { title, summary } = touring;
  const [line = ""] = summary.split("\n");
  const event = await createEvent(ctx, {
    organisationId: leg.organisationId,
    event: {
      kind: "exhibition",
      mode: "on-site",
      title,
      summary: [...line].slice(0, 300).join(""),
      description: summary,
      ...{ audience: "", ageFrom: null, ageTo: null, translations: {} },
      ...{ placeId: leg.placeId, spaceId: null, link: null, seriesId: null },
      jointOrganiserIds: leg.ownerId === leg.organisationId ? [] : [leg.ownerId],
    },
    sessions: [],
  });
  await store.setEvent(ctx.db, id, event.id, ctx.clock());
  await audit(ctx, {
    what: "tour-leg.event-begun",
    on: { kind: "tour-leg", id },
    detail: { event: event.id },
  });
  return { id, version: version + 1, eventId: event.id };
}

/** The crates leave: straight to the next house, which is told, or home. */
export async function leaveLeg(
  ctx: TxCtx,
  { id, version, to, found }: WithCrates & { to: string | null },
): Promise<Named> {
  const { leg, touring } = await legToChange(ctx, { id, version, way: "leave" });
  const next = to === null ? null : await store.leg(ctx.db, to);
  if (to !== null && (next?.touringId !== leg.touringId || next.state !== "agreed"))
    throw invalid([{ field: "/body/to", id: "touring.not-next" }]);
  if (leg.arrivedOn === null) throw new Error("it leaves before it arrived");
  const on = today(ctx);
  await store.leaveLeg(ctx.db, id, { state: next ? "handed-on" : "returning", on }, ctx.clock());
  const had = { from: leg.arrivedOn, through: on.toString() };
  await announce(ctx, "tour.leg-left", {
    ...newsOf(leg),
    ...{ to, arrivedOn: had.from, leftOn: had.through, days: daysIn(had, had) },
  });
  await audit(ctx, { what: "tour-leg.left", on: { kind: "tour-leg", id }, ...(to && { detail: { to } }) });
  await noteFound(ctx, { leg, touring, at: "departure", found });
  if (next) await goesOff(ctx, next);
  else await tellHouses(ctx, leg, { paths: [leg.ownerPath], what: "returning", roles: reporting });
  return { id, version: version + 1 };
}

export async function takeHome(ctx: TxCtx, { id, version, found }: WithCrates): Promise<Named> {
  const { leg, touring } = await legToChange(ctx, { id, version, way: "take-home" });
  await store.takeLegHome(ctx.db, id, today(ctx), ctx.clock());
  await announceLeg(ctx, "tour.leg-home", leg);
  await audit(ctx, { what: "tour-leg.home", on: { kind: "tour-leg", id } });
  await noteFound(ctx, { leg, touring, at: "home", found });
  return { id, version: version + 1 };
}

/** What came of it is noted once. */
export async function settleCheck(
  ctx: TxCtx,
  { id, at, how }: { id: string; at: CheckMoment; how: string },
): Promise<void> {
  if (!(await store.settleCheck(ctx.db, { legId: id, at, how: how.trim() }, ctx.clock())))
    throw refused("touring.nothing-open");
  await audit(ctx, { what: "tour-leg.settled", on: { kind: "tour-leg", id }, detail: { at } });
}

/** Notes it; what is missing, wrong or damaged is told to both houses at once. */
async function noteFound(
  ctx: TxCtx,
  { leg, touring, at, found }: { leg: store.Leg; touring: Touring; at: CheckMoment; found: CratesFound },
): Promise<void> {
  const words = found.words.trim();
  if (found.damaged && words === "")
    throw invalid([{ field: "/body/found/words", id: "touring.say-damage" }]);
  const check = { ...cratesWrong(touring.crates, found), damaged: found.damaged };
  await store.insertCheck(ctx.db, leg.id, { ...check, at, words }, ctx.clock());
  if (!isTroubled(check)) return;
  await announceLeg(ctx, "tour.crates-wrong", leg);
  await tellHouses(ctx, leg, {
    paths: [leg.ownerPath, leg.orgPath],
    what: "crates-wrong",
    roles: ["clerk", "editor", "publisher", "manager"],
    values: {
      missing: check.missing.join("、") || "none",
      wrong: check.wrong.join("、") || "none",
      damaged: check.damaged ? "yes" : "no",
    },
  });
}
