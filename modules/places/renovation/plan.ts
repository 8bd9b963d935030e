/** A renovation is planned, and its plan is changed. */
import { Temporal } from "temporal-polyfill";
import { audit } from "#platform/audit";
import { type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { type FieldFault, found, invalid, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { announceClosure, liftClosure } from "../closures/closures.ts";
import { facilities } from "../facility/facility-store.ts";
import { spacesIn } from "../spaces/space-store.ts";
import * as store from "./renovation-store.ts";

export interface PlanInput {
  name: string;
  scope: string;
  from: string;
  /** The first day on which the place is open again. */
  to: string;
  money: store.Money[];
  /** Is the place closed meanwhile? Then that is announced with the plan. */
  closes: boolean;
  areaBefore?: number | null | undefined;
  /** Left out: what its spaces hold today. */
  capacityBefore?: number | null | undefined;
}

const longestDays = 366 * 3;

/** Plans a renovation and announces the closure that belongs to it. Refuses days that make no sense and money named twice. */
export async function planRenovation(ctx: TxCtx, placeId: string, input: PlanInput): Promise<{ id: string }> {
  const place = found((await facilities(ctx.db, [placeId]))[0], "place", placeId);
  if (place.endedOn) throw refused("place.ended", { day: place.endedOn });
  const faults = planFaults(input, today(ctx).toString());
  if (faults.length > 0) throw invalid(faults);
  const spaces = await spacesIn(ctx.db, [placeId]);
  const held = spaces.reduce((sum, { capacity }) => sum + capacity, 0);
  const id = newId();
  const closureId = input.closes ? await announceFor(ctx, placeId, input) : null;
  await store.insertRenovation(ctx.db, {
    ...planOf(input),
    id,
    placeId,
    closureId,
    areaBefore: input.areaBefore ?? null,
    capacityBefore: input.capacityBefore ?? (held > 0 ? held : null),
    madeAt: ctx.clock(),
  });
  await audit(ctx, {
    what: "renovation.planned",
    on: { kind: "place", id: placeId },
    detail: { renovation: id, from: input.from, to: input.to, money: input.money },
  });
  await announce(ctx, "place.renovation-planned", {
    placeId,
    renovationId: id,
    organisationId: place.organisationId,
    from: input.from,
    to: input.to,
    planned: plannedSum(input.money),
  });
  return { id };
}

/** Changes the plan of a project that has not ended; the announced closure follows its days. Refused when somebody changed it since `version`. */
export async function changeRenovation(
  ctx: TxCtx,
  placeId: string,
  { id, version, ...input }: PlanInput & { id: string; version: number },
): Promise<{ version: number }> {
  const now = await ownRenovation(ctx, placeId, id);
  if (now.version !== version) throw refused("renovation.changed-meanwhile");
  if (now.state === "finished" || now.state === "stopped") throw refused("renovation.ended");
  const faults = planFaults(input, today(ctx).toString());
  if (faults.length > 0) throw invalid(faults);
  const moved = now.plannedFrom !== input.from || now.plannedTo !== input.to;
  const standing = await store.standingClosure(ctx.db, id, ctx.clock());
  let { closureId } = now;
  if (standing && closureId && (moved || !input.closes)) {
    await liftClosure(ctx, placeId, closureId);
    closureId = null;
  }
  if (input.closes && (moved || !standing)) closureId = await announceFor(ctx, placeId, input);
  await store.updatePlan(ctx.db, {
    ...planOf(input),
    id,
    closureId,
    areaBefore: input.areaBefore ?? now.areaBefore,
    capacityBefore: input.capacityBefore ?? now.capacityBefore,
  });
  await audit(ctx, {
    what: "renovation.changed",
    on: { kind: "place", id: placeId },
    detail: { renovation: id, from: input.from, to: input.to, money: input.money },
  });
  const place = found((await facilities(ctx.db, [placeId]))[0], "place", placeId);
  await announce(ctx, "place.renovation-changed", {
    placeId,
    renovationId: id,
    organisationId: place.organisationId,
    from: input.from,
    to: input.to,
    planned: plannedSum(input.money),
    before: { from: now.plannedFrom, to: now.plannedTo, planned: plannedSum(now.money) },
  });
  return { version: version + 1 };
}

/** Yuan planned from all sources together. */
export const plannedSum = (money: readonly store.Money[]): number =>
  money.reduce((sum, { planned }) => sum + planned, 0);

/** The project of this place, locked. Others are not found. */
export async function ownRenovation(ctx: TxCtx, placeId: string, id: string): Promise<store.Renovation> {
  const one = await store.lockRenovation(ctx.db, id);
  return found(one?.placeId === placeId ? one : null, "renovation", id);
}

function planOf({ name, scope, from, to, money }: PlanInput) {
  return { name: name.trim(), scope: scope.trim(), plannedFrom: from, plannedTo: to, money };
}

/** Closed from the planned first day, or from now on when that is past, until the day it opens again. */
async function announceFor(ctx: TxCtx, placeId: string, { from, to, scope }: PlanInput): Promise<string> {
  const midnight = (day: string) => Temporal.PlainDate.from(day).toZonedDateTime(ctx.city.zone).toInstant();
  const begins = midnight(from);
  const startsAt = Temporal.Instant.compare(begins, ctx.clock()) < 0 ? ctx.clock() : begins;
  const { id } = await announceClosure(ctx, placeId, {
    startsAt,
    endsAt: midnight(to),
    reason: "renovation",
    words: scope.trim().slice(0, 500),
  });
  return id;
}

function planFaults({ from, to, money, closes, name, scope }: PlanInput, today: string): FieldFault[] {
  const sources = money.map(({ source }) => source);
  const days = Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days;
  return [
    ...(name.trim() === "" ? [{ field: "/body/name", id: "missing" }] : []),
    ...(scope.trim() === "" ? [{ field: "/body/scope", id: "missing" }] : []),
    ...(from < "1949-10-01"
      ? [{ field: "/body/from", id: "day.before-history", data: { day: "1949-10-01" } }]
      : []),
    ...(days <= 0 ? [{ field: "/body/to", id: "renovation.backwards" }] : []),
    ...(days > longestDays ? [{ field: "/body/to", id: "renovation.too-long", data: { years: 3 } }] : []),
    ...(closes && to <= today ? [{ field: "/body/to", id: "renovation.over" }] : []),
    ...sources.flatMap((source, n) =>
      sources.indexOf(source) < n ? [{ field: `/body/money/${n}/source`, id: "twice" }] : [],
    ),
  ];
}
