/** A person, or staff for an organisation, reserve a room or a thing for a time. */
import type { Temporal } from "temporal-polyfill";
import { ruleFactsOf } from "#people";
import { organisationOf } from "#places";
import { auditAll } from "#platform/audit";
import { principal } from "#platform/auth";
import type { Ctx, TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, type Problem, refused } from "#platform/errors";
import { announceAll } from "#platform/events";
import { aboveOf } from "../may.ts";
import { suspendedFrom } from "../penalties/against.ts";
import { lockPeople } from "../rules/store.ts";
import { allowanceOf, countedOf } from "./allowance.ts";
import { holderKindOf } from "./holder.ts";
import { type Described, describeResources } from "./naming.ts";
import { newsOf } from "./news.ts";
import { occupy, taken } from "./occupy.ts";
import { reasonAgainstOpening } from "./open-then.ts";
import type { Holder, NewReservation } from "./reservation-store.ts";
import { type AskedResource, type Resource, resourceAsked, shareCells } from "./resource-store.ts";
import { type HolderKind, occupiedBy, type Reason, reasonAgainstTimes, type Times } from "./rules.ts";

export interface Wish {
  resourceId: string;
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  purpose: string;
  people?: number | null;
  /** For an organisation of whoever asks; else for the person. */
  organisation?: string | null;
}

export interface Reserved {
  reservationId: string;
  state: "requested" | "confirmed";
}

/** Reserves, or asks for approval where the house wants it: the time is taken in either case. Refuses with the first reason against. */
export async function reserve(ctx: TxCtx, wish: Wish): Promise<Reserved> {
  const asking = await askingFor(ctx, wish, wish);
  const reason = reasonAgainst(ctx, asking, wish) ?? (await reasonAgainstWhom(ctx, asking));
  if (reason) throw asRefusal(reason);
  const { resource } = asking;
  const { place } = asking.is;
  // Most who are refused are so before anything is locked, and hold up nobody while the next free time is looked for.
  if (resource.taken) throw await taken(ctx, { resource, place, wanted: wish });
  const more = await reasonAgainstMore(ctx, asking, wish);
  if (more) throw asRefusal(more);
  const reservation = newReservation(ctx, asking, wish, null);
  await shareCells(ctx.db, resource.id);
  await occupy(ctx, { resource, place, reservation });
  await noteMade(ctx, resource, [reservation]);
  return { reservationId: reservation.id, state: asking.approval.length > 0 ? "requested" : "confirmed" };
}

export interface Asking {
  resource: AskedResource;
  is: Described;
  holder: Holder;
  kind: HolderKind;
  /** Of a person. */
  level: number;
  /** Above the house there is another organisation, which can be asked to approve. */
  approval: ("house" | "above")[];
  wish: Pick<Wish, "purpose" | "people">;
}

/** Whoever acts asks for something, or for their organisation; `times`: and is it taken then? Refuses what is not to be had. */
export function askingFor(
  ctx: Ctx,
  { organisation, ...wish }: Pick<Wish, "resourceId" | "organisation" | "purpose" | "people">,
  times: Times | null = null,
): Promise<Asking> {
  const subject = organisation ? null : (principal(ctx.actor)?.subject ?? null);
  return askingAs(ctx, { subject, organisationId: organisation ?? null }, wish, times);
}

/** The same for whoever is named. */
export async function askingAs(
  ctx: Ctx,
  { subject: asks, organisationId: organisation }: Pick<Holder, "subject" | "organisationId">,
  { resourceId, ...wish }: Pick<Wish, "resourceId" | "purpose" | "people">,
  times: Times | null = null,
): Promise<Asking> {
  const asked = { id: resourceId, subject: asks, times };
  const resource = found(await resourceAsked(ctx.db, asked), "resource", resourceId);
  const is = found((await describeResources(ctx, [resource])).get(resource.id), "resource", resourceId);
  if (!is.there) throw refused("reservation.not-to-be-had");
  const org = organisation
    ? found(await organisationOf(ctx.db, organisation), "organisation", organisation)
    : null;
  const holder = { subject: asks, organisationId: org?.id ?? null, useKind: null, useRef: null };
  const kind = holderKindOf(holder, org?.path ?? null, resource.orgPath);
  // Where no level is asked nobody is asked for theirs.
  const facts = asks && resource.rules.level > 0 ? await ruleFactsOf(ctx.db, [asks]) : null;
  return {
    resource,
    is,
    holder,
    kind,
    level: facts?.get(asks ?? "")?.level ?? 0,
    // Nobody asks their own house.
    approval: kind === "house" ? [] : stepsOf(resource),
    wish,
  };
}

/** A house at the top of the tree has nobody above it. */
const stepsOf = ({ rules, orgPath }: Resource) =>
  rules.approval.filter((step) => step === "house" || aboveOf(orgPath) !== null);

/** Why it cannot be had at these times, or null: what can be said without asking what is taken. */
export function reasonAgainst(
  ctx: Pick<TxCtx, "clock" | "city">,
  { resource: { rules, public: open }, is, holder, level, wish }: Asking,
  { startsAt, endsAt }: Times,
): Reason | null {
  const { zone } = ctx.city;
  if (!open && holder.subject) return { id: "reservation.staff-only" };
  if (holder.subject && level < rules.level)
    return {
      id: "reservation.level-needed",
      data: { level: rules.level },
      next: `/my/documents?need=${rules.level}`,
    };
  const times = reasonAgainstTimes(rules, { startsAt, endsAt }, { now: ctx.clock(), zone });
  if (times) return times;
  if (wish.people && is.capacity !== null && wish.people > is.capacity)
    return { id: "reservation.too-many-people", data: { people: wish.people, capacity: is.capacity } };
  if (is.place && !is.place.public) return { id: "reservation.not-to-be-had" };
  const closed = is.place && reasonAgainstOpening(is.place, { startsAt, endsAt }, zone);
  if (!closed) return null;
  const { id, data, opensAt } = closed;
  const known = opensAt ? { known: "yes", opensAt: opensAt.toString() } : { known: "no", opensAt: "" };
  return { id, data: { ...data, ...known } };
}

/** Why whoever did not come too often may not have it now, or null. */
export async function reasonAgainstWhom(ctx: Ctx, { resource, holder }: Asking): Promise<Reason | null> {
  const { orgPath, kind, placeId } = resource;
  return holder.subject === null || !resource.marked
    ? null
    : suspendedFrom(ctx, holder.subject, { orgPath, kind: `reservation-${kind}`, placeId });
}

/** Why this would be more than one may have, or null; `instead`: of a reservation that is not counted. */
export async function reasonAgainstMore(
  ctx: TxCtx,
  asking: Asking,
  wish: Times,
  instead: string | null = null,
): Promise<Reason | null> {
  await lockCounted(ctx, asking);
  return (await allowanceOf(ctx, asking, instead)).against(wish);
}

/** Whoever asks and is counted is locked, so that two at once are counted one after the other. */
export async function lockCounted(ctx: TxCtx, asking: Asking): Promise<void> {
  const who = countedOf(asking);
  if (who) await lockPeople(ctx.db, [who]);
}

export function asRefusal({ id, data = {}, next }: Reason): Problem {
  return refused(id, data, next ? { next } : {});
}

export function newReservation(
  ctx: TxCtx,
  { resource, holder, approval, wish }: Asking,
  { startsAt, endsAt }: Times,
  seriesId: string | null,
): NewReservation {
  const by = ctx.actor.subject;
  return {
    id: newId(),
    resourceId: resource.id,
    seriesId,
    ...holder,
    madeBy: by === holder.subject ? null : by,
    startsAt,
    endsAt,
    occupied: occupiedBy(resource.rules, { startsAt, endsAt }),
    purpose: wish.purpose.trim(),
    people: wish.people ?? null,
    state: approval.length > 0 ? "requested" : "confirmed",
    approval,
    madeAt: ctx.clock(),
    seat: resource.kind === "seat",
  };
}

/** Audits and announces what was made. */
export async function noteMade(
  ctx: TxCtx,
  resource: Resource,
  made: readonly NewReservation[],
): Promise<void> {
  const what = ({ state }: NewReservation) => (state === "requested" ? "requested" : "confirmed");
  await announceAll(
    ctx,
    made.map((one) => ({ type: `reservation.${what(one)}` as const, payload: newsOf(resource, one) })),
  );
  await auditAll(
    ctx,
    made.map((one) => ({
      what: `reservation.${what(one)}`,
      on: { kind: "reservation", id: one.id },
      subject: one.subject,
      detail: { resource: resource.id, startsAt: one.startsAt.toString(), endsAt: one.endsAt.toString() },
    })),
  );
}
